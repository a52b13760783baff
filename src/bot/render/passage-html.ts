// One passage as HTML: title › headings, excerpt, date and views.
import type { AnswerPassage } from '../../answer/answer.ts';
import { excerptText } from '../../answer/runs.ts';
import { joinHeadings } from '../../corpus/article.ts';
import type { Translate } from '../../locales/translations.ts';
import { clip } from '../../text/cuts.ts';
import { escapeHtml, shapedHtml } from './html.ts';
import type { ReadingView } from './reading-view.ts';
import { MAX_HEADING } from './reply.ts';

/** Bytes of links in a passage: an answer may have three. */
const MAX_LINKS = 2000;

/** Where a passage stands. */
type Place = Pick<AnswerPassage, 'breadcrumb'> & { article: { title: string } };

/** @param isDated false where the next passage is of the same article and says its date */
export function passageHtml(passage: AnswerPassage, { t, linksOf }: ReadingView, isDated = true): string {
  const { article, excerpt } = passage;
  const shown = excerptText(excerpt);
  return [
    headingHtml(passage),
    `<blockquote>${shapedHtml(shown, linksOf(article.articleId), MAX_LINKS)}</blockquote>`,
    ...(isDated ? [metaHtml(article, t)] : []),
  ].join('\n');
}

/** `Title › heading`, with the title in bold. */
export function headingHtml({ article, breadcrumb }: Place): string {
  const title = titleHtml(article.title);
  return breadcrumb.length === 0
    ? title
    : `${title} › ${escapeHtml(clip(joinHeadings(breadcrumb), MAX_HEADING))}`;
}

/** Below a picture: where it stands, and its own words if it has any. */
export function captionHtml(place: Place, words: string): string {
  const own = /[\p{L}\p{N}]/u.test(words) ? `\n${escapeHtml(clip(words, MAX_HEADING))}` : '';
  return headingHtml(place) + own;
}

export function titleHtml(title: string): string {
  return `<b>${escapeHtml(clip(title, MAX_HEADING))}</b>`;
}

export function metaHtml({ date, views }: { date: string; views: number }, t: Translate): string {
  return `<i>${escapeHtml(t('meta', { date, views }))}</i>`;
}
