// Results of inline queries and answers to guests: which are valid, and the messages that they send.
import type {
  InlineKeyboardMarkup,
  InlineQueryResultArticle,
  Message,
  RichMessage,
  User,
} from 'grammy/types';
import { type FormattedText, formatText, MAX_TEXT } from './formatted-text.ts';
import { entitiesOf } from './given-entities.ts';
import { keyboardOf } from './keyboard.ts';
import { isObject, type Payload, structureOf, textOf } from './parameters.ts';
import { badRequest } from './refusal.ts';
import { readRichMessage } from './rich-message.ts';

/** The message that a chosen result sends. */
export type Content =
  | (FormattedText & { keyboard: InlineKeyboardMarkup | undefined })
  | { rich: RichMessage; keyboard: InlineKeyboardMarkup | undefined };

export type ReadResult = { result: InlineQueryResultArticle; content: Content };

/** Source: Bot API, answerInlineQuery and InlineQueryResultArticle. */
const MAX_RESULTS = 50;
const MAX_ID_BYTES = 64;

/** @throws Refusal */
export function readResults(payload: Payload, userOf: (id: number) => User | undefined): ReadResult[] {
  const results = structureOf(payload, 'results') ?? [];
  if (!Array.isArray(results)) throw badRequest("can't parse results: Array of InlineQueryResult expected");
  if (results.length > MAX_RESULTS) throw badRequest('RESULTS_TOO_MUCH');
  const read = results.map((result: unknown) => readResult(result, userOf));
  if (new Set(read.map(({ result }) => result.id)).size < read.length)
    throw badRequest('RESULT_ID_DUPLICATE');
  return read;
}

/** The fields of the message that a result sends. */
export function contentParts(content: Content): Partial<Message> {
  const { keyboard } = content;
  const markup = keyboard === undefined ? {} : { reply_markup: keyboard };
  if ('rich' in content) return { rich_message: content.rich, ...markup };
  const { text, entities } = content;
  return { text, ...(entities.length === 0 ? {} : { entities }), ...markup };
}

/** @throws Refusal */
export function readResult(result: unknown, userOf: (id: number) => User | undefined): ReadResult {
  if (!isObject(result)) throw cannotParse('an Object is expected');
  const { id, type, title, input_message_content: content } = result;
  if (type !== 'article') throw cannotParse(`the emulator knows articles only, not "${String(type)}"`);
  if (typeof id !== 'string') throw cannotParse('Can\'t find field "id"');
  const bytes = Buffer.byteLength(id);
  if (bytes < 1 || bytes > MAX_ID_BYTES) throw badRequest('RESULT_ID_INVALID');
  if (typeof title !== 'string' || title === '') throw cannotParse('Can\'t find field "title"');
  if (!isObject(content)) throw cannotParse('Message content is not specified');
  // An inline message may be sent to any chat, so the rules of groups apply.
  const keyboard = keyboardOf(result, { isPrivate: false, onlyInline: true });
  return {
    // The fields that the emulator uses are checked; the others are for the page.
    result: result as unknown as InlineQueryResultArticle,
    content: { ...contentOf(content, userOf), keyboard },
  };
}

function contentOf(
  content: Payload,
  userOf: (id: number) => User | undefined,
): FormattedText | { rich: RichMessage } {
  const rich = readRichMessage(content);
  if (rich !== undefined) return { rich };
  const text = textOf(content, 'message_text');
  if (text === undefined) throw cannotParse('Message content is not specified');
  const formatted = formatText(
    {
      text,
      parseMode: textOf(content, 'parse_mode'),
      entities: entitiesOf(content, 'entities', text),
    },
    userOf,
  );
  if (formatted.text.length > MAX_TEXT) throw badRequest('MESSAGE_TOO_LONG');
  return formatted;
}

function cannotParse(reason: string): Error {
  return badRequest(`can't parse InlineQueryResult: ${reason}`);
}
