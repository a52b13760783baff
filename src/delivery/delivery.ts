// Every request but those that fetch updates passes through here and comes back decided: carried out, or refused for
// good. Until then it waits and is tried again; a handler that sends something simply waits for it. A request whose
// response was lost may have been carried out, and Telegram cannot be asked: it is tried again, because an answer that
// comes twice is better than none.
import { AsyncLocalStorage } from 'node:async_hooks';
import { type ApiCallFn, InputFile, type Transformer } from 'grammy';
import type { ApiResponse } from 'grammy/types';
import type { Logger } from '../system/logger.ts';
import { createChatOrder } from './chat-order.ts';
import type { DeliveryMeter } from './delivery-meter.ts';
import { createFloods, type Pass } from './floods.ts';
import { type Outcome, outcomeOf, outcomeOfError } from './outcome.ts';
import { createPace } from './pace.ts';
import { createSpell } from './spell.ts';
import { chatOf, MESSAGE, TOO_OLD } from './request-kinds.ts';
import { Undelivered } from './undelivered.ts';

export type Delivery = {
  /** Belongs below all others. Its requests reject with `Undelivered`, or with what is no failure of the network. */
  transformer: Transformer;
  isUndelivered(error: unknown): error is Undelivered;
  /**
   * For a caller who can find out what was carried out: `before` comes before each attempt; one that stays unknown rejects
   * with `Undelivered` at once.
   */
  once: <T>(before: () => void, request: () => Promise<T>) => Promise<T>;
  /**
   * Gives up, with `Undelivered`, the requests that would wait longer than this before their next attempt, and the later
   * ones; with 0 also those that run.
   */
  stop(withinMs: number): void;
};

export type DeliveryOptions = {
  /**
   * Milliseconds from an arbitrary origin; `performance.now` by default. A clock that is set back would make everybody
   * wait for it, and drop the answers.
   */
  now?: () => number;
  /** Resolves after some milliseconds, or when the signal is given. */
  wait: (ms: number, signal: AbortSignal) => Promise<void>;
  /** 0 (included) to 1 (excluded). */
  random: () => number;
  logger: Logger;
  meter?: DeliveryMeter | undefined;
};

/** They fetch updates, or come before the first: polling has a patience of its own. */
const PASSED_ON = new Set(['getUpdates', 'getMe']);
const ATTEMPT_MS = 10_000;
const UPLOAD_MS = 60_000;
/** An answer that is older is of no use any more. */
const MAX_AGE_MS = 60 * 60_000;
/** Telegram refuses these after 30 s and 150 s; an answer takes a few seconds. */
const MAX_AGE_OF: Readonly<Record<string, number>> = {
  answerInlineQuery: 25_000,
  answerCallbackQuery: 140_000,
};
/** Between attempts: doubled each time, less up to a half at random: not all chats come at once. */
const FAST = { firstMs: 300, longestMs: 10_000 };
const SLOW = { firstMs: 5_000, longestMs: 60_000 };

type Signal = Parameters<ApiCallFn>[2];

type Sending<T> = {
  method: string;
  payload: object;
  call: (signal: AbortSignal) => Promise<ApiResponse<T>>;
  /** Given when the caller or the process does not want it any more. */
  givenUp: AbortSignal;
};

