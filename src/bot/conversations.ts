// The only memory of a conversation: the last answer that showed something, for half an hour, in RAM.
import type { LastAnswer } from '../answer/last-answer.ts';
import { LRUCache } from 'lru-cache';

/** A reader in a chat; in a forum, in one of its topics. */
export type Speaker = { chatId: number; userId: number; threadId?: number | undefined };

/** `messageId`: the message that asked the question; later answers to it are replies to that message. */
export type Remembered = LastAnswer & { messageId?: number | undefined };

export interface Conversations {
  /** What was last shown to this reader here; undefined if that was too long ago. */
  last(speaker: Speaker): Remembered | undefined;
  remember(speaker: Speaker, answer: Remembered): void;
  forget(speaker: Speaker): void;
  /** Forgets everyone in a chat; returns the number of forgotten answers. */
  forgetChat(chatId: number): number;
}

const REMEMBERED_MS = 30 * 60_000;
/** Speakers remembered at once; beyond that the one silent for the longest time is forgotten. */
const MAX_SPEAKERS = 10_000;

/** @param now milliseconds of any clock that only goes forward */
export function createConversations({ now }: { now: () => number }): Conversations {
  const answers = new LRUCache<string, Remembered>({
    max: MAX_SPEAKERS,
    ttl: REMEMBERED_MS,
    ttlResolution: 0,
    perf: { now },
  });
  const key = ({ chatId, userId, threadId }: Speaker): string => `${chatId}:${threadId ?? ''}:${userId}`;
  return {
    last: (speaker) => answers.get(key(speaker)),
    remember: (speaker, answer) => void answers.set(key(speaker), answer),
    forget: (speaker) => void answers.delete(key(speaker)),
    forgetChat: (chatId) => {
      const own = [...answers.keys()].filter((name) => name.startsWith(`${chatId}:`));
      for (const name of own) answers.delete(name);
      return own.length;
    },
  };
}
