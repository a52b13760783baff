// What a message holds, apart from who sent it, when and where: the part that a copy has and an edit may change.
import type { Message } from 'grammy/types';

/** Files, by the method's parameter and the message's field. `name`: in the server's words. */
export const FILES = {
  photo: { name: 'Photo', hasCaption: true },
  document: { name: 'Document', hasCaption: true },
  video: { name: 'Video', hasCaption: true },
  audio: { name: 'Audio', hasCaption: true },
  voice: { name: 'VoiceNote', hasCaption: true },
  animation: { name: 'Animation', hasCaption: true },
  video_note: { name: 'VideoNote', hasCaption: false },
  sticker: { name: 'Sticker', hasCaption: false },
} as const;
export type FileKind = keyof typeof FILES;
export const FILE_KINDS = Object.keys(FILES) as FileKind[]; // as written above

const OTHERS = ['text', 'rich_message', 'location', 'contact', 'venue', 'dice', 'poll', 'story'] as const;
const DETAILS = ['entities', 'caption', 'caption_entities', 'show_caption_above_media', 'has_media_spoiler'];

/** Whether a message is a file that may have a caption. */
export function hasCaption(message: Partial<Message>): boolean {
  return FILE_KINDS.some((kind) => FILES[kind].hasCaption && message[kind] !== undefined);
}

/** Whether people or bots have written it; others are service messages. */
export function hasContent(message: Partial<Message>): boolean {
  return [...FILE_KINDS, ...OTHERS].some((kind) => message[kind] !== undefined);
}

/** The fields of the content alone. */
export function contentOf(message: Partial<Message>): Partial<Message> {
  const fields = new Set<string>([...FILE_KINDS, ...OTHERS, ...DETAILS]);
  return Object.fromEntries(Object.entries(message).filter(([field]) => fields.has(field)));
}

/** Everything but the content. */
export function withoutContent<T extends Partial<Message>>(message: T): T {
  const content = contentOf(message);
  // All fields of the content are optional.
  return Object.fromEntries(Object.entries(message).filter(([field]) => !(field in content))) as T;
}

/** The id of the file that a message holds; of a photo, that of its largest size. */
export function fileOf(message: Partial<Message>): { kind: FileKind; id: string } | undefined {
  for (const kind of FILE_KINDS) {
    const held = message[kind];
    const file = Array.isArray(held) ? held.at(-1) : held;
    if (file !== undefined) return { kind, id: file.file_id };
  }
  return undefined;
}
