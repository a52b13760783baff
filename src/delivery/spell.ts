// What the operator reads about requests that fail: one warning when a spell of failures begins, one line when it is
// over, and everything else at debug.
import type { Logger } from '../system/logger.ts';

export type Spell = {
  /** @param request the same object at every attempt */
  failed(request: object, problem: string, next: string): void;
  /** The request is tried no more. */
  left(request: object, how: 'answered' | 'given up'): void;
};

/** Spells that follow each other closely are one to an operator. */
const QUIET_MS = 60_000;

export function createSpell({ now, logger }: { now: () => number; logger: Logger }): Spell {
  /** The requests that are to be tried again. */
  const failing = new Set<object>();
  let [since, warnedAt] = [0, -Infinity];
  let isWarned = false;

  return {
    failed: (request, problem, next) => {
      if (failing.size === 0) [since, isWarned] = [now(), false];
      failing.add(request);
      if (isWarned || now() - warnedAt < QUIET_MS) {
        logger.debug(`Telegram: ${problem}`);
        return;
      }
      [isWarned, warnedAt] = [true, now()];
      logger.warn(`Telegram: ${problem}; ${next}`);
    },
    left: (request, how) => {
      if (!failing.delete(request) || failing.size > 0 || !isWarned || how !== 'answered') return;
      logger.info(`Telegram answers again after ${Math.max(1, Math.round((now() - since) / 1000))} s`);
    },
  };
}
