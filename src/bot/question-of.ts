// Which question an answer belongs to. Its buttons need it after a restart too, and nothing about a chat is stored, so the
// chat itself has to say it: 64 bytes of a button hold no question. In a group, the answer replies to its question. In a
// private chat that would quote what stands right above it; there the answer begins with an invisible character that
// links to the bot, and the question is in the address behind `#`. Telegram keeps such links and gives them back with
// every pressed button (grammY's stateless-question plugin has relied on that for years). It comes first, because
// Telegram drops what is formatted after the hundredth piece (rubenlagus/TelegramBots#854). It counts towards about 9,500
// bytes of formatting in a message (levlam in tdlib/telegram-bot-api#165), so a very long question is quoted after all.
import type { Message, MessageEntity } from 'grammy/types';
import type { Me } from './as-meant.ts';
import { questionIn } from './question-in.ts';

/** Zero-width non-joiner: Telegram keeps it, and no font shows it. */
const INVISIBLE = '\u200c';
/** UTF-8 bytes of a carried question: 500 Han characters. Leaves room for the links of the answer. */
const MAX_CARRIED = 1500;
const ADDRESS = /^https?:\/\/t\.me\/\w+\/?#([\w-]+)$/i;

/** The beginning of an answer's HTML that carries its question; undefined if the question is too long. */
export function carrierOf(question: string, { username }: Me): string | undefined {
  const bytes = Buffer.from(question);
  if (bytes.length > MAX_CARRIED || question === '' || username === undefined) return undefined;
  return carrier(`https://t.me/${username}#${bytes.toString('base64url')}`);
}

/** The same for a message that carries one already; empty if it carries none. */
export function carriedOn(message: Answered | undefined): string {
  const link = linkIn(message);
  return link === undefined ? '' : carrier(link.url);
}

/** The question of an answer of the bot; empty if it is not known any more. */
export function questionOf(message: Answered | undefined, me: Me): string {
  const [, packed] = ADDRESS.exec(linkIn(message)?.url ?? '') ?? [];
  if (packed !== undefined) return Buffer.from(packed, 'base64url').toString();
  return questionIn(message?.reply_to_message, me);
}

type Answered = Partial<Pick<Message, 'text' | 'entities' | 'reply_to_message'>>;

function carrier(address: string): string {
  return `<a href="${address}">${INVISIBLE}</a>`;
}

function linkIn(message: Answered | undefined): MessageEntity.TextLinkMessageEntity | undefined {
  const { text = '', entities = [] } = message ?? {};
  return entities.find(
    (entity): entity is MessageEntity.TextLinkMessageEntity =>
      entity.type === 'text_link' &&
      text.slice(entity.offset, entity.offset + entity.length) === INVISIBLE &&
      ADDRESS.test(entity.url),
  );
}
