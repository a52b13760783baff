// Numbers are kept as counts of days, never as events. They grow in memory and are written at most every ten seconds: a
// kill of the process loses the counts of those seconds, and nothing else.
import type { Observed } from '../answer/observed.ts';
import type { Tables } from '../storage/tables.ts';
import { calendarOf, daysUntil } from './calendar.ts';
import { type OpenDay, openDay } from './day-counts.ts';
import { type DayRow, type DayRows, MAX_CHATS, MAX_DAYS } from './days.ts';
import type { Numbers } from './insight.ts';
import { summaryOf } from './summary.ts';

/** Between two writes, at least. */
const WRITE_MS = 10_000;

export interface CountedNumbers extends Numbers {
  /** Counts what happened, without writing it. */
  observe(observed: Observed): void;
  /** Drops what tells whether a chat has asked today; it stays counted. */
  forgetChat(chat: string): void;
  /** Puts what was counted into the tables; to be called at the end. */
  write(): void;
}

export type NumbersOptions = {
  tables: Tables<DayRows>;
  /** A name such as `Asia/Shanghai`: where days begin. */
  timeZone: string;
  /** Milliseconds since 1970. */
  now: () => number;
  /** A short keyed hash; the same after a restart. */
  pseudonymOf: (text: string) => string;
  /** Runs a task after some milliseconds. By default a timer that does not keep the process running. */
  later?: (ms: number, task: () => void) => void;
};

export function createNumbers({
  tables: { days, chats },
  timeZone,
  now,
  pseudonymOf,
  later = (ms, task) => void setTimeout(task, ms).unref(),
}: NumbersOptions): CountedNumbers {
  const dayOf = calendarOf(timeZone);
  /** Days that are not written as they are, and today. */
  const open = new Map<string, OpenDay>();
  const changed = new Set<string>();
  let today = dayOf(now());
  /** Hashes of today's chats; those that are not written yet; and how many more there were, of which no hash is left. */
  let [seen, fresh, unnamed] = startDay();
  let isWaiting = false;

  function startDay(): [seen: Set<string>, fresh: Set<string>, unnamed: number] {
    const hashes = new Set<string>();
    for (const [hash, day] of chats.rows())
      if (day === today) hashes.add(hash);
      else chats.delete(hash);
    return [hashes, new Set(), Math.max(0, (days.get(today)?.chats ?? 0) - hashes.size)];
  }

  function turnTo(day: string): void {
    changed.add(today);
    write();
    today = day;
    // Past days keep less.
    for (const past of open.keys()) changed.add(past);
    write();
    [seen, fresh, unnamed] = startDay();
  }

  function dayNamed(day: string): OpenDay {
    const known = open.get(day) ?? openDay(day, days.get(day));
    open.set(day, known);
    changed.add(day);
    return known;
  }

  function chatsOf(day: string): number {
    return day === today ? seen.size + unnamed : (days.get(day)?.chats ?? 0);
  }

  function rowOf(day: string): DayRow | undefined {
    return open.get(day)?.row(false, chatsOf(day)) ?? days.get(day);
  }

  function countVote({ vote, before, sectionId, at }: Extract<Observed, { kind: 'voted' }>): void {
    const votedOn = before === undefined ? undefined : dayOf(before.at);
    if (before !== undefined && votedOn !== undefined && rowOf(votedOn) !== undefined)
      dayNamed(votedOn).vote(before.vote, sectionId, -1);
    if (vote !== undefined) dayNamed(dayOf(at)).vote(vote, sectionId, 1);
  }

  function countChat(chat: string): void {
    const hash = pseudonymOf(`${today} ${chat}`);
    if (seen.has(hash) || seen.size >= MAX_CHATS) return;
    seen.add(hash);
    fresh.add(hash);
  }

  function write(): void {
    for (const hash of fresh) chats.put([hash, today]);
    fresh.clear();
    for (const day of changed) {
      const row = open.get(day)?.row(day !== today, chatsOf(day));
      if (row !== undefined) days.put(row);
      if (day !== today) open.delete(day);
    }
    changed.clear();
    const kept = days.rows().map(({ day }) => day);
    for (const day of kept.sort().slice(0, -MAX_DAYS)) days.delete(day);
  }

  function writeLater(): void {
    if (isWaiting) return;
    isWaiting = true;
    later(WRITE_MS, () => {
      isWaiting = false;
      if (dayOf(now()) !== today) turnTo(dayOf(now()));
      else if (changed.size > 0) write();
      // Also without another question, today's chats are forgotten when the day ends.
      if (seen.size > 0) writeLater();
    });
  }
  if (seen.size > 0) writeLater();

  return {
    observe: (observed) => {
      const day = dayOf(observed.at);
      if (day !== today) turnTo(day);
      if (observed.kind === 'voted') countVote(observed);
      else dayNamed(day).add(observed);
      const isQuestion = observed.kind === 'asked' || observed.kind === 'failed';
      if (isQuestion && observed.chat !== undefined) countChat(observed.chat);
      writeLater();
    },
    forgetChat: (chat) => {
      const hash = pseudonymOf(`${today} ${chat}`);
      if (!seen.delete(hash)) return;
      unnamed++;
      fresh.delete(hash);
      chats.delete(hash);
      changed.add(today);
      // With the hash gone, the row has to say that there was a chat.
      write();
    },
    write,
    summary: (count) => summaryOf(daysUntil(dayOf(now()), Math.min(Math.max(1, count), MAX_DAYS)), rowOf),
  };
}
