// An imported article as a file. A comment in its head says which page it was made from and what was written then, so
// that a later import finds the file again, whatever it is called, and can tell whether somebody has edited it.
import { pinyin } from 'pinyin-pro';
import { stringify } from 'yaml';
import { sha256 } from '../../system/checksum.ts';
import { normalise } from '../../text/normal-form.ts';
import type { ImportedArticle } from './imported-article.ts';

/** Longest slug: file systems allow 255 bytes, but short addresses are nicer. */
const MAX_SLUG_LENGTH = 60;
const ORIGIN = /^# imported from (.*) \(([0-9a-f]{12})\)\n/m;

/** A file name for a title: pinyin without tones, Latin words and numbers, joined by hyphens. The same title gives the same slug. */
export function slugFor(title: string): string {
  const words = pinyin(normalise(title), { toneType: 'none', type: 'array', nonZh: 'consecutive', v: true });
  const slug = words
    .join('-')
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '');
  if (slug === '') return `topic-${Buffer.from(title).toString('hex').slice(0, 16)}`;
  if (slug.length <= MAX_SLUG_LENGTH) return slug;
  return slug.slice(0, MAX_SLUG_LENGTH + 1).replace(/-[^-]*$/, '');
}

/** The file's text; `page` names where it comes from, for `originOf`. */
export function articleMarkdown(article: ImportedArticle & { date: string }, page: string): string {
  const { title, date, views, source, related, otherKeys, body } = article;
  const head = {
    title,
    date,
    ...(views === undefined ? {} : { views: String(views) }),
    ...(source === undefined ? {} : { source }),
    ...(related.length === 0 ? {} : { related }),
    ...otherKeys,
  };
  const lines = (origin: string): string =>
    `---\n${stringify(head, { schema: 'failsafe', lineWidth: 0 })}${origin}---\n\n${body}\n`;
  return lines(`# imported from ${page.replace(/\s+/g, ' ')} (${checksum(lines(''))})\n`);
}

/** Which page a file was made from, and whether it is still as it was written; undefined if it was not imported. */
export function originOf(text: string): { page: string; isEdited: boolean } | undefined {
  const [line, page, written] = ORIGIN.exec(text) ?? [];
  if (line === undefined || page === undefined) return undefined;
  return { page, isEdited: checksum(text.replace(line, '')) !== written };
}

const checksum = (text: string): string => sha256(Buffer.from(text)).slice(0, 12);
