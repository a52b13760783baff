// Years, codes and long numbers: a text that has another one is about something else (2025年 is not 2026年, 8103 is not
// 8104). Amounts are left out: a range may hold what it does not name.
import type { Normal } from './normal-form.ts';
import { type Token, termsOf } from './tokens.ts';

/** What makes a number an amount when it follows: 500万, 3000人, 2000多年, 1000 元, 100 people. */
const UNIT =
  /^\s?[百千万亿多余几元块%‰度倍个家人名位份件种类项条次天日月周岁分秒小毫厘公米克吨㎡股字页]|^[ -](?:thousand|million|billion|per ?cent|yuan|rmb|cny|usd|dollars?|euros?|shares?|people|persons?|employees|workers|users|words|pages|times|minutes?|hours?|days?|weeks?|months?|years?|k?g|k?m|met(?:er|re)s?)\b/u;
/** The same before it: $5000, rmb 3000. */
const CURRENCY = /(?:[$¥€£]|\b(?:rmb|cny|usd)) ?$/u;
/** In UTF-16 units, with what stands around them. */
const LONGEST_UNIT = 12;
const LONGEST_CURRENCY = 5;
/** Years are long numbers as well; shorter numbers are mostly amounts or places in a list. */
const LONG_NUMBER = /^\d{3,}$/;
/** Letters and digits, but no amount with its unit (40ft, 100mm). */
const CODE = /^(?!\d+\p{L}{1,2}$)(?=.*\p{L})(?=.*\p{N})/u;

/** The years, codes and numbers of three digits or more in a text, as terms. */
export function codesIn(text: Normal): string[] {
  /** 第123条 is a place in a law, 123条 an amount. */
  const isAmount = ({ start, end }: Token): boolean =>
    text[start - 1] !== '第' &&
    (UNIT.test(text.slice(end, end + LONGEST_UNIT)) ||
      CURRENCY.test(text.slice(Math.max(0, start - LONGEST_CURRENCY), start)));
  return termsOf(text)
    .filter(
      (token) =>
        token.kind === 'word' &&
        (CODE.test(token.term) || (LONG_NUMBER.test(token.term) && !isAmount(token))),
    )
    .map(({ term }) => term);
}
