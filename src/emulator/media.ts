// sendPhoto and the other files, sendMediaGroup.
import type { Message } from 'grammy/types';
import type { Chats } from './chats.ts';
import { type FileKind, FILE_KINDS, FILES } from './content.ts';
import type { Files } from './files.ts';
import type { Method, Methods } from './method.ts';
import { isObject, type Payload, structureOf, textOf } from './parameters.ts';
import type { Posting } from './posting.ts';
import { badRequest } from './refusal.ts';
import { readCaption } from './written-text.ts';

/** Files of an album. Source: Bot API, sendMediaGroup. */
const MAX_ALBUM = 10;
/** Which files an album may have beside each other. */
const ALBUMS: readonly (readonly FileKind[])[] = [['photo', 'video'], ['document'], ['audio']];

export type MediaReader = {
  /** The file and caption of an `InputMedia`. @throws Refusal */
  inputMedia(media: unknown, payload: Payload): Promise<{ kind: FileKind; content: Partial<Message> }>;
};

export function createMediaReader({ chats, files }: { chats: Chats; files: Files }): MediaReader {
  return {
    inputMedia: async (media, payload) => {
      if (!isObject(media)) throw badRequest("can't parse InputMedia: an Object is expected");
      const kind = FILE_KINDS.find((known) => known === media['type'] && FILES[known].hasCaption);
      if (kind === undefined || kind === 'voice') throw badRequest("can't parse InputMedia: type is invalid");
      const file = await files.sent({ ...payload, [kind]: textOf(media, 'media') ?? '' }, kind);
      return { kind, content: { ...file, ...readCaption(media, chats) } };
    },
  };
}

export function createMediaMethods({
  chats,
  files,
  posting,
  reader,
}: {
  chats: Chats;
  files: Files;
  posting: Posting;
  reader: MediaReader;
}): Methods {
  let albums = 0;

  const sending =
    (kind: FileKind): Method =>
    async (payload) => {
      const file = await files.sent(payload, kind);
      return posting.post(
        payload,
        FILES[kind].hasCaption ? { ...file, ...readCaption(payload, chats) } : file,
      );
    };

  return {
    ...Object.fromEntries(FILE_KINDS.map((kind) => [methodOf(kind), sending(kind)])),
    sendMediaGroup: async (payload) => {
      const media = structureOf(payload, 'media');
      if (!Array.isArray(media) || media.length === 0) throw badRequest('there are no messages to send');
      if (media.length > MAX_ALBUM) throw badRequest('too many messages to send as an album');
      const read = await Promise.all(media.map((item) => reader.inputMedia(item, payload)));
      const isAlbum = ALBUMS.some((kinds) => read.every(({ kind }) => kinds.includes(kind)));
      if (!isAlbum) throw badRequest("can't use the media of the specified type in the album");
      const media_group_id = `album${++albums}`;
      return read.map(({ content }) => posting.post(payload, { ...content, media_group_id }));
    },
  };
}

/** `sendVideoNote` for `video_note`. */
function methodOf(kind: FileKind): string {
  return `send${kind.replace(/(?:^|_)(\w)/g, (_match, letter: string) => letter.toUpperCase())}`;
}
