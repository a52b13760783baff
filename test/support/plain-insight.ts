// Insight in memory for tests of those who show and close gaps: questions with the same first words are one gap. Numbers
// are counted from what is observed.
import { createHash } from 'node:crypto';
import { unansweredIn } from '../../src/answer/answer.ts';
import type { Observed } from '../../src/answer/observed.ts';
import type { DayCounts, Gap, Insight, SignalKind, Summary } from '../../src/insight/insight.ts';
import { normalise } from '../../src/text/normal-form.ts';

type Signal = {
  question: string;
  asker: string;
  kind: SignalKind;
  reason?: string | undefined;
  sectionId?: string;
  at: string;
};
type Kept = {
  id: string;
  signals: Signal[];
  status: Gap['status'];
  closed: Gap['closed'];
  isReopened: boolean;
};

/** Characters that questions of one gap have in common. */
const SAME = 4;
const DAY_MS = 86_400_000;

export type PlainInsight = Insight & {
  /** Whether `cluster` was called. */
  clustered: () => number;
  /** Everything is on disk, so to speak. */
  flushed: () => number;
};

/** @param now milliseconds since 1970 */
export function createPlainInsight(now: () => number): PlainInsight {
  const records = new Map<string, Kept>();
  const asked: Observed[] = [];
  const recent: string[] = [];
  let clustered = 0;
  let flushed = 0;

  function add(signal: Signal): void {
    const key = normalise(signal.question).slice(0, SAME);
    const id = createHash('sha256').update(key).digest('base64url').slice(0, 12);
    const record: Kept = records.get(id) ?? {
      id,
      signals: [],
      status: 'open',
      closed: undefined,
      isReopened: false,
    };
    record.signals.push(signal);
    if (record.status === 'closed') Object.assign(record, { status: 'open', isReopened: true });
    records.set(id, record);
  }

  function gapOf({ id, signals, status, closed, isReopened }: Kept): Gap {
    const askers = new Set(signals.map(({ asker }) => asker)).size;
    const count = <K extends string>(values: readonly (K | undefined)[]): Partial<Counts<K>> => {
      const counts: Partial<Counts<K>> = {};
      for (const value of values) if (value !== undefined) counts[value] = (counts[value] ?? 0) + 1;
      return counts;
    };
    const times = signals.map(({ at }) => at).sort();
    return {
      id,
      status,
      askers,
      signals: count(signals.map(({ kind }) => kind)),
      reasons: count(signals.map(({ reason }) => reason)),
      questions: askers < 2 ? [] : questionsIn(signals).slice(0, 4),
      sectionId: signals.find(({ sectionId }) => sectionId !== undefined)?.sectionId,
      firstAt: times[0] ?? '',
      lastAt: times.at(-1) ?? '',
      closed,
      isReopened,
    };
  }

  const questionsIn = (signals: readonly Signal[]): string[] => [
    ...new Set(signals.map(({ question }) => normalise(question))),
  ];

  const all = (): Gap[] =>
    [...records.values()].map(gapOf).sort((a, b) => b.askers - a.askers || (a.id < b.id ? -1 : 1));

  function summary(days: number): Summary {
    const dayOf = (at: number): string => new Date(at).toISOString().slice(0, 10);
    const list = Array.from({ length: days }, (_, i): DayCounts => {
      const day = dayOf(now() - (days - 1 - i) * DAY_MS);
      const outcomes: DayCounts['outcomes'] = {};
      for (const one of asked)
        if (one.kind === 'asked' && dayOf(one.at) === day) {
          const { kind } = one.answer;
          const outcome = kind === 'parts' || kind === 'continued' ? 'found' : kind;
          outcomes[outcome] = (outcomes[outcome] ?? 0) + 1;
        }
      return { day, outcomes };
    });
    const total = { found: 0, unsure: 0, topics: 0, nothing: 0, 'small-talk': 0, failed: 0 };
    for (const { outcomes } of list)
      for (const [outcome, count] of Object.entries(outcomes)) total[outcome as keyof typeof total] += count;
    const questions = total.found + total.unsure + total.topics + total.nothing;
    const first = list[0]?.day ?? '';
    const within = asked.filter(({ at }) => dayOf(at) >= first);
    const ranked = (ids: readonly (string | undefined)[]): [string, number][] => {
      const counts = new Map<string, number>();
      for (const id of ids) if (id !== undefined) counts.set(id, (counts.get(id) ?? 0) + 1);
      return [...counts].sort((a, b) => b[1] - a[1]).slice(0, 10);
    };
    const found = within.flatMap((one) =>
      one.kind === 'asked' && one.answer.kind === 'found' ? [one.answer] : [],
    );
    const downs = within.flatMap((one) =>
      one.kind === 'voted' && one.vote === 'down' ? [one.sectionId] : [],
    );
    return {
      days: list,
      questions,
      outcomes: total,
      answered: questions === 0 ? undefined : total.found / questions,
      medianMs: undefined,
      p95Ms: undefined,
      topics: ranked(found.map(({ main }) => main.article.articleId)).map(([articleId, count]) => ({
        articleId,
        count,
      })),
      sections: ranked(found.map(({ main }) => main.ref.sectionId)).map(([sectionId, count]) => ({
        sectionId,
        count,
      })),
      worst: ranked(downs).map(([sectionId, down]) => ({ sectionId, down, up: 0 })),
      votes: { up: 0, down: downs.length },
      languages: [],
      channels: { private: 0, group: 0, inline: 0, guest: 0, page: 0 },
      chats: 0,
    };
  }

  return {
    observe: (event) => {
      asked.push(event);
      const common = { asker: event.asker ?? '', at: new Date(event.at).toISOString() };
      if (event.kind === 'asked') {
        recent.push(normalise(event.answer.question));
        const kind = event.answer.kind === 'unsure' ? 'unsure' : 'nothing';
        const shown = event.answer.kind === 'unsure' ? { sectionId: event.answer.closest.ref.sectionId } : {};
        for (const question of unansweredIn(event.answer)) add({ ...common, ...shown, question, kind });
      }
      if (event.kind === 'handed-over') add({ ...common, question: event.question, kind: 'handed-over' });
      if (event.kind === 'voted' && event.vote === 'down') {
        const { question, reason, sectionId } = event;
        add({ ...common, question, reason, sectionId, kind: 'voted-down' });
      }
    },
    gaps: {
      list: ({ offset, limit, status = 'open' }) => {
        const gaps = all().filter((gap) => gap.status === status);
        return { gaps: gaps.slice(offset, offset + limit), total: gaps.length };
      },
      get: (id) => {
        const record = records.get(id);
        return record && gapOf(record);
      },
      questionsOf: (id) => {
        const record = records.get(id);
        return record === undefined || gapOf(record).askers < 2 ? [] : questionsIn(record.signals);
      },
      close: (id, by) => {
        const record = records.get(id);
        if (record !== undefined)
          Object.assign(record, { status: 'closed', closed: { by, at: new Date(now()).toISOString() } });
      },
      hide: (id) => {
        const record = records.get(id);
        if (record !== undefined) record.status = 'hidden';
      },
      reopen: (id) => {
        const record = records.get(id);
        if (record !== undefined) Object.assign(record, { status: 'open', closed: undefined });
      },
      cluster: () => {
        clustered++;
        return Promise.resolve();
      },
    },
    numbers: { summary },
    recent: () => recent.slice(-500),
    forget: ({ asker }) => {
      let gone = 0;
      for (const record of records.values()) {
        const kept = record.signals.filter((signal) => signal.asker !== asker);
        gone += record.signals.length - kept.length;
        record.signals = kept;
        if (kept.length === 0) records.delete(record.id);
      }
      return gone;
    },
    flush: () => {
      flushed++;
      return Promise.resolve();
    },
    close: () => Promise.resolve(),
    clustered: () => clustered,
    flushed: () => flushed,
  };
}

type Counts<K extends string> = Record<K, number>;
