// The rows of days, as they are stored. No row names a person: a chat of today is a keyed hash, and gone tomorrow.
import { OUTCOMES, type Outcome } from '../answer/outcome.ts';
import { CHANNELS, type Channel } from '../answer/observed.ts';
import { isObject } from '../system/is-object.ts';
import { type Guard, isCount, isText, listOf, oneOf, pairOf, withFields } from '../storage/guards.ts';
import type { Schema } from '../storage/tables.ts';
import { type Counted, isCounted } from './counted.ts';
import { TIME_BUCKETS } from './times.ts';

export type DayRow = {
  /** `YYYY-MM-DD` in the operator's time zone. */
  day: string;
  outcomes: Partial<Record<Outcome, number>>;
  /** Answers by the time they took; a count for each bucket of times.ts. */
  times: number[];
  /** Articles whose sections answered. */
  topics: Counted;
  /** Sections that were shown. */
  sections: Counted;
  /** Votes by section, as they stand. */
  up: Counted;
  down: Counted;
  languages: Counted;
  channels: Partial<Record<Channel, number>>;
  /** Different chats that asked. */
  chats: number;
};

/** Today's chats: their hashes, each with the day that it is from. */
export type ChatRow = [hash: string, day: string];

export type DayRows = { days: DayRow; chats: ChatRow };

/** The days that are kept. */
export const MAX_DAYS = 400;
/** Ids of a kind that a past day keeps. */
export const MAX_IDS = 100;
/** More chats of a day are not told apart from those before. */
export const MAX_CHATS = 50_000;

const isDay: Guard<string> = (value): value is string => isText(value) && /^\d{4}-\d{2}-\d{2}$/.test(value);
/** Counts under some of these names. */
function countsOf<Name extends string>(names: readonly Name[]): Guard<Partial<Record<Name, number>>> {
  const isName = oneOf(names);
  return (value): value is Partial<Record<Name, number>> =>
    isObject(value) && Object.entries(value).every(([name, count]) => isName(name) && isCount(count));
}

const isDayRow = withFields<DayRow>({
  day: isDay,
  outcomes: countsOf(OUTCOMES),
  times: (value): value is number[] => listOf(isCount)(value) && value.length === TIME_BUCKETS,
  topics: isCounted,
  sections: isCounted,
  up: isCounted,
  down: isCounted,
  languages: isCounted,
  channels: countsOf(CHANNELS),
  chats: isCount,
});

export const DAYS_SCHEMA: Schema<DayRows> = {
  // The oldest day is deleted, not the one that was put longest ago; until then there may be some more.
  days: { bound: MAX_DAYS + 10, isRow: isDayRow, keyOf: ({ day }) => day },
  chats: { bound: MAX_CHATS, isRow: pairOf(isText, isDay), keyOf: ([hash]) => hash },
};