export function createDelivery({
  now = () => performance.now(),
  wait,
  random,
  logger,
  meter,
}: DeliveryOptions): Delivery {
  const order = createChatOrder();
  const floods = createFloods({ now, wait });
  const pace = createPace({ now });
  const spell = createSpell({ now, logger });
  /** Give up the requests that wait or run, and end the waits. */
  const active = new Set<() => void>();
  const sleeping = new Set<() => void>();
  let stopAt = Infinity;
  const single = new AsyncLocalStorage<() => void>();

  const transformer: Transformer = async (call, method, payload, signal) => {
    if (PASSED_ON.has(method)) return call(method, payload, signal);
    const giveUp = new AbortController();
    const abort = (): void => {
      giveUp.abort();
    };
    active.add(abort);
    signal?.addEventListener('abort', abort);
    if (now() >= stopAt || signal?.aborted === true) abort();
    try {
      return await deliver({
        method,
        payload,
        // grammY's type is that of the abort-controller package; Node's own is the same at run time.
        call: (attempt) => call(method, payload, attempt as Signal),
        givenUp: giveUp.signal,
      });
    } finally {
      signal?.removeEventListener('abort', abort);
      active.delete(abort);
    }
  };

  async function deliver<T>(sending: Sending<T>): Promise<ApiResponse<T>> {
    const chat = chatOf(sending.payload);
    const deadline = now() + (MAX_AGE_OF[sending.method] ?? MAX_AGE_MS);
    const leave = chat === undefined ? undefined : await order.enter(chat);
    let how: 'answered' | 'given up' = 'given up';
    try {
      const response = await untilDecided(sending, chat, deadline);
      how = 'answered';
      return response;
    } finally {
      spell.left(sending, how);
      leave?.();
    }
  }

  async function untilDecided<T>(
    sending: Sending<T>,
    chat: string | undefined,
    deadline: number,
  ): Promise<ApiResponse<T>> {
    const { method, givenUp } = sending;
    const isMessage = chat !== undefined && MESSAGE.test(method);
    // Requests without a chat have a pause in common when Telegram asks for one.
    const flooded = chat ?? method;
    let notBefore = 0;
    for (let attempts = 0; ; attempts++) {
      const pass = await turn();
      if (pass === undefined) return tooOld(method);
      if (attempts > 0) meter?.retried(method);
      const attempted = async (): Promise<Outcome<T>> => {
        // It may find that nothing is to be sent any more, and throw.
        single.getStore()?.();
        return attempt(sending);
      };
      const outcome = await attempted().catch((error: unknown) => {
        pass.unknown();
        throw error;
      });
      switch (outcome.kind) {
        case 'decided':
          pass.answered();
          if (!outcome.response.ok) meter?.attemptFailed(method, 'refused');
          else if (isMessage) pace.sent(chat);
          return outcome.response;
        case 'token':
          pass.unknown();
          meter?.attemptFailed(method, 'refused');
          throw new Undelivered('token');
        case 'flood':
          pass.refused(outcome.seconds);
          meter?.attemptFailed(method, 'flood');
          meter?.floodWait(outcome.seconds);
          spell.failed(sending, `${method} has to pause for ${outcome.seconds} s`, 'it is sent after that');
          break;
        case 'unknown':
          pass.unknown();
          meter?.attemptFailed(method, outcome.why);
          if (single.getStore()) throw new Undelivered('unknown');
          spell.failed(sending, `${method} failed (${outcome.cause})`, 'it is tried again');
          // What was too slow may still be carried out: each further attempt may be one answer too many.
          notBefore = now() + pauseAfter(attempts, outcome.why === 'timeout' ? SLOW : FAST);
      }
    }

    /** Waits until the next attempt may go; undefined if it would come too late. */
    async function turn(): Promise<Pass | undefined> {
      for (;;) {
        const paced = isMessage ? pace.openAt(chat) : 0;
        const at = Math.max(now(), notBefore, floods.openAt(flooded), paced);
        if (givenUp.aborted || at >= stopAt) throw new Undelivered('stopped');
        if (at > deadline) return undefined;
        const held = floods.held();
        if (at > now()) await sleep(at - now(), givenUp);
        else if (held !== undefined) await held;
        else return floods.begin(flooded);
      }
    }
  }

  async function sleep(ms: number, givenUp: AbortSignal): Promise<void> {
    const awake = new AbortController();
    const wake = (): void => {
      awake.abort();
    };
    sleeping.add(wake);
    givenUp.addEventListener('abort', wake);
    await wait(ms, awake.signal);
    givenUp.removeEventListener('abort', wake);
    sleeping.delete(wake);
  }

  async function attempt<T>({ call, givenUp, payload }: Sending<T>): Promise<Outcome<T>> {
    const isUpload = Object.values(payload).some((value) => value instanceof InputFile);
    const limit = isUpload ? UPLOAD_MS : ATTEMPT_MS;
    const [cut, over] = [new AbortController(), new AbortController()];
    const end = (): void => {
      cut.abort();
      over.abort();
    };
    givenUp.addEventListener('abort', end);
    try {
      const slow = wait(limit, over.signal).then(() => undefined);
      const response = await Promise.race([call(cut.signal), slow]);
      if (response !== undefined) return outcomeOf(response);
      if (givenUp.aborted) throw new Undelivered('stopped');
      return { kind: 'unknown', why: 'timeout', cause: `no answer within ${limit / 1000} s` };
    } catch (error) {
      if (givenUp.aborted) throw new Undelivered('stopped', { cause: error });
      const outcome = outcomeOfError(error);
      if (outcome === undefined) throw error;
      return outcome;
    } finally {
      givenUp.removeEventListener('abort', end);
      end();
    }
  }

  function pauseAfter(attempts: number, { firstMs, longestMs }: typeof FAST): number {
    return Math.min(firstMs * 2 ** attempts, longestMs) * (1 - random() / 2);
  }

  return {
    transformer,
    isUndelivered: (error) => error instanceof Undelivered,
    once: (before, request) => single.run(before, request),
    stop: (withinMs) => {
      stopAt = now() + withinMs;
      for (const wake of sleeping) wake();
      if (withinMs === 0) for (const abort of active) abort();
    },
  };
}

/** Queries end quietly, as if Telegram had refused the answer. */
function tooOld(method: string): typeof TOO_OLD {
  if (method in MAX_AGE_OF) return TOO_OLD;
  throw new Undelivered('too-old');
}
