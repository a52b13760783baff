// All addresses of the pages: links in answers, pages, feeds and the sitemap must agree.
import { onCharacterBoundary } from '../text/cuts.ts';

/** The id of the sentence that an address with `found` leads to. */
export const FOUND_ID = 'found';
/** How much of a sentence finds it again in its section, in UTF-16 units. */
const FOUND_LENGTH = 20;

/** Path of an article, and of one of its sections. */
export function articlePath(slug: string, sectionId?: string): string {
  return `/a/${encodeURIComponent(slug)}${sectionId === undefined ? '' : `#${sectionId}`}`;
}

/** The same as an address; `publicUrl` has no trailing slash. */
export function articleUrl(publicUrl: string, slug: string, sectionId?: string): string {
  return publicUrl + articlePath(slug, sectionId);
}

/** The parameters that let an article's page mark a sentence of a section: its beginning. The fragment is `FOUND_ID`. */
export function foundParameters(sectionId: string, sentence: string): { in: string; found: string } {
  const text = sentence.trim();
  return { in: sectionId, found: text.slice(0, onCharacterBoundary(text, FOUND_LENGTH)).trim() };
}

/** Path of a picture of a section, by its position among the section's pictures. */
export function picturePath(sectionId: string, position: number): string {
  return `/pictures/${sectionId}/${position}`;
}
