// The state's tables, and the state as its users see it.
import { isObject } from '../system/is-object.ts';
import { isFinite, isId, isCount, isText, isTime, oneOf, optional, pairOf, withFields } from './guards.ts';
import {
  type Feedback,
  REASONS,
  type StateStore,
  type VotePlace,
  type WaitingUpdate,
} from './state-store.ts';
import { clipped, type Schema, type Tables } from './tables.ts';

/**
 * A row of each table. In a file they are lists in the order in which they were put. Objects would lose this order: keys
 * that look like numbers, such as chat ids, come first and sorted, and after a restart the wrong rows would be dropped.
 */
export type StateRows = {
  updates: number;
  waiting: WaitingUpdate;
  reads: [id: string, count: number];
  feedback: Feedback;
  preferences: [chatId: number, language: string];
  uploads: [content: string, fileId: string];
  members: number;
  invites: [code: string, expiresAt: number];
  staff: number;
};

const isFeedback = withFields<Feedback>({
  chatId: isId,
  userId: isId,
  messageId: isId,
  vote: oneOf(['up', 'down']),
  // Older versions stored none.
  reason: optional(oneOf(REASONS)),
  question: isText,
  sectionId: isText,
  generation: isText,
  confidence: isFinite,
  at: isTime,
});
const isWaiting = withFields<WaitingUpdate>({
  update: withFields<WaitingUpdate['update']>({ update_id: isId }),
  takenAt: isFinite,
});

export const STATE_SCHEMA: Schema<StateRows> = {
  // More than Telegram redelivers at once (100 a batch).
  updates: { bound: 1_000, isRow: isId, keyOf: (id) => id },
  waiting: { bound: 5_000, isRow: isWaiting, keyOf: ({ update }) => update.update_id },
  // Articles and sections of a wiki of 10,000 articles, twice over.
  reads: { bound: 200_000, isRow: pairOf(isText, isCount), keyOf: ([id]) => id, upgrade: countsOnce },
  feedback: { bound: 10_000, isRow: isFeedback, keyOf: voteKey },
  preferences: {
    bound: 50_000,
    isRow: pairOf(isId, isText),
    keyOf: ([chatId]) => chatId,
    upgrade: languagesOnce,
  },
  uploads: { bound: 20_000, isRow: pairOf(isText, isText), keyOf: ([content]) => content },
  members: { bound: 50_000, isRow: isId, keyOf: (id) => id },
  invites: { bound: 100, isRow: pairOf(isText, isFinite), keyOf: ([code]) => code },
  // One group: the last chosen.
  staff: { bound: 1, isRow: isId, keyOf: (chatId) => chatId },
};
/** Older versions kept what nobody read. */
export const RETIRED_TABLES: readonly string[] = ['unanswered'];

/** A vote belongs to a reader, a message, and the section that the message showed. */
function voteKey({ chatId, messageId, userId, sectionId }: VotePlace): string {
  return `${chatId}:${messageId}:${userId}:${sectionId}`;
}

/** Counts and languages were objects once. */
function countsOnce(value: unknown): unknown {
  return isObject(value) ? Object.entries(value) : value;
}
function languagesOnce(value: unknown): unknown {
  return isObject(value) ? Object.entries(value).map(([id, code]) => [Number(id), code]) : value;
}

export function createState(tables: Tables<StateRows>): Omit<StateStore, 'flush' | 'close' | 'isDurable'> {
  const { updates, waiting, reads, feedback, preferences, uploads, members, invites, staff } = tables;

  const forgetFeedback = (isGone: (entry: Feedback) => boolean): number => {
    const gone = feedback.rows().filter(isGone);
    for (const entry of gone) feedback.delete(voteKey(entry));
    return gone.length;
  };

  return {
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
    staff: {
      chat: () => staff.rows()[0],
      choose: (chatId) => {
        if (chatId !== undefined) staff.put(chatId);
        for (const other of staff.rows()) if (other !== chatId) staff.delete(other);
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
      if (staff.get(from) !== undefined) staff.put(to);
      staff.delete(from);
      for (const entry of feedback.rows().filter(({ chatId }) => chatId === from)) {
        const moved = { ...entry, chatId: to };
        if (feedback.get(voteKey(moved)) === undefined) feedback.put(moved);
        feedback.delete(voteKey(entry));
      }
    },
  };
}
