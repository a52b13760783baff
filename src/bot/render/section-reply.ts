// Sections to read: whole, from an answer, or one after the other, from a topic's card.
import type { SectionPage } from '../../answer/article-reader.ts';
import { LAST_PAGE, type ListPlace, type ResultPlace } from '../callback-data.ts';
import { button, sourceRow } from './buttons.ts';
import { escapeHtml, shapedHtml } from './html.ts';
import { pictureRow, picturesOf } from './picture-buttons.ts';
import { MAX_PAGE, pageAt, pageNumber, pagesOf } from './text-pages.ts';
import { headingHtml, metaHtml } from './passage-html.ts';
import type { ReadingView } from './reading-view.ts';
import { type ButtonRow, type Reply, rows } from './reply.ts';

/** For reading section by section: a page is about one phone screen. */
const MAX_BROWSED_PAGE = 1200;

/** The whole section of a result, folded to its first lines; the place leads back to the answer. */
export function renderWholeSection(
  section: SectionPage,
  at: { page: number } & ResultPlace,
  view: ReadingView,
): Reply {
  const { t, linksOf } = view;
  const pages = pagesOf(section, MAX_PAGE);
  const { shown, page } = pageAt(pages, at.page);
  // Quotations do not nest.
  const spans = shown.spans.map((span) => (span.kind === 'quote' ? { ...span, kind: 'em' as const } : span));
  const { carried, position, part } = at;
  const to = (target: number): ButtonRow[number] =>
    button(t(target < page ? 'button-previous-page' : 'button-next-page'), {
      kind: 'whole-section',
      page: target,
      position,
      sectionId: section.sectionId,
      carried,
      part,
    });
  return {
    html: [
      headingHtml(section),
      `<blockquote expandable>${shapedHtml({ ...shown, spans }, linksOf(section.article.articleId))}</blockquote>`,
      metaHtml(section.article, t) + pageNumber(page, pages.length, t),
    ].join('\n'),
    buttons: rows(
      [...(page > 0 ? [to(page - 1)] : []), ...(page < pages.length - 1 ? [to(page + 1)] : [])],
      view.pictures ? pictureRow(picturesOf(shown.spans, section.sectionId)) : [],
      [
        button(t('button-back-to-answer'), { kind: 'result', position, carried, part }),
        button(t('button-whole-article'), { kind: 'whole-article', articleId: section.article.articleId }),
        ...sourceRow(section.article.source, t),
      ],
    ),
  };
}

/** A section opened from a topic's card; previous and next move across its pages and sections. */
export function renderSection(
  section: SectionPage,
  at: { page: number; from?: ListPlace | undefined },
  view: ReadingView,
): Reply {
  const { t, linksOf } = view;
  const pages = pagesOf(section, MAX_BROWSED_PAGE);
  const { shown, page } = pageAt(pages, at.page);
  const { from } = at;
  const to = (sectionId: string | undefined, target: number, text: string): ButtonRow =>
    sectionId === undefined ? [] : [button(text, { kind: 'section', page: target, sectionId, from })];
  const previous =
    page > 0
      ? to(section.sectionId, page - 1, t('button-previous-page'))
      : to(section.previous?.sectionId, LAST_PAGE, t('button-previous-section'));
  const next =
    page < pages.length - 1
      ? to(section.sectionId, page + 1, t('button-next-page'))
      : to(section.next?.sectionId, 0, t('button-next-section'));
  const { articleId, source } = section.article;
  const place = t('section-place', { position: section.position + 1, count: section.count });
  return {
    html: [
      headingHtml(section),
      shapedHtml(shown, linksOf(articleId)),
      `<i>${escapeHtml(place)}</i>${pageNumber(page, pages.length, t)}`,
    ].join('\n\n'),
    buttons: rows(
      [...previous, ...next],
      view.pictures ? pictureRow(picturesOf(shown.spans, section.sectionId)) : [],
      [
        button(t('button-back-to-topic'), { kind: 'card', page: 0, articleId, from }),
        ...sourceRow(source, t),
      ],
    ),
  };
}
