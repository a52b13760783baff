// One passage as HTML: title › headings, excerpt, date and views.
import type { AnswerPassage } from '../../answer/answer.ts';
import { joinHeadings } from '../../corpus/article.ts';
import type { Translate } from '../../locales/translations.ts';
import { clip } from '../../text/cuts.ts';
import { escapeHtml, excerptHtml } from './html.ts';
import { MAX_HEADING } from './reply.ts';

export function passageHtml(passage: AnswerPassage, t: Translate): string {
  return [
    headingHtml(passage),
    `<blockquote>${excerptHtml(passage.excerpt)}</blockquote>`,
    metaHtml(passage.article, t),
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

export function titleHtml(title: string): string {
  return `<b>${escapeHtml(clip(title, MAX_HEADING))}</b>`;
}

export function metaHtml({ date, views }: { date: string; views: number }, t: Translate): string {
  return `<i>${escapeHtml(t('meta', { date, views }))}</i>`;
}
