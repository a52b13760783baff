// The loop over getUpdates. grammY's own loop handles one update at a time, and when it stops it confirms an update
// before its answer is out; its runner loses a batch at every kill.
import type { Api } from 'grammy';
import type { Update, UserFromGetMe } from 'grammy/types';
import { withDeadline } from '../system/deadline.ts';
import { isAborted } from '../system/signals.ts';
import type { Intake } from './intake.ts';
import { createOutage, type OutageOptions, PATIENCE_MS } from './outage.ts';

export type PollingOptions = OutageOptions & {
  api: Pick<Api, 'getUpdates'>;
  intake: Pick<Intake, 'take' | 'keep' | 'offset' | 'unconfirmed' | 'isFull' | 'cleared'>;
  kinds: readonly Exclude<keyof Update, 'update_id'>[];
  /** Called after the first poll that succeeds. */
  reached: () => void;
};

/** grammY's types want the signal of the abort-controller package; Node's own is the same at run time. */
type Signal = Parameters<Api['getMe']>[0];

/** The most that Telegram gives at once. */
const MAX_BATCH = 100;
/** Seconds that a poll waits for updates. */
const LONG_POLL_S = 30;
/** Between polls while updates are unfinished, which every poll returns again, and after a poll that did not wait. */
const AGAIN_MS = 200;
/** Between polls that return only values which are no updates: most cannot be confirmed. */
const MALFORMED_PAUSE_MS = 1000;
/** An update that is unfinished for this long is kept, so that polls can wait again; most pauses are shorter. */
const KEEP_AFTER_MS = 5 * 60_000;
/** A poll that took this long has waited: the queue was empty. */
const WAITED_MS = 1000;

/**
 * Asks who the bot is, until Telegram answers; undefined when stopped before.
 * @throws Failure `telegram` when Telegram refuses the token
 */
export async function meet(
  api: Pick<Api, 'getMe'>,
  options: OutageOptions,
  stop: AbortSignal,
): Promise<UserFromGetMe | undefined> {
  const outage = createOutage('getMe', options);
  while (!isAborted(stop)) {
    try {
      const me = await withDeadline(PATIENCE_MS, stop, (signal) => api.getMe(signal as Signal));
      outage.ended();
      return me;
    } catch (error) {
      if (!isAborted(stop)) await outage.pause(error, stop);
    }
  }
  return undefined;
}

/**
 * Polls until the signal is given.
 * @throws Failure `telegram` when Telegram refuses the token, has a webhook, or another process goes on polling
 */
export async function pollUpdates(options: PollingOptions, stop: AbortSignal): Promise<void> {
  const { api, intake, kinds, reached, now, wait, logger, meter } = options;
  const outage = createOutage('getUpdates', options);
  let [sawMalformed, isReached] = [false, false];
  /** When the queue was last seen empty. */
  let emptyAt = 0;

  while (!isAborted(stop)) {
    const [asked, offset] = [now(), intake.offset()];
    let batch: unknown[];
    try {
      batch = await poll(offset);
    } catch (error) {
      if (!isAborted(stop)) await outage.pause(error, stop);
      continue;
    }
    outage.ended();
    meter?.polled();
    if (!isReached) reached();
    isReached = true;
    const came = now();
    if (came - asked > WAITED_MS) emptyAt = came;
    const { taken, malformed } = intake.take(batch, emptyAt);
    if (batch.length < MAX_BATCH) emptyAt = came;
    if (malformed > 0 && !sawMalformed)
      logger.warn(`Telegram sent ${malformed} values that are no updates; they are skipped`);
    sawMalformed = malformed > 0;
    intake.keep(batch.length < MAX_BATCH ? KEEP_AFTER_MS : 0);
    if (sawMalformed && taken === 0) await wait(MALFORMED_PAUSE_MS, stop);
    if (intake.unconfirmed() > 0) await againOrCleared();
    // A gateway may answer at once, or always the same.
    else if (intake.offset() === offset && came - asked < WAITED_MS) await wait(AGAIN_MS, stop);
    while (intake.isFull() && !isAborted(stop)) await wait(AGAIN_MS, stop);
  }

  async function poll(offset: number | undefined): Promise<unknown[]> {
    // At first, and after a failure, a short poll shows sooner that Telegram answers.
    const timeout = emptyAt > 0 && intake.unconfirmed() === 0 && !outage.isOn() ? LONG_POLL_S : 0;
    const batch: unknown = await withDeadline(timeout * 1000 + PATIENCE_MS, stop, (signal) =>
      api.getUpdates(
        { limit: MAX_BATCH, timeout, allowed_updates: kinds, ...(offset === undefined ? {} : { offset }) },
        signal as Signal,
      ),
    );
    if (!Array.isArray(batch)) throw new Error('the result is no list of updates');
    return batch as unknown[];
  }

  async function againOrCleared(): Promise<void> {
    // The deadline only ends the wait when the other is first.
    await withDeadline(PATIENCE_MS, stop, (signal) =>
      Promise.race([wait(AGAIN_MS, signal), intake.cleared()]),
    );
  }
}
