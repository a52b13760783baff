// What an operator may do about a gap, from its preview to its undoing, and what the operator's next message is about.
// Kept in memory: a preview is worth nothing after a restart. Nothing here writes anything.
import { createHash } from 'node:crypto';
import { LRUCache } from 'lru-cache';
import type { Lesson } from '../teaching/teaching.ts';

export type Step =
  | { kind: 'lesson'; lesson: Lesson }
  | { kind: 'draft'; title: string; questions: readonly string[] }
  | { kind: 'hide' };

export type Proposal = {
  gapId: string;
  step: Step;
  /** What its preview was made of; it must be made again for anything else. Undefined before the first. */
  previewOf?: string | undefined;
  /** Milliseconds since 1970; undefined if it was not carried out, or taken back. */
  appliedAt?: number | undefined;
};

/** What the bot has asked an operator to write. */
export type Awaited = { gapId: string; messageId: number } & (
  { kind: 'section' | 'synonym' } | { kind: 'meaning'; word: string }
);

export interface GapProposals {
  /** Remembers a proposal; the same one has the same token, 8 characters of base64url. */
  propose(gapId: string, step: Step): string;
  /** Undefined for one that is forgotten or of another gap. Its fields may be changed. */
  get(gapId: string, token: string): Proposal | undefined;
  /** For five minutes the operator's next message is an answer to the bot's. */
  await(account: number, awaited: Awaited): void;
  /** What is awaited, once. */
  takeAwaited(account: number): Awaited | undefined;
}

/** Beyond this the ones used longest ago are forgotten. */
const KEPT = 500;
const AWAITED_MS = 5 * 60_000;

/** @param now milliseconds since 1970 */
export function createGapProposals({ now }: { now: () => number }): GapProposals {
  const kept = new LRUCache<string, Proposal>({ max: KEPT });
  const awaiting = new Map<number, Awaited & { until: number }>();
  return {
    propose: (gapId, step) => {
      const token = createHash('sha256')
        .update(JSON.stringify([gapId, step]))
        .digest('base64url')
        .slice(0, 8);
      if (kept.get(token) === undefined) kept.set(token, { gapId, step });
      return token;
    },
    get: (gapId, token) => {
      const proposal = kept.get(token);
      return proposal?.gapId === gapId ? proposal : undefined;
    },
    await: (account, awaited) => {
      awaiting.set(account, { ...awaited, until: now() + AWAITED_MS });
    },
    takeAwaited: (account) => {
      const awaited = awaiting.get(account);
      awaiting.delete(account);
      return awaited !== undefined && now() <= awaited.until ? awaited : undefined;
    },
  };
}

export function lesson(taught: Lesson): Step {
  return { kind: 'lesson', lesson: taught };
}

/** The same with what the gap's questions are now. */
export function withQuestions(step: Step, questions: readonly string[]): Step {
  if (step.kind === 'draft') return { ...step, questions };
  if (step.kind === 'hide' || step.lesson.kind === 'synonym') return step;
  return lesson({ ...step.lesson, questions });
}
