// A conversation with the real bot through grammY's own seams: updates go in by handleUpdate, requests come out through
// a transformer that answers as Telegram would and checks what Telegram would refuse.
import assert from 'node:assert/strict';
import { GrammyError, type RawApi } from 'grammy';
import type { InlineKeyboardButton, Message, Update, User } from 'grammy/types';
import type { Answerer } from '../../src/answer/answerer.ts';
import { createExampleTopics } from '../../src/answer/example-topics.ts';
import { createBot } from '../../src/bot/create-bot.ts';
import { createTranslations } from '../../src/locales/translations.ts';
import type { Logger } from '../../src/logger.ts';
import { createMemoryLedger, type UpdateLedger } from '../../src/storage/update-ledger.ts';
import type { TestEngine } from './engine.ts';
import { visibleText } from './html-check.ts';

/** What the bot did: sent or edited a message, or answered a button. */
export type Act =
  | {
      did: 'sent' | 'edited';
      text: string;
      html: string;
      buttons: string[];
      replyTo: number | undefined;
      messageId: number;
    }
  | { did: 'answered a button'; text: string };

export type Dialogue = {
  say: (text: string, from?: Partial<User>) => Promise<Act[]>;
  /** Presses a button of the newest message that has one with this text. */
  press: (button: string, options?: { expired: boolean }) => Promise<Act[]>;
  /** Presses a button that the bot never sent. */
  pressData: (data: string) => Promise<Act[]>;
  send: (update: Omit<Update, 'update_id'>, updateId?: number) => Promise<Act[]>;
  /** Everything logged as an error. */
  errors: string[];
  /** The next request of this method fails like this. */
  failNext: (method: keyof RawApi, description: string, code?: number) => void;
};

const USER: User = { id: 7, is_bot: false, first_name: '读者', language_code: 'zh-hans' };
const CHAT = { id: 7, type: 'private' as const, first_name: '读者' };
const BOT = {
  id: 42,
  is_bot: true as const,
  first_name: '问答',
  username: 'wenda_test_bot',
  can_join_groups: true,
  can_read_all_group_messages: false,
  supports_inline_queries: false,
  can_connect_to_business: false,
  has_main_web_app: false,
  has_topics_enabled: false,
  allows_users_to_create_topics: false,
};

export type DialogueOptions = { answerer?: Answerer; ledger?: UpdateLedger; language?: string };

