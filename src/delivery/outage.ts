// A request that is repeated until it succeeds, because without it there is no bot: which errors end that, how long the
// pauses are, and what the operator is told. A spell of failures is said once when it begins and once when it ends.
import { GrammyError } from 'grammy';
import { Failure } from '../system/failure.ts';
import type { Logger } from '../system/logger.ts';
import { causeOf, isTimeout } from './cause.ts';
import type { AttemptFailure, DeliveryMeter } from './delivery-meter.ts';
import { outcomeOfError, pauseOf } from './outcome.ts';

export type OutageOptions = {
  now: () => number;
  /** Resolves after some milliseconds, or when the signal is given. */
  wait: (ms: number, signal: AbortSignal) => Promise<void>;
  random: () => number;
  logger: Logger;
  meter?: DeliveryMeter | undefined;
};

export type Outage = {
  /** Waits after a failed attempt. @throws Failure `telegram` if another attempt would be in vain */
  pause(error: unknown, stop: AbortSignal): Promise<void>;
  /** Notes a successful attempt. */
  ended(): void;
  isOn(): boolean;
};

/** An attempt takes this long at most, beyond the time that a poll may wait. */
export const PATIENCE_MS = 10_000;
const FIRST_PAUSE_MS = 500;
/** Telegram is asked again this soon after its return. */
const MAX_PAUSE_MS = 8_000;
/** Two processes with one token end each other's polls in turn; after a deployment one of them stops soon. */
const CONFLICT_MS = 10_000;

/** @param method for messages and the meter */
export function createOutage(method: string, options: OutageOptions): Outage {
  const { now, wait, random, logger, meter } = options;
  let [failures, since] = [0, 0];

  return {
    pause: async (error, stop) => {
      if (failures === 0) since = now();
      meter?.attemptFailed(method, reasonOf(error));
      const failure = failureFor(error, now() - since);
      if (failure !== undefined) throw failure;
      const cause = causeOf(error);
      logger[failures === 0 ? 'warn' : 'debug'](
        error instanceof GrammyError
          ? `Telegram: ${method} failed (${cause}); it is tried again`
          : `cannot reach the Bot API: ${cause}; it is tried again; if that lasts, check the network, HTTPS_PROXY and TELEGRAM_API_ROOT`,
      );
      const pause = Math.min(FIRST_PAUSE_MS * 2 ** failures, MAX_PAUSE_MS) * (0.75 + random() / 4);
      failures = Math.min(failures + 1, 10);
      const isFlood = error instanceof GrammyError && error.error_code === 429;
      const seconds = isFlood ? pauseOf(error.parameters) : 0;
      if (isFlood) meter?.floodWait(seconds);
      await wait(Math.max(pause, seconds * 1000), stop);
    },
    ended: () => {
      if (failures > 0)
        logger.info(`Telegram answers again after ${Math.max(1, Math.round((now() - since) / 1000))} s`);
      failures = 0;
    },
    isOn: () => failures > 0,
  };
}

/** @param failingMs how long attempts have been failing */
function failureFor(error: unknown, failingMs: number): Failure | undefined {
  if (!(error instanceof GrammyError)) return undefined;
  const { error_code: code, description } = error;
  if (code === 401 || code === 404) return tokenRefused(error);
  if (code !== 409) return undefined;
  const cause = { cause: error };
  if (/webhook/i.test(description))
    return new Failure(
      'telegram',
      'this bot has a webhook, so it cannot be polled; set WEBHOOK_URL to receive its updates there, or remove the webhook: open https://api.telegram.org/bot<BOT_TOKEN>/deleteWebhook in a browser',
      cause,
    );
  if (failingMs <= CONFLICT_MS) return undefined;
  return new Failure(
    'telegram',
    'another process is running with this BOT_TOKEN; stop it, or use a different token here',
    cause,
  );
}

function reasonOf(error: unknown): AttemptFailure {
  if (error instanceof GrammyError)
    return error.error_code === 429 ? 'flood' : error.error_code >= 500 ? 'server' : 'refused';
  return isTimeout(error) ? 'timeout' : (outcomeOfError(error)?.why ?? 'malformed');
}

export function tokenRefused(cause: unknown): Failure {
  return new Failure('telegram', 'Telegram refuses BOT_TOKEN; copy it again from @BotFather', { cause });
}
