// Inline queries that wait for answerInlineQuery, and the cached answers for everyone who asks the same.
import type { Chat, InlineQueryResultArticle, InlineQueryResultsButton, User } from 'grammy/types';
import { TOO_OLD } from './callbacks.ts';
import type { Chats } from './chats.ts';
import type { Later, Now } from './clock.ts';
import { type Content, type ReadResult, readResults } from './inline-results.ts';
import type { Methods } from './method.ts';
import { flagOf, integerOf, isObject, type Payload, structureOf, textOf } from './parameters.ts';
import { badRequest } from './refusal.ts';
import type { UpdatesQueue } from './updates-queue.ts';

export type InlineOutcome =
  | {
      answered: true;
      results: InlineQueryResultArticle[];
      /** Where the next page begins; '' at the end. */
      nextOffset: string;
      button?: InlineQueryResultsButton;
      /** The bot was not asked. */
      fromCache: boolean;
    }
  | { answered: false };

export type Inline = {
  methods: Methods;
  ask(user: User, query: string, offset: string, chatType?: 'sender' | Chat['type']): Promise<InlineOutcome>;
  /** The message that choosing one of this user's results sends. */
  content(userId: number, resultId: string): Content | undefined;
  close(): void;
};

/** Milliseconds during which a query can be answered. */
const VALID_MS = 30_000;
/** Source: Bot API, InlineQuery and answerInlineQuery. */
const MAX_QUERY = 256;
const MAX_OFFSET_BYTES = 64;
const DEFAULT_CACHE_S = 300;
/** Number of cached answers; the oldest are dropped first. */
const MAX_CACHED = 1000;

type Answer = { read: ReadResult[]; nextOffset: string; button: InlineQueryResultsButton | undefined };
type Pending = { user: User; query: string; offset: string; at: number; settle: (answer?: Answer) => void };

export function createInline({
  chats,
  updates,
  now,
  later,
}: {
  chats: Chats;
  updates: UpdatesQueue;
  now: Now;
  later: Later;
}): Inline {
  const pending = new Map<string, Pending>();
  const cache = new Map<string, { answer: Answer; until: number }>();
  /** Results on each user's screen. */
  const shown = new Map<number, Map<string, Content>>();
  let nextId = now() * 1000;

  const keyOf = (query: string, offset: string, userId?: number): string =>
    JSON.stringify([query, offset, userId ?? null]);

  function cached(key: string): Answer | undefined {
    const found = cache.get(key);
    return found !== undefined && found.until > now() ? found.answer : undefined;
  }

  function show(user: User, offset: string, answer: Answer, fromCache: boolean): InlineOutcome {
    const screen = (offset === '' ? undefined : shown.get(user.id)) ?? new Map<string, Content>();
    for (const { result, content } of answer.read) screen.set(result.id, content);
    shown.set(user.id, screen);
    const { read, nextOffset, button } = answer;
    return {
      answered: true,
      results: read.map(({ result }) => result),
      nextOffset,
      ...(button === undefined ? {} : { button }),
      fromCache,
    };
  }

  function ask(
    user: User,
    text: string,
    offset: string,
    chatType?: 'sender' | Chat['type'],
  ): Promise<InlineOutcome> {
    const query = text.slice(0, MAX_QUERY).toWellFormed();
    const kept = cached(keyOf(query, offset, user.id)) ?? cached(keyOf(query, offset));
    if (kept !== undefined) return Promise.resolve(show(user, offset, kept, true));
    return new Promise((resolve) => {
      const id = String(nextId++);
      const settle = (answer?: Answer): void => {
        pending.delete(id);
        cancel();
        resolve(answer === undefined ? { answered: false } : show(user, offset, answer, false));
      };
      const cancel = later(VALID_MS, settle);
      pending.set(id, { user, query, offset, at: now(), settle });
      const chat_type = chatType === undefined ? {} : { chat_type: chatType };
      updates.push({ inline_query: { id, from: user, query, offset, ...chat_type } });
    });
  }

  function keep(key: string, answer: Answer, seconds: number): void {
    if (seconds <= 0) return;
    cache.delete(key);
    cache.set(key, { answer, until: now() + seconds * 1000 });
    const [oldest] = cache.keys();
    if (cache.size > MAX_CACHED && oldest !== undefined) cache.delete(oldest);
  }

  return {
    ask,
    content: (userId, resultId) => shown.get(userId)?.get(resultId),
    methods: {
      answerInlineQuery: (payload) => {
        const read = readResults(payload, chats.person);
        const nextOffset = textOf(payload, 'next_offset') ?? '';
        if (Buffer.byteLength(nextOffset) > MAX_OFFSET_BYTES) throw badRequest('NEXT_OFFSET_INVALID');
        const answer = { read, nextOffset, button: readButton(payload) };
        const query = pending.get(textOf(payload, 'inline_query_id') ?? '');
        if (query === undefined || now() - query.at > VALID_MS) throw badRequest(TOO_OLD);
        const owner = flagOf(payload, 'is_personal') ? query.user.id : undefined;
        const seconds = integerOf(payload, 'cache_time') ?? DEFAULT_CACHE_S;
        keep(keyOf(query.query, query.offset, owner), answer, seconds);
        query.settle(answer);
        return true;
      },
    },
    close: () => {
      for (const { settle } of [...pending.values()]) settle();
    },
  };
}

function readButton(payload: Payload): InlineQueryResultsButton | undefined {
  const button = structureOf(payload, 'button');
  if (button === undefined) return undefined;
  if (!isObject(button) || typeof button['text'] !== 'string' || button['text'] === '')
    throw badRequest('can\'t parse InlineQueryResultsButton: Can\'t find field "text"');
  const parameter = button['start_parameter'];
  if (button['web_app'] === undefined) {
    if (typeof parameter !== 'string' || !/^[\w-]{1,64}$/.test(parameter))
      throw badRequest('START_PARAM_INVALID');
  }
  return button as unknown as InlineQueryResultsButton; // it has a text and one action
}
