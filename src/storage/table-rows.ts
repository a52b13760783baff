// Checks that the content of a file is something Wenda writes: a damaged or hand-edited file must get no further.
import type { Feedback, UnansweredQuestion, WaitingUpdate } from './state-store.ts';
import { isObject } from '../system/is-object.ts';
import type { StateData, TableName } from './state-data.ts';

type Guard<V> = (value: unknown) => value is V;

const isText: Guard<string> = (value) => typeof value === 'string';
const isId: Guard<number> = (value): value is number => Number.isSafeInteger(value);
const isCount: Guard<number> = (value): value is number => isId(value) && value >= 0;
const isFinite: Guard<number> = (value): value is number => Number.isFinite(value);
const isTime: Guard<string> = (value): value is string => isText(value) && !Number.isNaN(Date.parse(value));

/** A guard for objects with these fields, each of its kind. */
function withFields<V>(fields: { [K in keyof V]-?: Guard<V[K]> }): Guard<V> {
  const checks = Object.entries<Guard<unknown>>(fields);
  return (value): value is V => isObject(value) && checks.every(([name, isFine]) => isFine(value[name]));
}

function pairOf<A, B>(isFirst: Guard<A>, isSecond: Guard<B>): Guard<[A, B]> {
  return (value): value is [A, B] =>
    Array.isArray(value) && value.length === 2 && isFirst(value[0]) && isSecond(value[1]);
}

function listOf<V>(value: unknown, isEntry: Guard<V>): V[] | undefined {
  return Array.isArray(value) && value.every(isEntry) ? value : undefined;
}

export const isFeedback: Guard<Feedback> = withFields<Feedback>({
  chatId: isId,
  userId: isId,
  messageId: isId,
  vote: (value): value is Feedback['vote'] => value === 'up' || value === 'down',
  question: isText,
  sectionId: isText,
  generation: isText,
  confidence: isFinite,
  at: isTime,
});
const isUnanswered = withFields<UnansweredQuestion>({ question: isText, count: isCount, lastAt: isTime });
const isRead = pairOf(isText, isCount);
const isPreference = pairOf(isId, isText);
const isUpload = pairOf(isText, isText);
const isInvite = pairOf(isText, isFinite);
const isWaiting = withFields<WaitingUpdate>({
  update: withFields<WaitingUpdate['update']>({ update_id: isId }),
  takenAt: isFinite,
});

/** The value under the table's name in a file, as a table; undefined if Wenda would not write it. */
export const TABLE_PARSERS: { readonly [T in TableName]: (value: unknown) => StateData[T] | undefined } = {
  updates: (value) => listOf(value, isId),
  // Counts and languages were objects once.
  reads: (value) => listOf(isObject(value) ? Object.entries(value) : value, isRead),
  feedback: (value) => listOf(value, isFeedback),
  preferences: (value) =>
    listOf(
      isObject(value) ? Object.entries(value).map(([id, code]) => [Number(id), code]) : value,
      isPreference,
    ),
  unanswered: (value) => listOf(value, isUnanswered),
  uploads: (value) => listOf(value, isUpload),
  waiting: (value) => listOf(value, isWaiting),
  members: (value) => listOf(value, isId),
  invites: (value) => listOf(value, isInvite),
};
