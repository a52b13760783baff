// What operators see: gaps, which are clusters of questions that were not answered well, and numbers, which are counts
// of days. Ports; where both are kept is behind them.
import type { Channel, Observe } from '../answer/observed.ts';
import type { Outcome } from '../answer/outcome.ts';

export { OUTCOMES, type Outcome } from '../answer/outcome.ts';

/** Why a question is a sign of a gap, from the least to the most severe. */
export const SIGNALS = ['asked-again', 'unsure', 'nothing', 'voted-down', 'handed-over'] as const;
export type SignalKind = (typeof SIGNALS)[number];

export const GAP_STATUSES = ['open', 'closed', 'hidden'] as const;
/** How a gap was closed: by which lesson, or by an article. */
export const CLOSINGS = ['belongs', 'synonym', 'written', 'out-of-scope'] as const;

export type Gap = {
  /** Twelve characters of base64url; stays as long as the gap. */
  id: string;
  status: (typeof GAP_STATUSES)[number];
  /** Different askers in the last 30 days. */
  askers: number;
  /** How often each signal came in the last 30 days. */
  signals: Partial<Record<SignalKind, number>>;
  /** Why readers voted down, by `Reason`. */
  reasons: Partial<Record<string, number>>;
  /**
   * The question nearest to the centre, and up to three others. Empty if there is one asker: what one person asked is not
   * shown to others.
   */
  questions: readonly string[];
  /** The section that was shown most often, if any. */
  sectionId: string | undefined;
  /** ISO 8601, UTC. */
  firstAt: string;
  lastAt: string;
  /** How it was closed last, and when; kept when it opens again. */
  closed: { by: (typeof CLOSINGS)[number]; at: string } | undefined;
  /** Whether it was closed and missed again. */
  isReopened: boolean;
};

export type GapSlice = { offset: number; limit: number; status?: Gap['status'] | undefined };

export interface Gaps {
  /** Open gaps by default, those first that most askers have and that are most severe. */
  list(slice: GapSlice): { gaps: Gap[]; total: number };
  get(id: string): Gap | undefined;
  /** All questions of a gap that operators may see, nearest to the centre first; what a lesson is made of. */
  questionsOf(id: string): readonly string[];
  /** Notes that a lesson was taught. */
  close(id: string, by: NonNullable<Gap['closed']>['by']): void;
  /** "Never again": the gap and what joins it are not shown any more. */
  hide(id: string): void;
  /** Takes `close` or `hide` back: open again, and not as one that was missed again. Nothing happens to a gap that is gone. */
  reopen(id: string): void;
  /** Clusters what came since the last time; otherwise it happens at night. */
  cluster(): Promise<void>;
}

export type DayCounts = {
  /** `YYYY-MM-DD` in the operator's time zone. */
  day: string;
  outcomes: Partial<Record<Outcome, number>>;
};

export type Summary = {
  /** From the first day to today, also days without a question. */
  days: readonly DayCounts[];
  /** Of every outcome; a message may have several. */
  questions: number;
  outcomes: Readonly<Record<Outcome, number>>;
  /** Share of found among found, unsure, topics and nothing, 0 to 1; undefined without any. */
  answered: number | undefined;
  /** From a message to its sent answer, in milliseconds, from counts in buckets; undefined without questions. */
  medianMs: number | undefined;
  p95Ms: number | undefined;
  /** Ids and counts, most first, at most ten. */
  /** Whose sections answered, surely or not. */
  topics: readonly { articleId: string; count: number }[];
  /** That were shown as an answer, or opened. */
  sections: readonly { sectionId: string; count: number }[];
  /** With votes down, most of them first. */
  worst: readonly { sectionId: string; down: number; up: number }[];
  /** As they stand: a vote that was changed or taken back has left the day on which it was given. */
  votes: { up: number; down: number };
  languages: readonly { language: string; count: number }[];
  /** Questions; of inline queries, what was chosen in the end. */
  channels: Readonly<Record<Channel, number>>;
  /** Different chats that asked; over several days, the most of one day and the sum of days cannot be told apart, so it is the most. */
  chats: number;
};

export interface Numbers {
  /** Today and the days before. @param days 1 to 400 */
  summary(days: number): Summary;
}

export interface Insight {
  observe: Observe;
  gaps: Gaps;
  numbers: Numbers;
  /** Questions asked lately, in normal form, the newest last, at most 500; kept in memory only. */
  recent(): readonly string[];
  /** Deletes what came from a reader, or from a chat; returns how many entries. */
  forget(who: { asker?: string | undefined; chat?: string | undefined }): number;
  flush(): Promise<void>;
  close(): Promise<void>;
}
