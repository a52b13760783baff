// Amounts in a text: "三个月以上不满一年", "3–6 months", "不超过50人". A question about two years is answered by the item for
// one to three years, which may share no word with it. Chinese and English; texts are in normal form.
import type { Normal } from './normal-form.ts';
import { NUMERAL, valueOf } from './numerals.ts';
import type { Range } from './sentences.ts';

/**
 * An amount, or a range of amounts, and where the text has it. Both ends are included; one that the text excludes is
 * moved by a billionth. `unit`: `day` for any length of time, `元`, `%`, `年` `月` `日` of a date, or as written; empty
 * for a number alone.
 */
export type Quantity = Range & { unit: string; min: number; max: number };

const MONTH = 365 / 12;
/** Lengths of time, in days. */
const DAYS: ReadonlyMap<string, number> = new Map(
  Object.entries({
    ...{
      小时: 1 / 24,
      天: 1,
      日: 1,
      工作日: 1,
      自然日: 1,
      周: 7,
      星期: 7,
      季度: 3 * MONTH,
      年: 365,
      个月: MONTH,
    },
    ...{ hour: 1 / 24, day: 1, week: 7, month: MONTH, quarter: 3 * MONTH, year: 365 },
  }),
);
const SAME_UNIT: ReadonlyMap<string, string> = new Map(
  Object.entries({
    ...{ 块: '元', 人民币: '元', yuan: '元', rmb: '元', cny: '元', '¥': '元' },
    ...{ $: '美元', us$: '美元', usd: '美元', dollar: '美元', hk$: '港元', hkd: '港元', 港币: '港元' },
    ...{ 个点: '%', percent: '%', 'per cent': '%', 名: '人', 位: '人', people: '人', person: '人' },
  }),
);
const UNIT =
  '个?(?:工作日|自然日|小时|星期|季度)|个月|[天日月年]|周(?![岁年])|[美港欧]元|港币|人民币|元|块|个点|[%‰]|平方米|公里|公斤|[人名位家个件次份股岁倍项条种级米吨楼层桌台辆章]' +
  '|[ -]?per cent|[ -]?(?:working |business |calendar )?(?!(?:and|or|to|of|in|for|the|at|by|per|is|are|but|from|less|more)\\b)[a-z]+';
const AMOUNT = new RegExp(
  String.raw`(?<currency>(?:hk|us)?\$|¥)?(?<numeral>${NUMERAL})[多余]?(?:\s?(?<unit>${UNIT}))?(?<half>半(?![年个天数]))?`,
  'gu',
);

const TO = /^\s?(?:至|到|[-–—~]+|to)\s?$/u;
const AT_LEAST = /(?:至少|达到?|不得?(?:少于|低于)|起码|最[少低短]|(?<![不未])满|at least|no less than) ?$/u;
const ABOVE = /(?:超过|[多高大]于|more than|over|above|exceeding) ?$/u;
const AT_MOST =
  /(?:不得?超过|不[多高大]于|至多|最[多长高]|at most|(?:no|not) more than|not exceeding|up to|within) ?$/u;
const BELOW = /(?:不满|不足|未满|不到|[低少小]于|(?:less|fewer) than|under|below) ?$/u;
/** Whether the end counts, in brackets before 以下: 5000万元(含)以下. */
const INCLUDED = String.raw`(?:\(不?含(?:本数)?\))?`;
const OR_MORE = new RegExp(String.raw`^ ?(?:${INCLUDED}[及或]?以上|(?:or|and) (?:more|longer|above))`, 'u');
const OR_LESS = new RegExp(
  String.raw`^ ?${INCLUDED}(?:[及或]?以下|之?以?内|or (?:less|fewer|shorter|below))`,
  'u',
);
/** Between the two halves of "三个月以上，但不满一年". */
const BUT = new RegExp(
  String.raw`^(?:${OR_MORE.source.slice(1)})?[,，、 ]*(?:但|且|而|并|和|but |and )?(?:(?:${AT_MOST.source.slice(0, -1)}|${BELOW.source.slice(0, -1)}))?$`,
  'u',
);
/** The longest words before and after an amount, in UTF-16 units. */
const AROUND = 16;
const HAIR = 1e-9;

type Amount = Range & { value: number; numeral: string; unit: string; perUnit: number };

