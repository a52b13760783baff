// From signals to gaps, at night or on request: prunes what is too old, puts new questions into gaps, and opens closed
// gaps that were missed again.
import {
  type Asking,
  countAskers,
  DAY_MS,
  type GapRecord,
  type GapTables,
  type Signal,
  SIGNAL_MS,
} from './gap-tables.ts';
import type { MeaningOf } from './likeness.ts';
import { placeQuestions } from './place-questions.ts';

export interface Clustering {
  /**
   * Clusters what came since the last time; one that is running already is awaited, and what came meanwhile follows.
   * @throws Failure `model` when the model stops working
   */
  run(): Promise<void>;
  /** When it ran last, or could have for the first time, milliseconds since 1970. */
  lastAt(): number;
}

export type ClusteringDependencies = {
  tables: GapTables;
  hash: (text: string) => string;
  meaningOf: MeaningOf;
  /** See `measureUnrelated`. */
  unrelated: () => Promise<number>;
  /** The id of the section that a question is surely answered with now. */
  sectionFound: (question: string) => Promise<string | undefined>;
  isPending: (signal: Signal) => boolean;
  now: () => number;
};

/** How long a gap that operators have dealt with is recognised. */
const DEALT_WITH_MS = 400 * DAY_MS;
const MARK = 'clustered';

export function createClustering(dependencies: ClusteringDependencies): Clustering {
  const { tables, hash, meaningOf, unrelated, sectionFound, isPending, now } = dependencies;
  const { signals, gaps, marks } = tables;
  let running: Promise<void> = Promise.resolve();
  // The first night is the next one.
  if (marks.get(MARK) === undefined) marks.put([MARK, now()]);

  async function run(): Promise<void> {
    prune();
    const fresh = signals.rows().filter((signal) => signal.gap === undefined && !isPending(signal));
    const placeOf = await placed(fresh);
    const missed = new Map<string, Signal[]>();
    for (const old of fresh) {
      // It may have been forgotten, or told once more, while others were placed.
      const signal = signals.get(old.id);
      const gap = placeOf(old.question);
      if (signal?.question !== old.question || signal.kind !== old.kind || gap === undefined) continue;
      signals.put({ ...signal, gap });
      missed.set(gap, [...(missed.get(gap) ?? []), signal]);
    }
    for (const [id, own] of missed) await join(id, own);
    marks.put([MARK, now()]);
  }

  /** Puts questions into gaps; returns the gap of any question that has one. */
  async function placed(fresh: readonly Signal[]): Promise<(question: string) => string | undefined> {
    const known = new Map<string, string>();
    for (const { id, members } of gaps.rows()) for (const { question } of members) known.set(question, id);
    for (const { question, gap } of signals.rows())
      if (gap !== undefined && gaps.get(gap) !== undefined) known.set(question, gap);
    const askings = new Map<string, Signal[]>();
    for (const signal of fresh)
      if (!known.has(signal.question))
        askings.set(signal.question, [...(askings.get(signal.question) ?? []), signal]);
    const newcomers = Array.from(askings, ([question, own]) => ({ question, askers: countAskers(own) }));
    if (newcomers.length > 0) {
      const { places, members } = await placeQuestions(
        newcomers,
        gaps.rows().map(({ id, members }) => ({ id, members: members.map(({ question }) => question) })),
        {
          meaningOf,
          unrelated: await unrelated(),
          idOf: (question) => hash(`gap ${question}`).slice(0, ID_LENGTH),
        },
      );
      for (const [question, id] of places) known.set(question, id);
      for (const [id, questions] of members) remember(id, questions, askings);
    }
    return (question) => known.get(question);
  }

  /** Who asked a gap's questions is looked up now: they may have been forgotten meanwhile. */
  function remember(id: string, questions: readonly string[], askings: ReadonlyMap<string, Signal[]>): void {
    const record = gaps.get(id);
    const before = new Map(record?.members.map((member) => [member.question, member]));
    const members = questions.flatMap((question): Asking[] => {
      const asking =
        before.get(question) ?? askings.get(question)?.find((signal) => signals.get(signal.id) !== undefined);
      return asking === undefined ? [] : [askingOf(asking)];
    });
    if (members.length === 0) return;
    const times = members.map(({ at }) => at);
    const begun = { status: 'open', closed: undefined, isReopened: false } as const;
    const firstAt = record?.firstAt ?? Math.min(...times);
    gaps.put({ ...(record ?? begun), id, members, firstAt, lastAt: record?.lastAt ?? Math.max(...times) });
  }

  /** Notes what was missed; a closed gap opens again if the wiki still does not answer it. */
  async function join(id: string, own: readonly Signal[]): Promise<void> {
    const before = gaps.get(id);
    const isMissed =
      before?.closed !== undefined && before.status === 'closed' && (await isMissedAgain(before, own));
    const record = gaps.get(id);
    if (record === undefined) return;
    const lastAt = Math.max(record.lastAt, ...own.map(({ at }) => at));
    const opened = isMissed ? ({ status: 'open', isReopened: true } as const) : {};
    gaps.put({ ...record, ...opened, lastAt });
  }

  async function isMissedAgain({ closed }: GapRecord, own: readonly Signal[]): Promise<boolean> {
    // That nothing is said is what the operator wanted.
    if (closed === undefined || closed.by === 'out-of-scope') return false;
    for (const { question, kind, sectionId, at } of own) {
      if (at <= Date.parse(closed.at)) continue;
      const found = await sectionFound(question);
      if (found === undefined || (kind === 'voted-down' && found === sectionId)) return true;
    }
    return false;
  }

  function prune(): void {
    const time = now();
    for (const { id, at } of signals.rows()) if (time - at > SIGNAL_MS) signals.delete(id);
    const alive = new Set(signals.rows().map(({ gap }) => gap));
    for (const { id, status, lastAt } of gaps.rows())
      if (!alive.has(id) && (status === 'open' || time - lastAt > DEALT_WITH_MS)) gaps.delete(id);
  }

  return {
    run: () => {
      running = running.catch(() => undefined).then(run);
      return running;
    },
    lastAt: () => marks.get(MARK)?.[1] ?? 0,
  };
}

/** Characters of a gap's id: 72 bits. */
const ID_LENGTH = 12;

function askingOf({ question, asker, chat, channel, at }: Asking): Asking {
  return { question, asker, chat, channel, at };
}
