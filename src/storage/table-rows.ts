// The keys of the rows, and what a row is: a damaged or hand-edited file must get no further.
import { isObject } from '../system/is-object.ts';
import type { BoundedTableOptions } from './bounded-table.ts';
import {
  type Feedback,
  REASONS,
  type UnansweredQuestion,
  type VotePlace,
  type WaitingUpdate,
} from './state-store.ts';

/**
 * A row of each table. In a file they are lists in the order in which they were put. Objects would lose this order: keys
 * that look like numbers, such as chat ids, come first and sorted, and after a restart the wrong rows would be dropped.
 */
export type Rows = {
  updates: number;
  waiting: WaitingUpdate;
  reads: [id: string, count: number];
  feedback: Feedback;
  preferences: [chatId: number, language: string];
  unanswered: UnansweredQuestion;
  uploads: [content: string, fileId: string];
  members: number;
  invites: [code: string, expiresAt: number];
};
export type TableName = keyof Rows;

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

const isFeedback = withFields<Feedback>({
  chatId: isId,
  userId: isId,
  messageId: isId,
  vote: (value): value is Feedback['vote'] => value === 'up' || value === 'down',
  // Older versions stored none.
  reason: (value): value is NonNullable<Feedback['reason']> =>
    value === undefined || REASONS.some((reason) => reason === value),
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

export const TABLE_ROWS: {
  readonly [T in TableName]: Pick<BoundedTableOptions<Rows[T]>, 'isRow' | 'keyOf'>;
} = {
  updates: { isRow: isId, keyOf: (id) => id },
  waiting: { isRow: isWaiting, keyOf: ({ update }) => update.update_id },
  reads: { isRow: isRead, keyOf: ([id]) => id },
  feedback: { isRow: isFeedback, keyOf: voteKey },
  preferences: { isRow: isPreference, keyOf: ([chatId]) => chatId },
  unanswered: { isRow: isUnanswered, keyOf: ({ question }) => question },
  uploads: { isRow: isUpload, keyOf: ([content]) => content },
  members: { isRow: isId, keyOf: (id) => id },
  invites: { isRow: isInvite, keyOf: ([code]) => code },
};
export const TABLES = Object.keys(TABLE_ROWS) as readonly TableName[]; // as its type says

export function isTable(name: unknown): name is TableName {
  return TABLES.some((table) => table === name);
}

/** A vote belongs to a reader, a message, and the section that the message showed. */
export function voteKey({ chatId, messageId, userId, sectionId }: VotePlace): string {
  return `${chatId}:${messageId}:${userId}:${sectionId}`;
}

/** The rows under a table's name in a file; undefined if Wenda would not write them. */
export function parseRows(table: TableName, value: unknown): unknown[] | undefined {
  const rows = isObject(value) ? entriesOnce(table, value) : value;
  const list: unknown[] | undefined = Array.isArray(rows) ? rows : undefined;
  return list?.every((row) => TABLE_ROWS[table].isRow(row)) === true ? list : undefined;
}

/** Counts and languages were objects once. */
function entriesOnce(table: TableName, value: Record<string, unknown>): unknown {
  if (table === 'reads') return Object.entries(value);
  return table === 'preferences' ? Object.entries(value).map(([id, code]) => [Number(id), code]) : undefined;
}