export function startDialogue(engine: TestEngine, options: DialogueOptions = {}): Dialogue {
  const errors: string[] = [];
  const quiet = (): void => undefined;
  const logger: Logger = {
    debug: quiet,
    info: quiet,
    warn: quiet,
    error: (message, details) => errors.push(`${message} ${JSON.stringify(details)}`),
  };
  const bot = createBot(
    { token: '123456:TEST', botInfo: BOT as never },
    {
      answerer: options.answerer ?? engine.answerer,
      examples: createExampleTopics(engine.index.catalogue),
      articles: engine.index.catalogue.articles.length,
      ledger: options.ledger ?? createMemoryLedger(),
      i18n: createTranslations(),
      logger,
    },
  );
  let acts: Act[] = [];
  let updateId = 100;
  let messageId = 500;
  const shown = new Map<number, { buttons: InlineKeyboardButton[][]; message: Message.TextMessage }>();
  const spoken = new Map<number, Message.TextMessage>();
  const failures = new Map<string, { description: string; code: number }>();
  const user: User = options.language === undefined ? USER : { ...USER, language_code: options.language };
  let answeredButtons = 0;

  bot.api.config.use((_call, method, payload) => {
    const failure = failures.get(method);
    if (failure !== undefined) {
      failures.delete(method);
      return Promise.reject(
        new GrammyError(
          `Call to '${method}' failed!`,
          { ok: false, error_code: failure.code, description: failure.description },
          method,
          payload,
        ),
      );
    }
    return Promise.resolve({
      ok: true,
      result: perform(method, payload as Record<string, unknown>),
    }) as never;
  });

  function perform(method: string, payload: Record<string, unknown>): unknown {
    switch (method) {
      case 'sendMessage':
      case 'editMessageText': {
        const html = String(payload['text']);
        const plain = payload['parse_mode'] === 'HTML' ? visibleText(html) : html;
        assert.ok(plain.trim().length >= 1 && plain.length <= 4096, `a text of ${plain.length} characters`);
        assert.ok(html.isWellFormed(), 'a lone surrogate');
        const markup = payload['reply_markup'] as { inline_keyboard: InlineKeyboardButton[][] } | undefined;
        const buttons = markup?.inline_keyboard ?? [];
        buttons.flat().forEach(checkButton);
        const replyTo = (payload['reply_parameters'] as { message_id: number } | undefined)?.message_id;
        const id = method === 'sendMessage' ? ++messageId : Number(payload['message_id']);
        const before = shown.get(id)?.message;
        const message = {
          message_id: id,
          date: 1,
          chat: CHAT,
          from: BOT,
          text: plain,
        } as Message.TextMessage;
        const repliedTo = method === 'sendMessage' ? spoken.get(replyTo ?? -1) : before?.reply_to_message;
        if (repliedTo !== undefined) Object.assign(message, { reply_to_message: repliedTo });
        shown.set(id, { buttons, message });
        spoken.set(id, message);
        acts.push({
          did: method === 'sendMessage' ? 'sent' : 'edited',
          text: plain,
          html,
          buttons: buttons.flat().map(({ text }) => text),
          replyTo,
          messageId: id,
        });
        return message;
      }
      case 'answerCallbackQuery': {
        answeredButtons++;
        const text = (payload['text'] as string | undefined) ?? '';
        assert.ok(text.length <= 200);
        acts.push({ did: 'answered a button', text });
        return true;
      }
      default:
        return assert.fail(`the bot called ${method}`);
    }
  }

  async function send(update: Omit<Update, 'update_id'>, id = ++updateId): Promise<Act[]> {
    acts = [];
    await bot.handleUpdate({ ...update, update_id: id });
    return acts;
  }

  function say(text: string, from: Partial<User> = {}): Promise<Act[]> {
    const message = {
      message_id: ++messageId,
      date: 1,
      chat: CHAT,
      from: { ...user, ...from },
      text,
    } as Message.TextMessage;
    const command = /^\/\w+/.exec(text)?.[0];
    if (command !== undefined)
      message.entities = [{ type: 'bot_command', offset: 0, length: command.length }];
    spoken.set(message.message_id, message);
    return send({ message: message as never });
  }

  async function pressOn(message: Message.TextMessage, data: string, answers = 1): Promise<Act[]> {
    const before = answeredButtons;
    const result = await send({
      callback_query: { id: '1', from: user, chat_instance: '1', data, message },
    });
    assert.equal(answeredButtons, before + answers, 'every pressed button is answered once');
    return result;
  }

  return {
    say,
    send,
    errors,
    press: (text, { expired } = { expired: false }) => {
      for (const { buttons, message } of [...shown.values()].reverse()) {
        const button = buttons.flat().find((candidate) => candidate.text === text);
        if (button !== undefined && 'callback_data' in button)
          return pressOn(message, button.callback_data, expired ? 0 : 1);
      }
      assert.fail(`no button "${text}"`);
    },
    pressData: (data) => pressOn({ message_id: 1, date: 1, chat: CHAT, from: BOT, text: 'x' }, data),
    failNext: (method, description, code = 400) => failures.set(method, { description, code }),
  };
}

function checkButton(button: InlineKeyboardButton): void {
  assert.ok(button.text.length > 0 && button.text.isWellFormed());
  if ('callback_data' in button) {
    const bytes = Buffer.byteLength(button.callback_data);
    assert.ok(bytes >= 1 && bytes <= 64, `callback data of ${bytes} bytes`);
  } else if ('url' in button) {
    assert.ok(URL.canParse(button.url));
  } else assert.fail('a button without callback data or address');
}
