// The same bot and the same pages serve one generation after the other. An answer uses the generation that was live
// when it began until it ends; an old generation is closed after its last answer.
import { AsyncLocalStorage } from 'node:async_hooks';
import type { OpenIndex } from '../index/open-index.ts';
import type { Retriever } from '../retrieval/retriever.ts';
import type { Wiki } from './wiki.ts';

/** An open generation, the search over it, and the wiki that readers see. */
export type Opened = { index: OpenIndex; retriever: Retriever; wiki: Wiki };

export interface LiveWiki {
  /** The generation of the current answer; outside `during`, the newest. */
  current(): Opened;
  /** The newest generation, even within `during`. */
  newest(): Opened;
  /** Runs an answer: until its promise settles, everything it awaits sees one generation, which stays open. */
  during: <T>(task: () => Promise<T>) => Promise<T>;
  /** The wiki of the current generation: its parts are looked up at every use. */
  readonly wiki: Wiki;
  /** Makes another generation the newest, or the same one with other lessons. @throws Error after `close` */
  swap(next: Opened): void;
  /** Closes the newest generation after the last of its answers. */
  close(): void;
}

type Held = Opened & {
  users: number;
  /** Whether it is no longer the newest. */
  replaced: boolean;
  closed: boolean;
};

export function createLiveWiki(first: Opened): LiveWiki {
  const pinned = new AsyncLocalStorage<Held>();
  /** How many of those held are over the same index: what was taught anew shares it. */
  const holders = new Map<OpenIndex, number>();
  let newest = held(first);

  function release(one: Held): void {
    one.users--;
    closeUnused(one);
  }

  function closeUnused(one: Held): void {
    if (!one.replaced || one.users > 0 || one.closed) return;
    one.closed = true;
    const others = (holders.get(one.index) ?? 1) - 1;
    holders.set(one.index, others);
    if (others > 0) return;
    holders.delete(one.index);
    one.index.close();
  }

  function held(opened: Opened): Held {
    holders.set(opened.index, (holders.get(opened.index) ?? 0) + 1);
    return { ...opened, users: 0, replaced: false, closed: false };
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
    wiki: {
      get generation() {
        return current().wiki.generation;
      },
      get answerer() {
        return current().wiki.answerer;
      },
      get unmetered() {
        return current().wiki.unmetered;
      },
      get reader() {
        return current().wiki.reader;
      },
      get directory() {
        return current().wiki.directory;
      },
      get examples() {
        return current().wiki.examples;
      },
      get links() {
        return current().wiki.links;
      },
    },
    swap: (next) => {
      const old = newest;
      if (old.replaced) throw new Error('nothing is served any more');
      newest = held(next);
      old.replaced = true;
      closeUnused(old);
    },
    close: () => {
      newest.replaced = true;
      closeUnused(newest);
    },
  };
}
