// Takes note of what happened, between questions, and makes gaps of it at night. Whoever tells it waits for nothing: what
// happened is queued, and worked off one by one with turns for others between.
import { setImmediate as nextTurn } from 'node:timers/promises';
import { LRUCache } from 'lru-cache';
import type { Observed } from '../answer/observed.ts';
import { reasonOf } from '../system/failure.ts';
import { isAborted } from '../system/signals.ts';
import { createClustering } from './clustering.ts';
import type { Asking, GapTables } from './gap-tables.ts';
import { createGaps } from './gaps.ts';
import type { Insight } from './insight.ts';
import { likeness, type Meaning, type MeaningOf, measureUnrelated } from './likeness.ts';
import { createNights } from './night.ts';
import type { Pseudonyms } from './pseudonyms.ts';
import { createRecent } from './recent.ts';
import { createSignals } from './signals.ts';

export type InsightDependencies = {
  tables: GapTables;
  flush: () => Promise<void>;
  close: () => Promise<void>;
  hash: Pseudonyms;
  meaningOf: MeaningOf;
  /** The id of the section that the wiki surely answers a question with now. @throws Failure `model` */
  sectionFound: (question: string) => Promise<string | undefined>;
  /** Where it is night at three o'clock, such as `Asia/Shanghai`. */
  timeZone: string;
  /** Milliseconds since 1970. */
  now: () => number;
  /** Resolves after some milliseconds, or when the signal is given. */
  wait: (ms: number, signal: AbortSignal) => Promise<void>;
  onProblem: (message: string) => void;
};

/** Everything but the numbers. */
export type GapInsight = Omit<Insight, 'numbers'> & {
  /** Resolves when everything that was told has been noted. */
  settled(): Promise<void>;
};

/** What waits at most to be noted. More comes only when the process can hardly answer. */
const MAX_QUEUED = 1_000;
/** Between two looks at the clock. */
const LOOK_MS = 600_000;
/** Meanings kept from one night to the next, by their question; about 2 KB each. */
const KEPT_MEANINGS = 2_000;

export function createInsight(dependencies: InsightDependencies): GapInsight {
  const { tables, hash, now, onProblem } = dependencies;
  const meanings = new LRUCache<string, Meaning>({ max: KEPT_MEANINGS });
  const meaningOf: MeaningOf = async (question) => {
    const meaning = meanings.get(question) ?? (await dependencies.meaningOf(question));
    meanings.set(question, meaning);
    return meaning;
  };
  let measured: Promise<number> | undefined;
  /** Measured once; a failure is not kept. */
  const unrelated = (): Promise<number> => {
    measured ??= measureUnrelated(dependencies.meaningOf).catch((error: unknown) => {
      measured = undefined;
      throw error;
    });
    return measured;
  };
  const signals = createSignals({
    table: tables.signals,
    hash,
    likeness: async (a, b) => likeness(await meaningOf(a), await meaningOf(b), await unrelated()),
    now,
  });
  const clustering = createClustering({
    ...{ tables, hash, meaningOf, unrelated, now },
    sectionFound: dependencies.sectionFound,
    isPending: (signal) => signals.isPending(signal),
  });
  const gaps = createGaps({ tables, clustering, now });
  const recent = createRecent();
  const stopping = new AbortController();
  const queue: Observed[] = [];
  let working: Promise<void> | undefined;
  const night = passNights();

  async function work(): Promise<void> {
    await nextTurn();
    for (let observed = queue.shift(); observed !== undefined; observed = queue.shift()) {
      try {
        recent.add(observed);
        await signals.note(observed);
      } catch (error) {
        onProblem(`a question was not noted (${reasonOf(error)})`);
      }
      await nextTurn();
    }
    working = undefined;
  }

  async function settled(): Promise<void> {
    while (working !== undefined) await working;
  }

  async function cluster(): Promise<void> {
    await settled();
    await clustering.run();
  }

  async function passNights(): Promise<void> {
    const isNight = createNights(dependencies.timeZone);
    // A process that was off at night does the work when it is on again.
    let lastAt = clustering.lastAt();
    while (!isAborted(stopping.signal)) {
      await dependencies.wait(LOOK_MS, stopping.signal);
      if (isAborted(stopping.signal) || !isNight(Math.max(lastAt, clustering.lastAt()), now())) continue;
      lastAt = now();
      await cluster().catch((error: unknown) => {
        onProblem(`questions were not gathered into gaps (${reasonOf(error)}); tried again tomorrow`);
      });
    }
  }

  return {
    observe: (observed) => {
      if (queue.length >= MAX_QUEUED || isAborted(stopping.signal)) return;
      queue.push(observed);
      working ??= work();
    },
    gaps: { ...gaps, cluster },
    recent: () => recent.questions(),
    forget: ({ asker, chat }) => {
      if (asker === undefined && chat === undefined) return 0;
      const [gone, from] = [asker, chat].map((name, i) =>
        name === undefined ? undefined : hash(`${i === 0 ? 'asker' : 'chat'} ${name}`),
      );
      const isGone = (one: Pick<Asking, 'asker' | 'chat'>): boolean =>
        (gone === undefined || one.asker === gone) && (from === undefined || one.chat === from);
      // What has been told of them is not noted any more.
      for (let i = queue.length - 1; i >= 0; i--)
        if (
          (asker === undefined || queue[i]?.asker === asker) &&
          (chat === undefined || queue[i]?.chat === chat)
        )
          queue.splice(i, 1);
      meanings.clear();
      return signals.forget(isGone).length + gaps.forget(isGone) + recent.forget({ asker, chat });
    },
    settled,
    flush: async () => {
      await settled();
      await dependencies.flush();
    },
    close: async () => {
      stopping.abort();
      await night;
      await settled();
      await dependencies.close();
    },
  };
}
