// Albums: Telegram sends each of their pictures as a message, in no fixed place the one with the caption (below photos it
// is the first, below documents the last). An album says one thing.
import { LRUCache } from 'lru-cache';

export interface Albums {
  /** Whether nothing in an album has said this yet; an empty text is a picture without a caption. */
  isNew(chatId: number, albumId: string, text: string): boolean;
  /** Runs a task if the album turns out to have no caption at all. */
  withoutCaption(chatId: number, albumId: string, task: () => Promise<void>): void;
}

/** Runs a task, which never fails, after some milliseconds. */
export type Later = (ms: number, task: () => Promise<void>) => void;

/** How long the pictures of an album take to arrive, in ms; they come in one batch, or two. */
const ARRIVING_MS = 3000;
const REMEMBERED_MS = 10 * 60_000;
const MAX_ALBUMS = 1000;
/** Source: Bot API, sendMediaGroup. */
const MAX_MEMBERS = 10;

/** @param now milliseconds of any clock that only goes forward */
export function createAlbums({ now, later }: { now: () => number; later: Later }): Albums {
  const said = new LRUCache<string, Set<string>>({
    max: MAX_ALBUMS,
    ttl: REMEMBERED_MS,
    ttlResolution: 0,
    perf: { now },
  });
  const key = (chatId: number, albumId: string): string => `${chatId}:${albumId}`;
  return {
    isNew: (chatId, albumId, text) => {
      const texts = said.get(key(chatId, albumId)) ?? new Set();
      said.set(key(chatId, albumId), texts);
      if (texts.has(text) || texts.size === MAX_MEMBERS) return false;
      texts.add(text);
      return true;
    },
    withoutCaption: (chatId, albumId, task) => {
      later(ARRIVING_MS, async () => {
        const texts = said.get(key(chatId, albumId));
        if (texts?.size === 1 && texts.has('')) await task();
      });
    },
  };
}
