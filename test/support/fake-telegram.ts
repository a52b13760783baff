// What Telegram would do with the bot's requests: keeps the messages, hands out results, refuses when told to. It stands
// where the network is, so that retries and everything else of the bot are above it.
import type { GrammyError, RawApi, Transformer } from 'grammy';
import type {
  Chat,
  InlineKeyboardButton,
  InlineQueryResultArticle,
  Message,
  User,
  UserFromGetMe,
} from 'grammy/types';
import { visibleText } from './judge/html-rules.ts';

export type Sent = {
  did: 'sent' | 'edited';
  text: string;
  html: string;
  buttons: string[];
  /** The keyboard itself, for what the texts do not say. */
  keyboard: InlineKeyboardButton[][];
  chatId: number;
  threadId: number | undefined;
  replyTo: number | undefined;
  messageId: number;
};
export type InlineShown = {
  did: 'answered inline';
  results: InlineQueryResultArticle[];
  nextOffset: string;
  cacheTime: number | undefined;
  isPersonal: boolean | undefined;
  button: { text: string; start_parameter: string } | undefined;
};

/** What the bot did. */
export type Act =
  | Sent
  | InlineShown
  | { did: 'edited buttons'; buttons: string[] }
  | { did: 'answered a button'; text: string }
  | { did: 'sent rich'; message: unknown }
  | { did: 'called'; method: string; payload: Record<string, unknown> };

export const BOT: UserFromGetMe = {
  id: 42,
  is_bot: true,
  first_name: '问答',
  username: 'wenda_test_bot',
  can_join_groups: true,
  can_read_all_group_messages: false,
  supports_inline_queries: true,
  can_connect_to_business: false,
  has_main_web_app: false,
  has_topics_enabled: false,
  allows_users_to_create_topics: false,
} as UserFromGetMe; // newer fields of getMe come and go

/** Parameters of a refusal, such as `retry_after`. */
export type RefusalParameters = GrammyError['parameters'];

export type FakeTelegram = {
  transport: Transformer;
  messages: Map<number, Message>;
  /** What has been done since the last call. */
  takeActs: () => Act[];
  nextMessageId: () => number;
  /** The next request of a method fails like this. */
  failNext: (
    method: keyof RawApi,
    description: string,
    code?: number,
    parameters?: RefusalParameters,
  ) => void;
};

/**
 * @param chats the chats that there are
 * @param status what getChatMember says of everybody
 */
export function createFakeTelegram({
  chats,
  user,
  status,
}: {
  chats: readonly Chat[];
  user: User;
  status: string;
}): FakeTelegram {
  let acts: Act[] = [];
  let messageId = 500;
  const messages = new Map<number, Message>();
  const failures = new Map<string, { code: number; description: string; parameters: RefusalParameters }>();

  const transport: Transformer = (_call, method, payload) => {
    const failure = failures.get(method);
    failures.delete(method);
    if (failure !== undefined) {
      const { code: error_code, description, parameters } = failure;
      return Promise.resolve({ ok: false, error_code, description, parameters });
    }
    const result = perform(method, payload);
    // The result's type depends on the method; here it is what that method gives.
    return Promise.resolve({ ok: true, result } as never);
  };

  function perform(method: string, payload: Record<string, unknown>): unknown {
    switch (method) {
      case 'sendMessage':
      case 'editMessageText':
        return performText(method, payload);
      case 'sendRichMessage':
        acts.push({ did: 'sent rich', message: payload['rich_message'] });
        return { message_id: ++messageId, date: 1, chat: chatOf(payload), from: BOT };
      case 'editMessageReplyMarkup': {
        const keyboard = keyboardOf(payload);
        const message = messages.get(Number(payload['message_id']));
        if (message !== undefined) message.reply_markup = { inline_keyboard: keyboard };
        acts.push({ did: 'edited buttons', buttons: keyboard.flat().map(({ text }) => text) });
        return message ?? true;
      }
      case 'answerCallbackQuery':
        acts.push({ did: 'answered a button', text: (payload['text'] as string | undefined) ?? '' });
        return true;
      case 'answerInlineQuery':
        acts.push({
          did: 'answered inline',
          results: payload['results'] as InlineQueryResultArticle[],
          nextOffset: (payload['next_offset'] as string | undefined) ?? '',
          cacheTime: payload['cache_time'] as number | undefined,
          isPersonal: payload['is_personal'] as boolean | undefined,
          button: payload['button'] as InlineShown['button'],
        });
        return true;
      case 'getChatMember':
        return { status, user };
      default:
        acts.push({ did: 'called', method, payload });
        return true;
    }
  }

  function performText(method: 'sendMessage' | 'editMessageText', payload: Record<string, unknown>): Message {
    const html = String(payload['text']);
    const text = payload['parse_mode'] === 'HTML' ? visibleText(html) : html;
    const keyboard = keyboardOf(payload);
    const replyTo = (payload['reply_parameters'] as { message_id: number } | undefined)?.message_id;
    const isNew = method === 'sendMessage';
    const id = isNew ? ++messageId : Number(payload['message_id']);
    const repliedTo = isNew ? messages.get(replyTo ?? -1) : messages.get(id)?.reply_to_message;
    const threadId = payload['message_thread_id'] as number | undefined;
    const chat = chatOf(payload);
    const message = {
      message_id: id,
      date: 1,
      chat,
      from: BOT,
      text,
      reply_markup: { inline_keyboard: keyboard },
      ...(repliedTo === undefined ? {} : { reply_to_message: repliedTo }),
      ...(threadId === undefined ? {} : { message_thread_id: threadId, is_topic_message: true }),
    } as unknown as Message; // only the fields that the bot looks at
    messages.delete(id); // the newest comes last
    messages.set(id, message);
    const buttons = keyboard.flat().map((button) => button.text);
    const did = isNew ? 'sent' : 'edited';
    acts.push({ did, text, html, buttons, keyboard, chatId: chat.id, threadId, replyTo, messageId: id });
    return message;
  }

  function chatOf(payload: Record<string, unknown>): Chat {
    const id = Number(payload['chat_id']);
    return chats.find((chat) => chat.id === id) ?? { id, type: 'supergroup', title: '群' };
  }

  return {
    transport,
    messages,
    takeActs: () => {
      const done = acts;
      acts = [];
      return done;
    },
    nextMessageId: () => ++messageId,
    failNext: (method, description, code = 400, parameters = {}) => {
      failures.set(method, { code, description, parameters });
    },
  };
}

function keyboardOf(payload: Record<string, unknown>): InlineKeyboardButton[][] {
  const markup = payload['reply_markup'] as { inline_keyboard: InlineKeyboardButton[][] } | undefined;
  return markup?.inline_keyboard ?? [];
}
