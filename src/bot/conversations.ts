// The only memory of a conversation: the topic of the last answer, for half an hour, in RAM.
import { LRUCache } from 'lru-cache';

/** A reader in a chat; in a forum, in one of its topics. */
export type Speaker = { chatId: number; userId: number; threadId?: number | undefined };

export interface Conversations {
  /** Id of the article last shown to this reader here; undefined if that was too long ago. */
  lastArticle(speaker: Speaker): string | undefined;
  remember(speaker: Speaker, articleId: string): void;
  forget(speaker: Speaker): void;
  /** Forgets everyone in a chat; returns the number of forgotten topics. */
  forgetChat(chatId: number): number;
}

const REMEMBERED_MS = 30 * 60_000;
/** Speakers remembered at once; beyond that the one silent for the longest time is forgotten. */
const MAX_SPEAKERS = 10_000;

/** @param now milliseconds of any clock that only goes forward */
export function createConversations({ now }: { now: () => number }): Conversations {
  const articles = new LRUCache<string, string>({
    max: MAX_SPEAKERS,
    ttl: REMEMBERED_MS,
    ttlResolution: 0,
    perf: { now },
  });
  const key = ({ chatId, userId, threadId }: Speaker): string => `${chatId}:${threadId ?? ''}:${userId}`;
  return {
    lastArticle: (speaker) => articles.get(key(speaker)),
    remember: (speaker, articleId) => void articles.set(key(speaker), articleId),
    forget: (speaker) => void articles.delete(key(speaker)),
    forgetChat: (chatId) => {
      const own = [...articles.keys()].filter((name) => name.startsWith(`${chatId}:`));
      for (const name of own) articles.delete(name);
      return own.length;
    },
  };
}
