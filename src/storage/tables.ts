// The tables of the state and their bounds, independent of where they are stored.
import { onCharacterBoundary } from '../text/cuts.ts';
import { type BoundedMap, createBoundedMap } from './bounded-map.ts';
import type { StateData, TableName } from './state-data.ts';
import type { Feedback, StateStore } from './state-store.ts';
import { isFeedback } from './table-rows.ts';

/** The most entries of each table. */
export const BOUNDS: Readonly<Record<TableName, number>> = {
  // More than Telegram redelivers at once (100 a batch).
  updates: 1_000,
  waiting: 5_000,
  // Articles and sections of a wiki of 10,000 articles, twice over.
  reads: 200_000,
  feedback: 10_000,
  preferences: 50_000,
  unanswered: 5_000,
  uploads: 20_000,
  members: 50_000,
  invites: 100,
};
/** Longest stored question, in UTF-16 units. */
export const MAX_QUESTION = 500;

export type Tables = {
  store: Omit<StateStore, 'flush' | 'close' | 'isDurable'>;
  /** A table as it is written, as a new list. */
  dataOf: <T extends TableName>(table: T) => StateData[T];
};

/**
 * @param data the tables as written; entries beyond the bounds are dropped
 * @param onChange called with the table that has changed
 */
export function createTables(
  data: Partial<StateData> = {},
  onChange: (table: TableName) => void = () => undefined,
): Tables {
  const table = <K, V>(name: TableName, entries: Iterable<readonly [K, V]> = []): BoundedMap<K, V> =>
    createBoundedMap(entries, BOUNDS[name], () => {
      onChange(name);
    });
  const updates = table(
    'updates',
    data.updates?.map((id) => [id, true] as const),
  );
  const waiting = table(
    'waiting',
    data.waiting?.map((one) => [one.update.update_id, one] as const),
  );
  const reads = table('reads', data.reads);
  const feedback = table(
    'feedback',
    data.feedback?.map((entry) => [keyOf(entry), entry] as const),
  );
  const preferences = table('preferences', data.preferences);
  const unanswered = table(
    'unanswered',
    data.unanswered?.map((entry) => [entry.question, entry] as const),
  );

  const uploads = table('uploads', data.uploads);
  const members = table(
    'members',
    data.members?.map((id) => [id, true] as const),
  );
  const invites = table('invites', data.invites);

  const forgetFeedback = (isGone: (entry: Feedback) => boolean): number => {
    const gone = feedback.values().filter(isGone);
    for (const entry of gone) feedback.delete(keyOf(entry));
    return gone.length;
  };

  const store: Tables['store'] = {
    updates: {
      has: (id) => updates.get(id) === true,
      add: (id) => {
        updates.put(id, true);
        waiting.delete(id);
      },
      keep: (one) => {
        waiting.put(one.update.update_id, one);
      },
      kept: waiting.values,
    },
    reads: {
      add: (id) => {
        reads.put(id, (reads.get(id) ?? 0) + 1);
      },
      count: (id) => reads.get(id) ?? 0,
    },
    feedback: {
      put: (entry) => {
        // One row that cannot be read back would make both copies of the file unreadable.
        if (!isFeedback(entry)) throw new RangeError('feedback with a value that cannot be stored');
        feedback.put(keyOf(entry), { ...entry, question: clipped(entry.question) });
      },
      all: () => feedback.values(),
    },
    preferences: {
      language: (chatId) => preferences.get(chatId),
      setLanguage: (chatId, code) => {
        preferences.put(chatId, code);
      },
    },
    unanswered: {
      add: (asked, at) => {
        const question = clipped(asked);
        const count = (unanswered.get(question)?.count ?? 0) + 1;
        unanswered.put(question, { question, count, lastAt: at.toISOString() });
      },
      all: () => unanswered.values().sort((a, b) => b.count - a.count || b.lastAt.localeCompare(a.lastAt)),
    },
    uploads: {
      fileId: (content) => uploads.get(content),
      put: (content, fileId) => {
        uploads.put(content, fileId);
      },
    },
    members: {
      has: (userId) => members.get(userId) === true,
      add: (userId) => {
        members.put(userId, true);
      },
      remove: members.delete,
      count: () => members.keys().length,
    },
    invites: {
      add: invites.put,
      expiresAt: invites.get,
      clear: () => {
        for (const code of invites.keys()) invites.delete(code);
      },
    },
    forgetChat: (chatId) =>
      forgetFeedback((entry) => entry.chatId === chatId) + Number(preferences.delete(chatId)),
    forgetUser: (chatId, userId) =>
      forgetFeedback((entry) => entry.chatId === chatId && entry.userId === userId),
    moveChat: (from, to) => {
      const language = preferences.get(from);
      preferences.delete(from);
      if (language !== undefined && preferences.get(to) === undefined) preferences.put(to, language);
      for (const entry of feedback.values().filter(({ chatId }) => chatId === from)) {
        feedback.delete(keyOf(entry));
        const moved = { ...entry, chatId: to };
        if (feedback.get(keyOf(moved)) === undefined) feedback.put(keyOf(moved), moved);
      }
    },
  };
  const rows: { [T in TableName]: () => StateData[T] } = {
    updates: updates.keys,
    reads: reads.entries,
    feedback: feedback.values,
    preferences: preferences.entries,
    unanswered: unanswered.values,
    uploads: uploads.entries,
    waiting: waiting.values,
    members: members.keys,
    invites: invites.entries,
  };
  return { store, dataOf: (name) => rows[name]() };
}

/** A vote belongs to a reader, a message, and the section that the message showed. */
function keyOf({ chatId, messageId, userId, sectionId }: Feedback): string {
  return `${chatId}:${messageId}:${userId}:${sectionId}`;
}

function clipped(question: string): string {
  return question.slice(0, onCharacterBoundary(question, MAX_QUESTION)).toWellFormed();
}
