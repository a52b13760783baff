// A bot's acts in a conversation, for assertions: its requests that the emulator has carried out.
import assert from 'node:assert/strict';
import type { InlineKeyboardButton, InlineQueryResultArticle } from 'grammy/types';
import type { ChatMessage, Payload } from '../../src/emulator/emulator.ts';

export type Sent = {
  did: 'sent' | 'edited';
  /** As readers see it. */
  text: string;
  /** As it was sent, but for the question that it carries. */
  html: string;
  /** Whether it carries its question, invisibly. */
  carriesQuestion: boolean;
  buttons: string[];
  /** The keyboard itself, for data besides the texts. */
  keyboard: InlineKeyboardButton[][];
  chatId: number;
  threadId: number | undefined;
  replyTo: number | undefined;
  messageId: number;
  /** The account that alone sees it. */
  onlyFor: number | undefined;
};
/** An answer to somebody who called the bot as a guest. */
export type Guested = { did: 'answered a guest'; result: InlineQueryResultArticle };
export type InlineShown = {
  did: 'answered inline';
  results: InlineQueryResultArticle[];
  nextOffset: string;
  cacheTime: number | undefined;
  isPersonal: boolean | undefined;
  button: { text: string; start_parameter: string } | undefined;
};

export type Act =
  | Sent
  | InlineShown
  | Guested
  | { did: 'edited buttons'; buttons: string[] }
  | { did: 'answered a button'; text: string }
  | { did: 'sent rich'; message: unknown }
  | { did: 'called'; method: string; payload: Payload };

/** The link of an invisible character that begins an answer. */
const CARRIER = /^<a href="https:\/\/t\.me\/\w+#[\w-]+">\u200c<\/a>/;

/** @param written the message that the request left in the chat, if any */
export function actOf(method: string, payload: Payload, written: ChatMessage | undefined): Act | undefined {
  switch (method) {
    case 'sendMessage':
    case 'editMessageText': {
      assert.ok(written !== undefined);
      const html = String(payload['text']);
      const keyboard = written.reply_markup?.inline_keyboard ?? [];
      return {
        did: method === 'sendMessage' ? 'sent' : 'edited',
        text: (written.text ?? '').replace(/^\u200c/, ''),
        html: html.replace(CARRIER, ''),
        carriesQuestion: CARRIER.test(html),
        buttons: keyboard.flat().map(({ text }) => text),
        keyboard,
        chatId: written.chat.id,
        threadId: written.message_thread_id,
        replyTo: written.reply_to_message?.message_id,
        messageId: written.message_id,
        onlyFor: written.receiver_user?.id,
      };
    }
    case 'sendRichMessage':
      return { did: 'sent rich', message: payload['rich_message'] };
    case 'editMessageReplyMarkup':
      assert.ok(written !== undefined);
      return {
        did: 'edited buttons',
        buttons: (written.reply_markup?.inline_keyboard ?? []).flat().map(({ text }) => text),
      };
    case 'answerCallbackQuery':
      return { did: 'answered a button', text: (payload['text'] as string | undefined) ?? '' };
    case 'answerInlineQuery':
      return {
        did: 'answered inline',
        // A carried-out request has the fields and types of its method.
        results: payload['results'] as InlineQueryResultArticle[],
        nextOffset: (payload['next_offset'] as string | undefined) ?? '',
        cacheTime: payload['cache_time'] as number | undefined,
        isPersonal: payload['is_personal'] as boolean | undefined,
        button: payload['button'] as InlineShown['button'],
      };
    case 'answerGuestQuery':
      return { did: 'answered a guest', result: payload['result'] as InlineQueryResultArticle };
    case 'getChatMember':
      return undefined;
    default:
      return { did: 'called', method, payload };
  }
}

/** The messages among some acts. */
export function messagesOf(acts: readonly Act[]): Sent[] {
  return acts.filter((act): act is Sent => act.did === 'sent' || act.did === 'edited');
}

/** The one message among some acts. */
export function only(acts: readonly Act[]): Sent {
  const messages = messagesOf(acts);
  const [message] = messages;
  assert.ok(messages.length === 1 && message !== undefined, JSON.stringify(acts));
  return message;
}

/** The one answer to an inline query. */
export function shownInline(acts: readonly Act[]): InlineShown {
  const [act] = acts;
  assert.ok(acts.length === 1 && act?.did === 'answered inline', JSON.stringify(acts));
  return act;
}
