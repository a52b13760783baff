import type { Feedback, UnansweredQuestion, WaitingUpdate } from './state-store.ts';

/**
 * The state as it is written: lists in the order in which entries were touched. Objects would lose this order: keys
 * that look like numbers, such as chat ids, come first and sorted, and after a restart the wrong entries would be
 * dropped.
 */
export type StateData = {
  updates: number[];
  waiting: WaitingUpdate[];
  reads: [id: string, count: number][];
  feedback: Feedback[];
  preferences: [chatId: number, language: string][];
  unanswered: UnansweredQuestion[];
  uploads: [content: string, fileId: string][];
  members: number[];
  invites: [code: string, expiresAt: number][];
};

export type TableName = keyof StateData;
export const TABLES: readonly TableName[] = [
  'updates',
  'waiting',
  'reads',
  'feedback',
  'preferences',
  'unanswered',
  'uploads',
  'members',
  'invites',
];

export function emptyState(): StateData {
  return {
    updates: [],
    waiting: [],
    reads: [],
    feedback: [],
    preferences: [],
    unanswered: [],
    uploads: [],
    members: [],
    invites: [],
  };
}