/** The amounts in a text, in order. An ordinal (第三年) is none, nor is a Chinese numeral without a unit (一般). */
export function quantitiesIn(text: Normal): Quantity[] {
  const amounts = amountsIn(text);
  const found: Quantity[] = [];
  let taken: Amount | undefined;
  for (const [i, first] of amounts.entries()) {
    if (first === taken) continue;
    const before = text.slice(Math.max(0, first.start - AROUND), first.start);
    const next = amounts[i + 1];
    const last = next !== undefined && isOneAmount(first, next, text, before) ? next : first;
    taken = last;
    if (last.unit === '' && !/[\da-z]/u.test(last.numeral)) continue;
    const own = bounds(first, last, before, text.slice(last.end, last.end + AROUND));
    const quantity = { start: first.start, end: last.end, unit: last.unit, ...own };
    const previous = found.at(-1);
    if (previous !== undefined && isOneRange(previous, quantity, text))
      Object.assign(previous, { end: quantity.end, max: quantity.max });
    else found.push(quantity);
  }
  return found;
}

/** Units that nobody leaves out: 1.2亿 may be 元 or 人, but no share and no length of time. */
const NEVER_LEFT_OUT: ReadonlySet<string> = new Set(['day', '%', '‰']);

/** Whether an amount asked for may be the one held: same unit (or one leaves it out), and the two overlap. */
export function fits(asked: Quantity, held: Quantity): boolean {
  if (asked.unit !== held.unit) {
    if (asked.unit !== '' && held.unit !== '') return false;
    if (NEVER_LEFT_OUT.has(asked.unit) || NEVER_LEFT_OUT.has(held.unit)) return false;
  }
  const overlap = Math.min(asked.max, held.max) - Math.max(asked.min, held.min);
  const isPoint = asked.min === asked.max || held.min === held.max;
  return isPoint ? overlap >= 0 : overlap > 0;
}

function amountsIn(text: Normal): Amount[] {
  const amounts: Amount[] = [];
  for (const {
    0: { length },
    index: start,
    groups = {},
  } of text.matchAll(AMOUNT)) {
    const { currency, numeral = '', unit: written = '', half } = groups;
    const value = valueOf(numeral);
    if (value === undefined || text[start - 1] === '第') continue;
    const name = plain(currency ?? written);
    const isDate =
      (name === '年' && value >= 1000) || name === '月' || (name === '日' && text[start - 1] === '月');
    const days = isDate ? undefined : DAYS.get(name);
    amounts.push({
      ...{ start, end: start + length, numeral, value: half === undefined ? value : value + 0.5 },
      ...{ unit: days === undefined ? (SAME_UNIT.get(name) ?? name) : 'day', perUnit: days ?? 1 },
    });
  }
  return amounts;
}

/** 个工作日 → 工作日; -months → month. */
function plain(unit: string): string {
  const bare = unit.replace(/^[ -]/u, '').replace(/^(?:working|business|calendar) /u, '');
  if (/^[a-z]{3,}s$/u.test(bare)) return bare.slice(0, -1);
  return bare.length > 2 && bare.startsWith('个') ? bare.slice(1) : bare;
}

/** Whether two amounts are the ends of one: 3–6个月, 一年至三年. */
function isOneAmount(first: Amount, last: Amount, text: string, before: string): boolean {
  const between = text.slice(first.end, last.start);
  if (!TO.test(between) && !(between === ' and ' && before.endsWith('between '))) return false;
  return first.unit === '' || last.unit === '' || first.unit === last.unit;
}

function bounds(first: Amount, last: Amount, before: string, after: string): Pick<Quantity, 'min' | 'max'> {
  const max = last.value * last.perUnit;
  // 10到20万元: the first end has the unit and the power of the last.
  const power = /[万亿]$/u.exec(last.numeral)?.[0] ?? '';
  const isBare = first.unit === '' && !first.numeral.endsWith(power);
  const perUnit = first.unit === '' ? last.perUnit : first.perUnit;
  const min = first.value * perUnit * (isBare ? (valueOf(`1${power}`) ?? 1) : 1);
  if (AT_MOST.test(before) || OR_LESS.test(after)) return { min: 0, max };
  if (AT_LEAST.test(before) || OR_MORE.test(after)) return { min, max: Infinity };
  if (BELOW.test(before)) return { min: 0, max: max * (1 - HAIR) };
  if (ABOVE.test(before)) return { min: min * (1 + HAIR), max: Infinity };
  return { min: Math.min(min, max), max: Math.max(min, max) };
}

/** Whether a lower and an upper bound are one range: 三个月以上不满一年. */
function isOneRange(lower: Quantity, upper: Quantity, text: string): boolean {
  return (
    lower.max === Infinity &&
    upper.min === 0 &&
    upper.max >= lower.min &&
    lower.unit === upper.unit &&
    BUT.test(text.slice(lower.end, upper.start))
  );
}
