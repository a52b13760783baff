// The counts of a day while they grow.
import { singleAnswers, shownPassage } from '../answer/answer.ts';
import type { Observed } from '../answer/observed.ts';
import { outcomesOf } from '../answer/outcome.ts';
import { addTo, mostOf, NONE, packed, REST, unpacked } from './counted.ts';
import { type DayRow, MAX_IDS } from './days.ts';
import { bucketOf, TIME_BUCKETS } from './times.ts';

/** Ids of a kind in memory; beyond it, the half that is counted least is counted together. */
const MAX_OPEN_IDS = 500;

export interface OpenDay {
  /** Counts what happened, except votes. */
  add(observed: Observed): void;
  /** Counts a vote, or takes one back. */
  vote(vote: 'up' | 'down', sectionId: string, by: 1 | -1): void;
  /** @param isOver whether it keeps only what a past day keeps @param chats different ones */
  row(isOver: boolean, chats: number): DayRow;
}

/** @param before what has been counted of the day */
export function openDay(day: string, before?: DayRow): OpenDay {
  const outcomes = new Map(Object.entries(before?.outcomes ?? {}));
  const channels = new Map(Object.entries(before?.channels ?? {}));
  const times = before?.times.slice() ?? Array.from({ length: TIME_BUCKETS }, () => 0);
  const topics = unpacked(before?.topics ?? NONE);
  const sections = unpacked(before?.sections ?? NONE);
  const languages = unpacked(before?.languages ?? NONE);
  const votes = { up: unpacked(before?.up ?? NONE), down: unpacked(before?.down ?? NONE) };

  function asked({ answer, language, tookMs, channel }: Extract<Observed, { kind: 'asked' }>): void {
    for (const single of singleAnswers(answer)) {
      const shown = shownPassage(single);
      if (shown === undefined) continue;
      if (single.kind !== 'continued') count(topics, shown.article.articleId);
      if (single.kind !== 'unsure') count(sections, shown.ref.sectionId);
    }
    const ended = outcomesOf(answer);
    if (ended.length === 0) return;
    for (const outcome of ended) addTo(outcomes, outcome);
    addTo(channels, channel, ended.length);
    count(languages, language, ended.length);
    const bucket = bucketOf(tookMs);
    times[bucket] = (times[bucket] ?? 0) + 1;
  }

  return {
    add: (observed) => {
      switch (observed.kind) {
        case 'asked':
          asked(observed);
          break;
        case 'failed':
          addTo(outcomes, 'failed');
          addTo(channels, observed.channel);
          break;
        case 'read':
          if (observed.sectionId !== undefined) count(sections, observed.sectionId);
          // Who types an inline query asks with every letter; what counts is what is chosen at the end.
          if (observed.channel === 'inline') addTo(channels, 'inline');
          break;
        case 'voted':
        case 'handed-over':
      }
    },
    vote: (vote, sectionId, by) => {
      const counts = votes[vote];
      if (by > 0) count(counts, sectionId);
      else {
        const id = counts.has(sectionId) ? sectionId : REST;
        if (counts.has(id)) addTo(counts, id, -1);
      }
    },
    row: (isOver, chats) => {
      const most = isOver ? MAX_IDS : MAX_OPEN_IDS;
      return {
        day,
        outcomes: Object.fromEntries(outcomes),
        times: times.slice(),
        topics: packed(topics, most),
        sections: packed(sections, most),
        up: packed(votes.up, most),
        down: packed(votes.down, most),
        languages: packed(languages, most),
        channels: Object.fromEntries(channels),
        chats,
      };
    },
  };
}

/** Counts an id, within the bound. */
function count(counts: Map<string, number>, id: string, by = 1): void {
  addTo(counts, id, by);
  if (counts.size <= MAX_OPEN_IDS) return;
  const kept = mostOf(counts, MAX_OPEN_IDS / 2);
  counts.clear();
  for (const [one, sum] of kept) counts.set(one, sum);
}
