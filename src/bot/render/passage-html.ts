// One passage as HTML: title › headings, excerpt, date and views.
import type { AnswerPassage } from '../../answer/answer.ts';
import { joinHeadings } from '../../corpus/article.ts';
import { excerptText } from '../../answer/runs.ts';
import type { Translate } from '../../locales/translations.ts';
import { clip } from '../../text/cuts.ts';
import { escapeHtml, shapedHtml } from './html.ts';
import type { ReadingView } from './reading-view.ts';
import { MAX_HEADING } from './reply.ts';

export function passageHtml(
  { article, headingPath, excerpt }: AnswerPassage,
  { t, linksOf }: ReadingView,
): string {
  return [
    headingHtml({ article, headingPath }),
    `<blockquote>${shapedHtml(excerptText(excerpt), linksOf(article.articleId))}</blockquote>`,
    metaHtml(article, t),
  ].join('\n');
}

/** `Title › part › heading`, with the title in bold. */
export function headingHtml({
  article,
  headingPath,
}: {
  article: { title: string };
  headingPath: readonly string[];
}): string {
  const title = titleHtml(article.title);
  return headingPath.length === 0
    ? title
    : `${title} › ${escapeHtml(clip(joinHeadings(headingPath), MAX_HEADING))}`;
}

/** Below a picture: where it stands, and its own words if it has any. */
export function captionHtml(
  place: { article: { title: string }; headingPath: readonly string[] },
  words: string,
): string {
  const own = /[\p{L}\p{N}]/u.test(words) ? `\n${escapeHtml(clip(words, MAX_HEADING))}` : '';
  return headingHtml(place) + own;
}

export function titleHtml(title: string): string {
  return `<b>${escapeHtml(clip(title, MAX_HEADING))}</b>`;
}

export function metaHtml({ date, views }: { date: string; views: number }, t: Translate): string {
  return `<i>${escapeHtml(t('meta', { date, views }))}</i>`;
}
