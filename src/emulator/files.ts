// Files that the bot has sent: uploaded, by address, or again by the id that an earlier message gave.
import { createHash } from 'node:crypto';
import { type Payload, textOf } from './parameters.ts';
import { badRequest } from './refusal.ts';

/** A sent file. `address`: of one that Telegram would fetch from the web; the emulator does not. */
export type SentFile = { as: 'photo' | 'document'; name: string; bytes: Uint8Array; address?: string };

export type Files = {
  /** The file that a request sends, and its id; the id goes on from message to message. @throws Refusal */
  sent(payload: Payload, as: SentFile['as']): Promise<{ id: string; file: SentFile }>;
  get: (id: string) => SentFile | undefined;
};

/** Files kept; the oldest go first. */
const MAX_FILES = 50;
/** Bytes of a photo. Source: Bot API, sendPhoto. */
const MAX_PHOTO = 10_000_000;

export function createFiles(): Files {
  const files = new Map<string, SentFile>();

  async function read(payload: Payload, as: SentFile['as']): Promise<SentFile> {
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
      const known = files.get(textOf(payload, as) ?? '');
      if (known !== undefined && known.as !== as)
        throw badRequest(
          `can't use file of type ${known.as === 'photo' ? 'Photo' : 'Document'} as ${as === 'photo' ? 'Photo' : 'Document'}`,
        );
      const file = known ?? (await read(payload, as));
      if (file.address === undefined && file.bytes.length === 0) throw badRequest('file must be non-empty');
      if (as === 'photo' && file.bytes.length > MAX_PHOTO) throw badRequest('file is too big');
      const content = file.address ?? file.bytes;
      const id = `${as}-${createHash('sha256').update(content).digest('base64url').slice(0, 22)}`;
      files.delete(id);
      files.set(id, file);
      for (const oldest of files.keys()) {
        if (files.size <= MAX_FILES) break;
        files.delete(oldest);
      }
      return { id, file };
    },
    get: (id) => files.get(id),
  };
}
