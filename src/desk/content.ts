// What a message consists of, as far as it can be passed on.
import type { Message } from 'grammy/types';
import { EDITABLE_MEDIA, type EditedMedia, type Formatted, type NewParcel } from './parcel.ts';

/** Messages with none of these tell of the chat itself. */
const CONTENT = [
  ...[
    'text',
    'animation',
    'audio',
    'document',
    'paid_media',
    'photo',
    'live_photo',
    'sticker',
    'story',
    'video',
  ],
  ...['video_note', 'voice', 'checklist', 'contact', 'dice', 'game', 'poll', 'venue', 'location', 'invoice'],
  ...['giveaway', 'giveaway_winners', 'rich_message'],
];

export function hasContent(message: Message): boolean {
  return CONTENT.some((kind) => kind in message);
}

/**
 * The command that a message begins with, known or not, without its slash and the bot's name. The bot marks those that
 * its own features know.
 */
export function commandOf({ text = '' }: Message): string | undefined {
  return /^[/／]([a-z]\w*)(?:[@＠]\w+)?(?=\s|$)/iu.exec(text)?.[1]?.toLowerCase();
}

/** Whether one of the bot's features knows the command that a message begins with. */
export function isBotCommand({ entities = [] }: Message): boolean {
  return entities.some(({ type, offset }) => type === 'bot_command' && offset === 0);
}

/** Whether it stays among the staff: it begins with `//` or `/note`. */
export function isNote(message: Message): boolean {
  return /^\s*[/／]{2}/u.test(message.text ?? '') || commandOf(message) === 'note';
}

/** Text or caption: the bot has read the caption of a file as its text. */
export function wordsOf({ text = '', entities = [] }: Message): Formatted {
  return { text, entities: entities.filter(({ type }) => type !== 'bot_command') };
}

/** What an edited message is now; undefined for what cannot be edited elsewhere, such as a place on the move. */
export function editedTo(message: Message): Pick<EditWork, 'part' | 'content' | 'media'> | undefined {
  const content = wordsOf(message);
  const media = mediaOf(message);
  if (media !== undefined) return { part: 'caption', content, media };
  if (message.voice !== undefined) return { part: 'caption', content };
  const others = CONTENT.some((kind) => kind !== 'text' && kind in message);
  return content.text === '' || others ? undefined : { part: 'text', content };
}

type EditWork = Extract<NewParcel['work'], { do: 'edit' }>;

function mediaOf(message: Message): EditedMedia | undefined {
  // A GIF is a document as well.
  const type = EDITABLE_MEDIA.find((one) => message[one] !== undefined);
  const file = type === 'photo' ? message.photo?.at(-1) : type && message[type];
  return type && file && 'file_id' in file
    ? {
        type,
        fileId: file.file_id,
        hasSpoiler: message.has_media_spoiler,
        isCaptionAbove: message.show_caption_above_media,
      }
    : undefined;
}

/** What a message replies to, and the part that it quotes. */
export function replyIn({ reply_to_message: replied, quote }: Message): Pick<NewParcel, 'replyTo' | 'quote'> {
  // In a topic every message replies to the one that began it, if to no other.
  if (replied === undefined || replied.forum_topic_created !== undefined) return {};
  if (quote?.is_manual !== true) return { replyTo: replied.message_id };
  const { text, entities = [], position } = quote;
  return { replyTo: replied.message_id, quote: { text, entities, position } };
}
