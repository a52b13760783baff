// The pictures of an article: files beside its page and data in it become files beside the article.
import path from 'node:path';
import type { PlacedArticle } from './linked-set.ts';
import { decoded } from './linked-set.ts';

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
    const ending = bytes === undefined ? undefined : endingOf(bytes);
    if (bytes !== undefined && ending !== undefined && bytes.length <= MAX_BYTES) {
      const file = `${FOLDER}/${slug}-${pictures.files.length + 1}.${ending}`;
      pictures.files.push({ file, bytes });
      pictures.targets.set(target, encodeURI(path.posix.relative(path.posix.dirname(article.file), file)));
    } else if (bytes === undefined && article.source !== undefined && URL.canParse(target, article.source)) {
      pictures.targets.set(target, new URL(target, article.source).href);
    } else {
      const why =
        bytes === undefined
          ? 'is not there'
          : ending === undefined
            ? 'is no PNG, JPEG, GIF or WebP'
            : 'is too large';
      pictures.lost.push(`picture ${target.length > 80 ? `${target.slice(0, 40)}…` : target} ${why}`);
    }
  }
  return pictures;
}

async function bytesOf(target: string, { page }: PlacedArticle): Promise<Buffer | undefined> {
  if (target.startsWith('data:')) {
    const [about = '', data = ''] = target.split(/,(.*)/s);
    return Buffer.from(
      about.endsWith(';base64') ? data : decoded(data),
      about.endsWith(';base64') ? 'base64' : 'utf8',
    );
  }
  const [withoutQuery = ''] = target.split(/[?#]/);
  for (const file of new Set([decoded(withoutQuery), withoutQuery, decoded(target)])) {
    const below = file.startsWith('/') ? file.slice(1) : path.posix.join(path.posix.dirname(page.file), file);
    const bytes = await page.tree.read(below);
    if (bytes !== undefined) return bytes;
  }
  return undefined;
}

/** By the first bytes: names lie, and an SVG may run scripts. */
function endingOf(bytes: Buffer): string | undefined {
  const start = bytes.toString('latin1', 0, 12);
  if (start.startsWith('\x89PNG')) return 'png';
  if (start.startsWith('\xff\xd8\xff')) return 'jpg';
  if (start.startsWith('GIF8')) return 'gif';
  return /^RIFF....WEBP/s.test(start) ? 'webp' : undefined;
}
