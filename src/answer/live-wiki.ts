// One generation after the other, served by the same bot and the same pages. Whoever answers somebody keeps the generation
// that was live at the beginning until the end; an old one is closed when the last of them is done.
import { AsyncLocalStorage } from 'node:async_hooks';
import type { OpenIndex } from '../index/open-index.ts';
import type { Retriever } from '../retrieval/retriever.ts';
import { createWiki, type Wiki } from './wiki.ts';

/** A generation that is open, and the search over it. */
export type Opened = { index: OpenIndex; retriever: Retriever };

export interface LiveWiki {
  /** The generation of who is being answered; outside of `during`, the newest. */
  current(): Opened;
  /** The newest generation, whoever is being answered. */
  newest(): Opened;
  /** Answers somebody: until the promise is settled, everything it awaits sees one generation, which stays open. */
  during: <T>(task: () => Promise<T>) => Promise<T>;
  /** What readers are given, of the generation that `current` says. `readsOf` as in `createWiki`. */
  wiki: (readsOf: (id: string) => number) => Wiki;
  /** Makes another generation the newest. @throws Error after `close` */
  swap(next: Opened): void;
  /** Told of every swap, with the newest generation. */
  onSwap(listener: (opened: Opened) => void): void;
  /** Closes the newest generation, when the last one who is being answered by it is done. */
  close(): void;
}

type Held = Opened & {
  users: number;
  /** Whether another one is the newest, or none is. */
  replaced: boolean;
  closed: boolean;
  /** What was made of it, by who asked for it. */
  made: Map<unknown, Wiki>;
};

export function createLiveWiki(first: Opened): LiveWiki {
  const pinned = new AsyncLocalStorage<Held>();
  const listeners: ((opened: Opened) => void)[] = [];
  let newest = held(first);

  function release(one: Held): void {
    one.users--;
    closeUnused(one);
  }

  function closeUnused(one: Held): void {
    if (!one.replaced || one.users > 0 || one.closed) return;
    one.closed = true;
    one.index.close();
  }

  const current = (): Held => pinned.getStore() ?? newest;

  return {
    current,
    newest: () => newest,
    during: async (task) => {
      if (pinned.getStore() !== undefined) return task();
      const own = newest;
      own.users++;
      try {
        return await pinned.run(own, task);
      } finally {
        release(own);
      }
    },
    wiki: (readsOf) =>
      wikiOf(() => {
        const { index, retriever, made } = current();
        const found = made.get(readsOf) ?? createWiki({ index, retriever, readsOf });
        made.set(readsOf, found);
        return found;
      }),
    swap: (next) => {
      const old = newest;
      if (old.replaced) throw new Error('nothing is served any more');
      newest = held(next);
      old.replaced = true;
      closeUnused(old);
      for (const listener of listeners) listener(next);
    },
    onSwap: (listener) => {
      listeners.push(listener);
    },
    close: () => {
      newest.replaced = true;
      closeUnused(newest);
    },
  };
}

/** A wiki whose parts are looked up at every use. */
export function wikiOf(current: () => Wiki): Wiki {
  return {
    get generation() {
      return current().generation;
    },
    get answerer() {
      return current().answerer;
    },
    get reader() {
      return current().reader;
    },
    get directory() {
      return current().directory;
    },
    get examples() {
      return current().examples;
    },
  };
}

function held(opened: Opened): Held {
  return { ...opened, users: 0, replaced: false, closed: false, made: new Map() };
}
