// The pictures of an article: files beside its page and data in it become files beside the article.
import path from 'node:path';
import type { PlacedArticle } from './linked-set.ts';
import { decoded } from '../../text/decoded.ts';
import { spellings, typeOf } from '../pictures.ts';

/** The folder of pictures in the folder of articles. */
const FOLDER = 'images';
const MAX_BYTES = 20 * 1024 * 1024;

export type Pictures = {
  /** Targets on the page → targets in the article. */
  targets: Map<string, string>;
  /** Files to write, with their path in the folder of articles. */
  files: { file: string; bytes: Buffer }[];
  /** Targets that cannot be shown, with the reason. */
  lost: string[];
};

/** Finds an article's pictures, in the order of their first use; those on the web stay there. */
export async function findPictures(targets: readonly string[], article: PlacedArticle): Promise<Pictures> {
  const pictures: Pictures = { targets: new Map(), files: [], lost: [] };
  const slug = path.posix.basename(article.file, '.md');
  for (const target of new Set(targets)) {
    if (/^(?:https?:)?\/\//i.test(target)) {
      pictures.targets.set(target, target.replace(/^\/\//, 'https://'));
      continue;
    }
    const bytes = await bytesOf(target, article);
    const type = bytes === undefined ? undefined : typeOf(bytes);
    if (bytes !== undefined && type !== undefined && bytes.length <= MAX_BYTES) {
      const ending = type.replace('image/', '').replace('jpeg', 'jpg');
      const file = `${FOLDER}/${slug}-${pictures.files.length + 1}.${ending}`;
      pictures.files.push({ file, bytes });
      pictures.targets.set(target, encodeURI(path.posix.relative(path.posix.dirname(article.file), file)));
    } else if (bytes === undefined && article.source !== undefined && URL.canParse(target, article.source)) {
      pictures.targets.set(target, new URL(target, article.source).href);
    } else {
      const name = target.length > 80 ? `${target.slice(0, 40)}…` : target;
      const isOther = bytes !== undefined && type === undefined;
      const why = isOther
        ? 'is no PNG, JPEG, GIF or WebP'
        : bytes === undefined
          ? 'is not there'
          : 'is too large';
      pictures.lost.push(`picture ${name} ${why}`);
    }
  }
  return pictures;
}

async function bytesOf(target: string, { page }: PlacedArticle): Promise<Buffer | undefined> {
  const [, base64, data] = /^data:[^,]*?(;base64)?,(.*)$/s.exec(target) ?? [];
  if (data !== undefined) return Buffer.from(decoded(data), base64 === undefined ? 'utf8' : 'base64');
  for (const file of spellings(target)) {
    const below = file.startsWith('/') ? file.slice(1) : path.posix.join(path.posix.dirname(page.file), file);
    const bytes = await page.tree.read(below);
    if (bytes !== undefined) return bytes;
  }
  return undefined;
}
