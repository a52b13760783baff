// Sections to read: whole, from an answer, or one after the other, from a topic's card.
import type { SectionPage, WholeArticle } from '../../answer/article-reader.ts';
import { joinHeadings } from '../../corpus/article.ts';
import type { Translate } from '../../locales/translations.ts';
import { LAST_PAGE, type ListPlace } from '../callback-data.ts';
import { clip } from '../../text/cuts.ts';
import { MAX_MESSAGE } from '../limits.ts';
import { button, sourceRow } from './buttons.ts';
import { escapeHtml } from './html.ts';
import { pageAt, pagesOf } from './text-pages.ts';
import { headingHtml, metaHtml, titleHtml } from './passage-html.ts';
import { type ButtonRow, MAX_HEADING, type Reply, rows } from './reply.ts';

/** Text of one page, in UTF-16 units; leaves room for title, heading path and date, at most 160 units each. */
const MAX_PAGE = MAX_MESSAGE - 696;
/** For reading section by section: a page is about one phone screen. */
const MAX_BROWSED_PAGE = 1200;

/** The whole section of a result, folded to its first lines; `position` and `aboutArticleId` lead back to the answer. */
export function renderWholeSection(
  section: SectionPage,
  at: { page: number; position: number; aboutArticleId?: string | undefined },
  t: Translate,
): Reply {
  const pages = pagesOf(section.text, MAX_PAGE);
  const { text, page } = pageAt(pages, at.page);
  const { aboutArticleId, position } = at;
  const to = (target: number): ButtonRow[number] =>
    button(t(target < page ? 'button-previous-page' : 'button-next-page'), {
      kind: 'whole-section',
      page: target,
      position,
      sectionId: section.sectionId,
      aboutArticleId,
    });
  return {
    html: [
      headingHtml(section),
      `<blockquote expandable>${escapeHtml(text)}</blockquote>`,
      metaHtml(section.article, t) + pageNumber(page, pages.length, t),
    ].join('\n'),
    buttons: rows(
      [...(page > 0 ? [to(page - 1)] : []), ...(page < pages.length - 1 ? [to(page + 1)] : [])],
      [
        button(t('button-back-to-answer'), { kind: 'result', position, aboutArticleId }),
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
  t: Translate,
): Reply {
  const pages = pagesOf(section.text, MAX_BROWSED_PAGE);
  const { text, page } = pageAt(pages, at.page);
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
      escapeHtml(text),
      `<i>${escapeHtml(place)}</i>${pageNumber(page, pages.length, t)}`,
    ].join('\n\n'),
    buttons: rows(
      [...previous, ...next],
      [
        button(t('button-back-to-topic'), { kind: 'card', page: 0, articleId, from }),
        ...sourceRow(source, t),
      ],
    ),
  };
}

/** The whole article page by page, for chats where it cannot be sent as one rich message. */
export function renderArticlePage({ article, sections }: WholeArticle, wanted: number, t: Translate): Reply {
  const pages = sections.flatMap(({ headingPath, text }) =>
    pagesOf(text, MAX_PAGE).map(
      (body) => `<b>${escapeHtml(clip(joinHeadings(headingPath), MAX_HEADING))}</b>\n${escapeHtml(body)}`,
    ),
  );
  const { text, page } = pageAt(pages, wanted);
  const to = (target: number, text: string): ButtonRow[number] =>
    button(text, { kind: 'article-page', page: target, articleId: article.articleId });
  return {
    html: [titleHtml(article.title), text, metaHtml(article, t) + pageNumber(page, pages.length, t)].join(
      '\n\n',
    ),
    buttons: rows(
      [
        ...(page > 0 ? [to(page - 1, t('button-previous-page'))] : []),
        ...(page < pages.length - 1 ? [to(page + 1, t('button-next-page'))] : []),
      ],
      sourceRow(article.source, t),
    ),
  };
}

function pageNumber(page: number, count: number, t: Translate): string {
  return count < 2 ? '' : ` · ${escapeHtml(t('page-number', { page: page + 1, count }))}`;
}
