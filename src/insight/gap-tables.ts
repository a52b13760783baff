// What is kept of questions that were not answered well. Askers and chats are keyed hashes: they can be counted, and
// compared with someone who wants to be forgotten, but not read.
import type { Channel } from '../answer/observed.ts';
import { CHANNELS } from '../answer/observed.ts';
import { isFinite, isFlag, isText, listOf, oneOf, optional, pairOf, withFields } from '../storage/guards.ts';
import type { Schema, Tables } from '../storage/tables.ts';
import { CLOSINGS, type Gap, GAP_STATUSES, SIGNALS, type SignalKind } from './insight.ts';

/** Who asked what, where and when. */
export type Asking = {
  /** In normal form, clipped. */
  question: string;
  asker: string;
  chat: string;
  channel: Channel;
  /** Milliseconds since 1970. */
  at: number;
};

export type Signal = Asking & {
  /** A keyed hash of what it came from: the same message, vote or request gives the same. */
  id: string;
  kind: SignalKind;
  /** Why a reader voted down. */
  reason?: string | undefined;
  /** The section that was shown. */
  sectionId?: string | undefined;
  /** The gap it belongs to; undefined until the next clustering. */
  gap?: string | undefined;
};

export type GapRecord = Pick<Gap, 'id' | 'status' | 'closed' | 'isReopened'> & {
  /**
   * What the gap is recognised by, nearest to its centre first, each question once. They outlive their signals, so that
   * what was hidden stays hidden.
   */
  members: Asking[];
  /** Milliseconds since 1970. */
  firstAt: number;
  lastAt: number;
};

export type GapRows = {
  signals: Signal;
  gaps: GapRecord;
  /** When something was done last, milliseconds since 1970. */
  marks: [name: string, at: number];
};

const ASKING = {
  question: isText,
  asker: isText,
  chat: isText,
  channel: oneOf(CHANNELS),
  at: isFinite,
};

export const GAP_SCHEMA: Schema<GapRows> = {
  // Four a minute, day and night, for five days; most wikis see fewer in a month.
  signals: {
    bound: 30_000,
    isRow: withFields<Signal>({
      ...ASKING,
      id: isText,
      kind: oneOf(SIGNALS),
      reason: optional(isText),
      sectionId: optional(isText),
      gap: optional(isText),
    }),
    keyOf: ({ id }) => id,
  },
  gaps: {
    bound: 10_000,
    isRow: withFields<GapRecord>({
      id: isText,
      status: oneOf(GAP_STATUSES),
      closed: optional(withFields<NonNullable<Gap['closed']>>({ by: oneOf(CLOSINGS), at: isText })),
      isReopened: isFlag,
      members: listOf(withFields<Asking>(ASKING)),
      firstAt: isFinite,
      lastAt: isFinite,
    }),
    keyOf: ({ id }) => id,
  },
  marks: { bound: 20, isRow: pairOf(isText, isFinite), keyOf: ([name]) => name },
};

export type GapTables = Tables<GapRows>;

export const DAY_MS = 86_400_000;
/** How long a signal counts, and is kept. */
export const SIGNAL_MS = 30 * DAY_MS;

/**
 * How many different people asked. A visitor of the pages has another name every day (see page-visitors.ts), so those of
 * one day are counted, and of several days the most.
 */
export function countAskers(all: readonly Asking[]): number {
  const named = new Set<string>();
  const visitors = new Map<string, Set<string>>();
  for (const { asker, channel, at } of all)
    if (channel === 'page') {
      const day = new Date(at).toISOString().slice(0, 10);
      visitors.set(day, (visitors.get(day) ?? new Set()).add(asker));
    } else named.add(asker);
  return named.size + Math.max(0, ...Array.from(visitors.values(), ({ size }) => size));
}
