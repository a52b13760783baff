// All addresses of the pages: links in answers, pages, feeds and the sitemap must agree.
import { onCharacterBoundary } from '../text/cuts.ts';

/** The id of the sentence that an address with `found` leads to. */
export const FOUND_ID = 'found';
/** How much of a sentence finds it again in its section, in UTF-16 units. */
const FOUND_LENGTH = 20;

/** Path of an article, and of one of its sections. The slug of a file in a folder may have a `/`. */
export function articlePath(slug: string, sectionId?: string): string {
  return `/a/${slug.split('/').map(encodeURIComponent).join('/')}${sectionId === undefined ? '' : `#${sectionId}`}`;
}

/** Path of a folder, by its names from the top. */
export function folderPath(names: readonly string[]): string {
  return `/folders/${names.map((name) => encodeURIComponent(name.toWellFormed())).join('/')}`;
}

/**
 * An article, one of its sections, or a sentence of it as an address.
 * @param publicUrl without a slash at the end
 */
export function articleUrl(publicUrl: string, slug: string, sectionId?: string, sentence?: string): string {
  if (sectionId === undefined || sentence === undefined) return publicUrl + articlePath(slug, sectionId);
  const parameters = new URLSearchParams(foundParameters(sectionId, sentence));
  return `${publicUrl}${articlePath(slug)}?${parameters.toString()}#${FOUND_ID}`;
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
