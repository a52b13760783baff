// The sizes of an article's pictures. They are remembered, so that a page that is read again opens no file, and for a
// while only: pictures change without a build.
import { LRUCache } from 'lru-cache';
import type { ArticleReader, SectionText } from '../../answer/article-reader.ts';
import type { PictureSize } from '../../corpus/picture-size.ts';
import type { Pictures } from '../../corpus/pictures.ts';
import { isImage } from '../../corpus/shape.ts';
import { picturePath } from '../urls.ts';

/** Those that are known, by the address as written. */
export type PictureSizes = ReadonlyMap<string, PictureSize>;

/** Reads the sizes of what some sections of one article show. */
export type ReadSizes = (
  sections: readonly SectionText[],
  reader: Pick<ArticleReader, 'picture'>,
) => Promise<PictureSizes>;

const MOST_KNOWN = 10_000;
const KNOWN_MS = 60_000;

export function createPictureSizes(pictures: Pictures): ReadSizes {
  const known = new LRUCache<string, { size: PictureSize | undefined }>({ max: MOST_KNOWN, ttl: KNOWN_MS });
  return async (sections, reader) => {
    const sizes = new Map<string, PictureSize>();
    for (const { sectionId, spans } of sections)
      for (const { src } of spans.filter(isImage)) {
        const file = reader.picture(sectionId, 0)?.file;
        if (file === undefined) continue;
        const key = `${file}\0${src}`;
        // One after the other: an article may have hundreds.
        if (!known.has(key)) known.set(key, { size: await pictures.size(file, src) });
        const size = known.get(key)?.size;
        if (size !== undefined) sizes.set(src, size);
      }
    return sizes;
  };
}

/** Smaller ones say nothing in a preview. Source: the least that Facebook takes, in pixels. */
const MIN_PREVIEW = 200;

/** The path of the first picture that is large enough to stand for its article. */
export function previewPath(sections: readonly SectionText[], sizes: PictureSizes): string | undefined {
  for (const { sectionId, spans } of sections)
    for (const [position, { src }] of spans.filter(isImage).entries()) {
      const { width, height } = sizes.get(src) ?? { width: 0, height: 0 };
      if (Math.min(width, height) >= MIN_PREVIEW) return picturePath(sectionId, position);
    }
  return undefined;
}
