// Files that the bot or people have sent: uploaded, by address, or again by the id that an earlier message gave.
import { createHash } from 'node:crypto';
import type { Message } from 'grammy/types';
import { fileOf, type FileKind, FILES } from './content.ts';
import { type Payload, textOf } from './parameters.ts';
import { badRequest } from './refusal.ts';

/** A sent file. `address`: of one that Telegram would fetch from the web; the emulator does not. */
export type SentFile = { as: FileKind; name: string; bytes: Uint8Array; address?: string };

export type Files = {
  /**
   * The field of the message for the file that a request sends; its id goes on from message to message.
   * @throws Refusal
   */
  sent(payload: Payload, as: FileKind): Promise<Partial<Message>>;
  /** Remembers a file that a person has sent, without its bytes, so that the bot can send it too. */
  met(message: Partial<Message>): void;
  get: (id: string) => SentFile | undefined;
};

/** Files kept; the oldest go first. */
const MAX_FILES = 50;
/** Bytes of a photo. Source: Bot API, sendPhoto. */
const MAX_PHOTO = 10_000_000;

export function createFiles(): Files {
  const files = new Map<string, { file: SentFile; field: Partial<Message> }>();

  function keep(id: string, file: SentFile, field: Partial<Message>): void {
    files.delete(id);
    files.set(id, { file, field });
    for (const oldest of files.keys()) {
      if (files.size <= MAX_FILES) break;
      files.delete(oldest);
    }
  }

  async function read(payload: Payload, as: FileKind): Promise<SentFile> {
    const given = payload[as];
    const named = textOf(payload, as) ?? '';
    const uploaded = given instanceof File ? given : payload[named.replace(/^attach:\/\//, '')];
    if (uploaded instanceof File)
      return { as, name: uploaded.name, bytes: new Uint8Array(await uploaded.arrayBuffer()) };
    if (/^https?:/i.test(named)) return { as, name: named, bytes: new Uint8Array(), address: named };
    throw badRequest(
      named === '' ? `there is no ${as} in the request` : 'wrong remote file identifier specified',
    );
  }

  return {
    async sent(payload, as) {
      const asked = textOf(payload, as) ?? '';
      const known = files.get(asked);
      if (known !== undefined) {
        if (known.file.as !== as)
          throw badRequest(`can't use file of type ${FILES[known.file.as].name} as ${FILES[as].name}`);
        keep(asked, known.file, known.field);
        return known.field;
      }
      const file = await read(payload, as);
      if (file.address === undefined && file.bytes.length === 0) throw badRequest('file must be non-empty');
      if (as === 'photo' && file.bytes.length > MAX_PHOTO) throw badRequest('file is too big');
      const content = file.address ?? file.bytes;
      const id = `${as}-${createHash('sha256').update(content).digest('base64url').slice(0, 22)}`;
      const field = fieldOf(id, file);
      keep(id, file, field);
      return field;
    },
    met: (message) => {
      const file = fileOf(message);
      if (file === undefined) return;
      const { kind, id } = file;
      keep(id, { as: kind, name: '', bytes: new Uint8Array() }, { [kind]: message[kind] });
    },
    get: (id) => files.get(id)?.file,
  };
}

/** The field of a message that holds a file, without what only its bytes could tell. */
function fieldOf(id: string, { as, name, bytes }: SentFile): Partial<Message> {
  const common = { file_id: id, file_unique_id: id, file_size: bytes.length };
  const area = { width: 1, height: 1 };
  switch (as) {
    case 'photo':
      return { photo: [{ ...common, ...area }] };
    case 'document':
      return { document: { ...common, file_name: name } };
    case 'video':
      return { video: { ...common, ...area, duration: 0, file_name: name } };
    case 'animation':
      return { animation: { ...common, ...area, duration: 0, file_name: name } };
    case 'audio':
      return { audio: { ...common, duration: 0, file_name: name } };
    case 'voice':
      return { voice: { ...common, duration: 0 } };
    case 'video_note':
      return { video_note: { ...common, length: 1, duration: 0 } };
    case 'sticker':
      return { sticker: { ...common, ...area, type: 'regular', is_animated: false, is_video: false } };
  }
}
