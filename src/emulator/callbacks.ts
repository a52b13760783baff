// Pressed buttons that wait for answerCallbackQuery.
import type { CallbackQuery, User } from 'grammy/types';
import type { Later, Now } from './clock.ts';
import type { Methods } from './method.ts';
import { flagOf, textOf } from './parameters.ts';
import { badRequest } from './refusal.ts';
import type { UpdatesQueue } from './updates-queue.ts';

/** Milliseconds during which a pressed button can be answered. */
const VALID_MS = 150_000;
/** Characters of an answer. Source: Bot API, answerCallbackQuery. */
const MAX_TEXT = 200;

export const TOO_OLD = 'query is too old and response timeout expired or query ID is invalid';

/** What a pressed button brings. */
export type CallbackAnswer = { text?: string; showAlert?: boolean; url?: string };
export type CallbackOutcome = ({ answered: true } & CallbackAnswer) | { answered: false };
export type Pressed = Pick<CallbackQuery, 'message' | 'inline_message_id' | 'data'>;

export type Callbacks = {
  methods: Methods;
  /** Sends the update; resolves with the bot's answer, or unanswered after the time limit. */
  press(user: User, pressed: Pressed): Promise<CallbackOutcome>;
  /** Resolves every open query as unanswered. */
  close(): void;
};

type Pending = { at: number; settle: (outcome: CallbackOutcome) => void };

export function createCallbacks({
  botName,
  updates,
  now,
  later,
}: {
  botName: string;
  updates: UpdatesQueue;
  now: Now;
  later: Later;
}): Callbacks {
  const pending = new Map<string, Pending>();
  // Ids must not repeat even after a restart: the bot may store them.
  let nextId = now() * 1000;

  return {
    press: (user, pressed) =>
      new Promise((resolve) => {
        const id = String(nextId++);
        const settle = (outcome: CallbackOutcome): void => {
          pending.delete(id);
          cancel();
          resolve(outcome);
        };
        const cancel = later(VALID_MS, () => {
          settle({ answered: false });
        });
        pending.set(id, { at: now(), settle });
        const chat_instance = String(pressed.message?.chat.id ?? user.id);
        updates.push({ callback_query: { id, from: user, chat_instance, ...pressed } });
      }),
    methods: {
      answerCallbackQuery: (payload) => {
        const query = pending.get(textOf(payload, 'callback_query_id') ?? '');
        // The clock decides, not the timer: it may be late, or stand still in a test.
        if (query === undefined || now() - query.at > VALID_MS) throw badRequest(TOO_OLD);
        const text = textOf(payload, 'text') ?? '';
        if (text.length > MAX_TEXT) throw badRequest('MESSAGE_TOO_LONG');
        const url = textOf(payload, 'url') ?? '';
        if (url !== '' && !isOwnLink(url, botName)) throw badRequest('URL_INVALID');
        query.settle({
          answered: true,
          ...(text === '' ? {} : { text, showAlert: flagOf(payload, 'show_alert') }),
          ...(url === '' ? {} : { url }),
        });
        return true;
      },
    },
    close: () => {
      for (const { settle } of [...pending.values()]) settle({ answered: false });
    },
  };
}

/** Buttons may open a deep link to the bot itself; other addresses are for games. */
function isOwnLink(url: string, botName: string): boolean {
  const name = /^(?:https?:\/\/)?(?:t|telegram)\.me\/(\w+)\?start(?:group)?=/i.exec(url)?.[1];
  return name?.toLowerCase() === botName.toLowerCase();
}
