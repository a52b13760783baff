// What is told about the traffic with Telegram: updates in, requests out. The delivery calls these functions without
// knowing Prometheus.
import { Counter, Gauge, Histogram, type Registry } from 'prom-client';

export interface TelegramMetrics {
  /** A poll has succeeded, Telegram has taken the webhook, or a request came to it with the right secret. */
  polled(): void;
  /** Seconds since that last happened; undefined if it never did. */
  secondsSincePoll(): number | undefined;
  /** @param seconds from its arrival in this process to its end */
  updateEnded(outcome: string, seconds: number): void;
  /** Registers a view of the unfinished updates; `oldestMs` is 0 if there are none. */
  watchQueue(view: () => { length: number; oldestMs: number }): void;
  attemptFailed(method: string, why: string): void;
  retried(method: string): void;
  /** Telegram asked for a pause. */
  floodWait(seconds: number): void;
}

/** Bounds of the histogram, in seconds: an answer takes milliseconds, or the wait that Telegram asks for. */
const BUCKETS_S = [0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 300];
/** They have a zero before the first is counted, so that a rate sees the first. */
const OUTCOMES = ['handled', 'failed', 'too-old', 'repeated', 'malformed'];
const FAILURES = ['flood', 'server', 'network', 'timeout', 'malformed', 'refused'];
const METHODS = [
  'getUpdates',
  'sendMessage',
  'sendPhoto',
  'editMessageText',
  'answerInlineQuery',
  'answerCallbackQuery',
];

/** @param now milliseconds since 1970 */
export function createTelegramMetrics(registers: Registry[], now: () => number): TelegramMetrics {
  const updates = new Counter({
    name: 'wenda_updates_total',
    help: 'Updates from Telegram by how they ended.',
    registers,
    labelNames: ['outcome'] as const,
  });
  for (const outcome of OUTCOMES) updates.inc({ outcome }, 0);
  const duration = new Histogram({
    name: 'wenda_update_duration_seconds',
    help: 'Time from the arrival of an update until its answer is out.',
    registers,
    buckets: BUCKETS_S,
  });
  let queue = (): { length: number; oldestMs: number } => ({ length: 0, oldestMs: 0 });
  new Gauge({
    name: 'wenda_updates_unfinished',
    help: 'Updates that have arrived and are not finished.',
    registers,
    collect() {
      this.set(queue().length);
    },
  });
  new Gauge({
    name: 'wenda_oldest_update_age_seconds',
    help: 'Age of the oldest unfinished update; 0 if there is none.',
    registers,
    collect() {
      this.set(queue().oldestMs / 1000);
    },
  });
  const failures = new Counter({
    name: 'wenda_request_failures_total',
    help: 'Failed attempts of requests to Telegram, by method and reason.',
    registers,
    labelNames: ['method', 'reason'] as const,
  });
  const retries = new Counter({
    name: 'wenda_request_retries_total',
    help: 'Requests to Telegram that were sent again, by method.',
    registers,
    labelNames: ['method'] as const,
  });
  for (const method of METHODS) {
    retries.inc({ method }, 0);
    for (const reason of FAILURES) failures.inc({ method, reason }, 0);
  }
  const floodWaits = new Counter({
    name: 'wenda_flood_waits_total',
    help: 'Pauses that Telegram asked for.',
    registers,
  });
  const floodSeconds = new Counter({
    name: 'wenda_flood_wait_seconds_total',
    help: 'Length of the pauses that Telegram asked for.',
    registers,
  });
  const lastPoll = new Gauge({
    name: 'wenda_last_poll_timestamp_seconds',
    help: 'When Telegram was last heard of: a successful poll, or a request to the webhook; 0 if never.',
    registers,
  });
  let polledAt: number | undefined;

  return {
    polled: () => {
      polledAt = now();
      lastPoll.set(polledAt / 1000);
    },
    secondsSincePoll: () =>
      polledAt === undefined ? undefined : Math.max(0, Math.round((now() - polledAt) / 1000)),
    updateEnded: (outcome, seconds) => {
      updates.inc({ outcome });
      if (outcome === 'handled') duration.observe(seconds);
    },
    watchQueue: (view) => {
      queue = view;
    },
    attemptFailed: (method, reason) => {
      failures.inc({ method, reason });
    },
    retried: (method) => {
      retries.inc({ method });
    },
    floodWait: (seconds) => {
      floodWaits.inc();
      floodSeconds.inc(seconds);
    },
  };
}
