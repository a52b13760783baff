// The tables of the state and their bounds, independent of where they are stored.
import { onCharacterBoundary } from '../text/cuts.ts';
import { type BoundedTable, createBoundedTable } from './bounded-table.ts';
import type { Feedback, StateStore } from './state-store.ts';
import { type Rows, TABLE_ROWS, type TableName, voteKey } from './table-rows.ts';

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

/** What has changed: a row as it was put, or null and the key of the deleted one. */
export type Change = readonly [table: TableName, row: unknown, key?: unknown];

export type Tables = {
  store: Omit<StateStore, 'flush' | 'close' | 'isDurable'>;
  /** The rows of a table, as a new list: those put longest ago first. */
  rowsOf: (table: TableName) => unknown[];
  /** Makes a change of an earlier process again, without telling of it; false if it cannot be one. */
  redo: (change: Change) => boolean;
};

/** @param onChange called with every change */
export function createTables(onChange: (change: Change) => void = () => undefined): Tables {
  const table = <T extends TableName>(name: T): BoundedTable<Rows[T]> =>
    createBoundedTable<Rows[T]>({
      ...TABLE_ROWS[name],
      bound: BOUNDS[name],
      onChange: (...change) => {
        onChange([name, ...change]);
      },
    });
  const tables: { readonly [T in TableName]: BoundedTable<Rows[T]> } = {
    updates: table('updates'),
    waiting: table('waiting'),
    reads: table('reads'),
    feedback: table('feedback'),
    preferences: table('preferences'),
    unanswered: table('unanswered'),
    uploads: table('uploads'),
    members: table('members'),
    invites: table('invites'),
  };
  const { updates, waiting, reads, feedback, preferences, unanswered, uploads, members, invites } = tables;

  const forgetFeedback = (isGone: (entry: Feedback) => boolean): number => {
    const gone = feedback.rows().filter(isGone);
    for (const entry of gone) feedback.delete(voteKey(entry));
    return gone.length;
  };

  const store: Tables['store'] = {
    updates: {
      has: (id) => updates.get(id) !== undefined,
      add: (id) => {
        updates.put(id);
        waiting.delete(id);
      },
      keep: waiting.put,
      // A kill may have come between the two changes of `add`.
      kept: () => waiting.rows().filter(({ update }) => updates.get(update.update_id) === undefined),
    },
    reads: {
      add: (id) => {
        reads.put([id, (reads.get(id)?.[1] ?? 0) + 1]);
      },
      count: (id) => reads.get(id)?.[1] ?? 0,
    },
    feedback: {
      put: (entry) => {
        feedback.put({ ...entry, question: clipped(entry.question) });
      },
      get: (place) => feedback.get(voteKey(place)),
      remove: (place) => void feedback.delete(voteKey(place)),
      all: feedback.rows,
    },
    preferences: {
      language: (chatId) => preferences.get(chatId)?.[1],
      setLanguage: (chatId, code) => {
        preferences.put([chatId, code]);
      },
    },
    unanswered: {
      add: (asked, at) => {
        const question = clipped(asked);
        const count = (unanswered.get(question)?.count ?? 0) + 1;
        unanswered.put({ question, count, lastAt: at.toISOString() });
      },
      all: () => unanswered.rows().sort((a, b) => b.count - a.count || b.lastAt.localeCompare(a.lastAt)),
    },
    uploads: {
      fileId: (content) => uploads.get(content)?.[1],
      put: (content, fileId) => {
        uploads.put([content, fileId]);
      },
    },
    members: {
      has: (userId) => members.get(userId) !== undefined,
      add: members.put,
      remove: members.delete,
      count: members.size,
    },
    invites: {
      add: (code, expiresAt) => {
        invites.put([code, expiresAt]);
      },
      expiresAt: (code) => invites.get(code)?.[1],
      clear: () => {
        for (const [code] of invites.rows()) invites.delete(code);
      },
    },
    forgetChat: (chatId) =>
      forgetFeedback((entry) => entry.chatId === chatId) + Number(preferences.delete(chatId)),
    forgetUser: (chatId, userId) =>
      forgetFeedback((entry) => entry.chatId === chatId && entry.userId === userId),
    moveChat: (from, to) => {
      if (from === to) return;
      // Put before deleted: a kill between the two loses nothing.
      const language = preferences.get(from)?.[1];
      if (language !== undefined && preferences.get(to) === undefined) preferences.put([to, language]);
      preferences.delete(from);
      for (const entry of feedback.rows().filter(({ chatId }) => chatId === from)) {
        const moved = { ...entry, chatId: to };
        if (feedback.get(voteKey(moved)) === undefined) feedback.put(moved);
        feedback.delete(voteKey(entry));
      }
    },
  };
  return {
    store,
    rowsOf: (name) => tables[name].rows(),
    redo: ([name, row, key]) => tables[name].redo(row, key),
  };
}

function clipped(question: string): string {
  return question.slice(0, onCharacterBoundary(question, MAX_QUESTION)).toWellFormed();
}
