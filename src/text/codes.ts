// Years, codes and long numbers: a text that has another one is about something else (2025年 is not 2026年, 8103 is not
// 8104). Amounts are left out: a range may hold what it does not name.
import type { Normal } from './normal-form.ts';
import { termsOf } from './tokens.ts';

/** What makes a number an amount when it follows: 500万, 3000人, 2000多年, 1000 元. */
const UNIT = /^\s?[百千万亿多余几元块%‰度倍个家人名位份件种类项条次天日月周岁分秒小毫厘公米克吨㎡]/u;
/** Years are long numbers as well; shorter numbers are mostly amounts or places in a list. */
const LONG_NUMBER = /^\d{3,}$/;
/** Letters and digits, but no amount with its unit (40ft, 100mm). */
const CODE = /^(?!\d+\p{L}{1,2}$)(?=.*\p{L})(?=.*\p{N})/u;

/** The years, codes and numbers of three digits or more in a text, as terms. */
export function codesIn(text: Normal): string[] {
  return termsOf(text)
    .filter(
      ({ term, kind, end }) =>
        kind === 'word' && (CODE.test(term) || (LONG_NUMBER.test(term) && !UNIT.test(text.slice(end)))),
    )
    .map(({ term }) => term);
}
