import type { Feedback, UnansweredQuestion } from './state-store.ts';

/**
 * The state as it is written: lists in the order in which entries were touched. Objects would lose this order: keys
 * that look like numbers, such as chat ids, come first and sorted, and after a restart the wrong entries would be
 * dropped.
 */
export type StateData = {
  updates: number[];
  reads: [id: string, count: number][];
  feedback: Feedback[];
  preferences: [chatId: number, language: string][];
  unanswered: UnansweredQuestion[];
  uploads: [content: string, fileId: string][];
};

export type TableName = keyof StateData;
export const TABLES: readonly TableName[] = [
  'updates',
  'reads',
  'feedback',
  'preferences',
  'unanswered',
  'uploads',
];

export function emptyState(): StateData {
  return { updates: [], reads: [], feedback: [], preferences: [], unanswered: [], uploads: [] };
}
