// Sends operators the last week once a week. What was sent is noted after it arrived, so that none is lost: a kill between
// the two sends it once more.
import { GrammyError } from 'grammy';
import { lastDue, type Weekly } from '../insight/weekly.ts';
import type { OperatorRows } from '../insight/operator-tables.ts';
import type { Tables } from '../storage/tables.ts';

export type WeeklyDigestDependencies = {
  operators: Iterable<number>;
  schedule: Weekly;
  timeZone: string;
  sent: Tables<OperatorRows>['digests'];
  /** Sends the digest to an operator. Rejects when Telegram did not take it. */
  send: (account: number) => Promise<void>;
  /** Milliseconds since 1970. */
  now: () => number;
};

/** After this a missed digest is not worth sending: the next one comes soon. */
const LATE_MS = 2 * 86_400_000;

/**
 * Sends what is due now; to be called at the start and again and again. An operator who is new misses nothing: the first
 * digest comes when it is next due. One who has never started the bot is left out.
 */
export async function sendDueDigests(dependencies: WeeklyDigestDependencies): Promise<void> {
  const { operators, schedule, timeZone, sent, send, now } = dependencies;
  const due = lastDue(schedule, timeZone, now());
  const dueAt = new Date(due).toISOString();
  for (const account of operators) {
    const last = Date.parse(sent.get(account)?.[1] ?? '');
    // A note of a time that is still to come was made while the clock was wrong.
    if (last >= due && last <= now()) continue;
    if (last < due && now() - due <= LATE_MS) {
      try {
        await send(account);
      } catch (error) {
        // The chat is unknown, or the bot is blocked.
        if (!(error instanceof GrammyError && REFUSED.has(error.error_code))) throw error;
      }
    }
    sent.put([account, dueAt]);
  }
}

const REFUSED: ReadonlySet<number> = new Set([400, 403]);
