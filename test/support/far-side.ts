// What is beyond the delivery: a Telegram that answers each request as a test says and notes when it arrived.
import { type Api, Api as GrammyApi, HttpError } from 'grammy';
import { createDelivery, type Delivery } from '../../src/delivery/delivery.ts';
import type { AttemptFailure, DeliveryMeter } from '../../src/delivery/delivery-meter.ts';
import { randomNumbers } from '../../src/system/random-numbers.ts';
import type { HandClock } from './hand-clock.ts';

export type Arrival = { at: number; method: string; chat: number | undefined; text: string | undefined };

/** `lost`: carried out, without a response. `stall`: no answer at all. */
export type Answer =
  'ok' | 'lost' | 'stall' | { flood: number } | { error: string } | { code: number; description?: string };

export type FarSide = {
  api: Api;
  delivery: Delivery;
  /** Every attempt, in the order of arrival. */
  arrivals: Arrival[];
  /** The texts that were carried out, in their order. */
  done: string[];
  /** Warnings and information. */
  log: string[];
  debugged: string[];
  metered: string[];
};

/** Without an answer of the test, a request is carried out. @param latency milliseconds until a response is here */
export function createFarSide(
  clock: HandClock,
  { answer = () => 'ok', latency = 20 }: { answer?: (arrival: Arrival) => Answer; latency?: number } = {},
): FarSide {
  const arrivals: Arrival[] = [];
  const done: string[] = [];
  const log: string[] = [];
  const debugged: string[] = [];
  const metered: string[] = [];
  const meter: Pick<DeliveryMeter, 'attemptFailed' | 'retried' | 'floodWait'> = {
    attemptFailed: (method: string, why: AttemptFailure) => metered.push(`${method} ${why}`),
    retried: (method) => metered.push(`${method} again`),
    floodWait: (seconds) => metered.push(`flood ${seconds}`),
  };
  const delivery = createDelivery({
    now: clock.now,
    wait: clock.wait,
    random: randomNumbers(1),
    meter: { ...meter, polled: never, updateEnded: never, watchQueue: never },
    logger: {
      debug: (message) => debugged.push(message),
      info: (message) => log.push(message),
      warn: (message) => log.push(`! ${message}`),
      error: (message) => log.push(`!! ${message}`),
    },
  });
  const api = new GrammyApi('1:none');
  api.config.use(async (_call, method, payload, signal) => {
    const chat = 'chat_id' in payload && typeof payload.chat_id === 'number' ? payload.chat_id : undefined;
    const text = 'text' in payload && typeof payload.text === 'string' ? payload.text : undefined;
    const arrival = { at: clock.now(), method, chat, text };
    arrivals.push(arrival);
    const what = answer(arrival);
    const isDone = what === 'ok' || what === 'lost';
    if (isDone && text !== undefined) done.push(text);
    // grammY's type is that of the abort-controller package; at run time the signal is Node's.
    const given = (signal ?? new AbortController().signal) as unknown as AbortSignal;
    await clock.wait(what === 'stall' ? 10 ** 9 : latency, given);
    if (what === 'lost' || what === 'stall' || given.aborted)
      throw new HttpError('failed', new Error('socket hang up'));
    if (what === 'ok') return { ok: true, result: true } as never; // no test looks at the result
    if ('error' in what) throw new HttpError('failed', new Error(what.error));
    if ('flood' in what)
      return {
        ok: false,
        error_code: 429,
        description: `Too Many Requests: retry after ${what.flood}`,
        parameters: { retry_after: what.flood },
      };
    return { ok: false, error_code: what.code, description: what.description ?? 'Bad Request: no' };
  });
  api.config.use(delivery.transformer);
  return { api, delivery, arrivals, done, log, debugged, metered };
}

function never(): void {
  throw new Error('not told by the delivery');
}
