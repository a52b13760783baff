// Tells what visitors of the pages asked. Results show while a visitor types, so a search in the box is a question only
// once nothing follows it. Visitors have no names: an address is hashed with a key that lives in memory for a day, so that
// nobody can tell later who asked, and nobody is recognised the next day.
import { createHmac, randomBytes } from 'node:crypto';
import type { Answer } from '../../answer/answer.ts';
import type { Observe } from '../../answer/observed.ts';
import { isObject } from '../../system/is-object.ts';

export type PageSearch = {
  answer: Answer;
  /** Undefined if it is unknown: all such visitors are one. */
  address: string | undefined;
  /** Whether the words may still be growing. */
  isTyped: boolean;
  /** A language of Wenda's own words. */
  language: string;
  tookMs: number;
};

export type PageQuestionsOptions = {
  observe: Observe;
  /** Milliseconds since 1970. */
  now: () => number;
  /** Runs a task after some milliseconds, unless it is cancelled; by default a timer that ends with the process. */
  later?: (ms: number, task: () => void) => () => void;
};

/** Whoever stops for so long has finished typing. */
const TYPED_MS = 5_000;
/** Visitors whose last question is known, at most. */
const MAX_VISITORS = 1_000;

type Last = { question: string; cancel: () => void };

export function createPageQuestions({
  observe,
  now,
  later = byTimer,
}: PageQuestionsOptions): (search: PageSearch) => void {
  const lasts = new Map<string, Last>();
  let key = randomBytes(32);
  let keyDay = '';

  function visitorOf(address: string | undefined): string {
    const day = new Date(now()).toISOString().slice(0, 10);
    if (day !== keyDay) {
      key = randomBytes(32);
      keyDay = day;
    }
    return createHmac('sha256', key)
      .update(address ?? '')
      .digest('base64url');
  }

  return ({ answer, address, isTyped, language, tookMs }) => {
    const asker = visitorOf(address);
    const { question } = answer;
    const last = lasts.get(asker);
    // A page that is loaded once more, or the result of what has just been typed.
    if (last?.question === question && isTyped) return;
    last?.cancel();
    const at = now();
    const tell = (): void => {
      observe({ kind: 'asked', channel: 'page', asker, chat: undefined, at, answer, language, tookMs });
    };
    const isTold = last?.question === question && last.cancel === NOTHING_WAITS;
    const cancel = isTyped
      ? later(TYPED_MS, () => {
          if (lasts.get(asker)?.question === question) lasts.set(asker, { question, cancel: NOTHING_WAITS });
          tell();
        })
      : NOTHING_WAITS;
    if (!isTyped && !isTold) tell();
    lasts.delete(asker);
    lasts.set(asker, { question, cancel });
    for (const oldest of lasts.keys()) {
      if (lasts.size <= MAX_VISITORS) break;
      lasts.delete(oldest);
    }
  };
}

const NOTHING_WAITS = (): void => undefined;

function byTimer(ms: number, task: () => void): () => void {
  const timer = setTimeout(task, ms).unref();
  return () => {
    clearTimeout(timer);
  };
}

/**
 * The address of a visitor: what a proxy on this machine says, else where the connection comes from.
 * @param env `{ address }` of the connection, as the server gives it to every request
 * @param forwarded the header `X-Forwarded-For`
 */
export function addressOf(env: unknown, forwarded: string | undefined): string | undefined {
  const given = isObject(env) ? env['address'] : undefined;
  const remote = typeof given === 'string' ? given : undefined;
  const isProxy = remote === undefined || /^(?:::ffff:)?127\.|^::1$/.test(remote);
  const named = isProxy ? forwarded?.split(',').at(-1)?.trim() : undefined;
  return named === undefined || named === '' ? remote : named;
}
