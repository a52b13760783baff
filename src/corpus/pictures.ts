// Pictures of the wiki, found as an article names them. Only real picture files inside the wiki's folder are read:
// whatever an article says, no other file of the machine gets out.
import { open, readdir, readFile, realpath, stat } from 'node:fs/promises';
import path from 'node:path';
import { decoded } from '../text/decoded.ts';
import { type PictureSize, pictureSize } from './picture-size.ts';

export type PictureType = 'image/png' | 'image/jpeg' | 'image/gif' | 'image/webp';

/** A picture file: its real path, its type by its first bytes, and its content. */
export type Picture = { path: string; type: PictureType; bytes: Buffer };

export interface Pictures {
  /**
   * @param articleFile the article's path relative to the wiki's folder, with `/`
   * @param src the picture's address as written in the article
   * @returns undefined for an address elsewhere on the web, and for whatever is no readable picture in the folder
   */
  find(articleFile: string, src: string): Promise<Picture | undefined>;
  /** The size of what `find` finds, by the beginning of its file alone; undefined if that does not tell it. */
  size(articleFile: string, src: string): Promise<PictureSize | undefined>;
}

/** Bytes of a picture; Telegram takes no larger photo. */
const MAX_BYTES = 10 * 1024 * 1024;
/** Bytes in which a picture's size is looked for: a photo has a preview and a colour profile before it. */
const HEAD_BYTES = 512 * 1024;

/** An address with a scheme or a host of its own. */
const ELSEWHERE = /^(?:[a-z][a-z\d+.-]*:|\/\/)/i;

/** @param articlesDir the wiki's folder; it need not exist yet */
export function createPictures(articlesDir: string): Pictures {
  /** A walk under way, which all who miss a picture meanwhile share. */
  let walk: Promise<string[]> | undefined;

  /** @param take what is wanted of a file; undefined if it is no picture, and the search goes on */
  async function find<T>(articleFile: string, src: string, take: Take<T>): Promise<T | undefined> {
    if (ELSEWHERE.test(src)) return undefined;
    const root = await realpath(articlesDir).catch(() => undefined);
    if (root === undefined) return undefined;
    for (const wanted of spellings(src)) {
      const folder = path.posix.dirname(articleFile);
      // A name that begins with `/` counts from the wiki's root; some programs write all names so, without the `/`.
      const places = wanted.startsWith('/') ? [wanted] : [path.posix.join('/', folder, wanted), wanted];
      for (const place of places) {
        const found = await taken(root, path.posix.join('/', place), take);
        if (found !== undefined) return found;
      }
    }
    // Notes name a picture wherever it lies; sites serve `static/` or `public/` as their root.
    walk ??= filesBelow(root).finally(() => (walk = undefined));
    const files = await walk;
    for (const wanted of spellings(src)) {
      const end = comparable(path.posix.join('/', wanted.replace(/^(?:\.{0,2}\/)+/, '')));
      const file = files.find((name) => comparable(name).endsWith(end));
      const found = file === undefined ? undefined : await taken(root, file, take);
      if (found !== undefined) return found;
    }
    return undefined;
  }

  return {
    find: (articleFile, src) => find(articleFile, src, wholePicture),
    size: async (articleFile, src) => {
      const head = await find(articleFile, src, headOf);
      return head && pictureSize(head);
    },
  };
}

/** The paths that an address may mean: with and without a query or a fragment, percent signs decoded or meant. */
export function spellings(src: string): string[] {
  const whole = src.trim().replaceAll('\\', '/');
  const bare = whole.replace(/[?#].*$/s, '');
  return [...new Set([decoded(bare), decoded(whole), bare])].filter((name) => /[^/.]/.test(name));
}

/** The form in which names are compared: macOS stores names decomposed, and Windows does not tell case. */
function comparable(name: string): string {
  return name.normalize('NFC').toLowerCase();
}

/** Reads a file of at most `MAX_BYTES`. */
type Take<T> = (file: string) => Promise<T | undefined>;

/** @param place a path below `root` that begins with `/` and has no `..` */
async function taken<T>(root: string, place: string, take: Take<T>): Promise<T | undefined> {
  if (/\/\.|\0/.test(place)) return undefined;
  try {
    // A link may lead out of the folder, so what counts is where it ends.
    const file = await realpath(path.join(root, place));
    if (!file.startsWith(root + path.sep)) return undefined;
    // Reading a pipe would wait for ever.
    const status = await stat(file);
    return status.isFile() && status.size <= MAX_BYTES ? await take(file) : undefined;
  } catch {
    return undefined; // missing, unreadable, or a name that no file can have
  }
}

async function wholePicture(file: string): Promise<Picture | undefined> {
  const bytes = await readFile(file);
  const type = typeOf(bytes);
  return type === undefined ? undefined : { path: file, type, bytes };
}

async function headOf(file: string): Promise<Buffer | undefined> {
  const handle = await open(file);
  try {
    const { buffer, bytesRead } = await handle.read(Buffer.allocUnsafe(HEAD_BYTES), 0, HEAD_BYTES, 0);
    const head = buffer.subarray(0, bytesRead);
    return typeOf(head) === undefined ? undefined : head;
  } finally {
    await handle.close();
  }
}

/** By the first bytes: the name says nothing sure, and a page must not come out as a picture. */
export function typeOf(bytes: Buffer): PictureType | undefined {
  const begins = bytes.toString('latin1', 0, 12);
  if (begins.startsWith('\x89PNG\r\n\x1a\n')) return 'image/png';
  if (begins.startsWith('\xff\xd8\xff')) return 'image/jpeg';
  if (/^GIF8[79]a/.test(begins)) return 'image/gif';
  return /^RIFF.{4}WEBP$/s.test(begins) ? 'image/webp' : undefined;
}

/** All files below a folder as paths that begin with `/`, the shortest first; hidden ones are left out. */
async function filesBelow(root: string): Promise<string[]> {
  const files: string[] = [];
  const visit = async (folder: string): Promise<void> => {
    const entries = await readdir(path.join(root, folder), { withFileTypes: true }).catch(() => []);
    for (const entry of entries) {
      if (entry.name.startsWith('.') || entry.name === 'node_modules') continue;
      const name = `${folder}/${entry.name}`;
      if (entry.isDirectory()) await visit(name);
      else files.push(name);
    }
  };
  await visit('');
  return files.sort((a, b) => a.length - b.length || (a < b ? -1 : 1));
}
