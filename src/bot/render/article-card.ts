// The card of a topic: its brief part in short, and its sections as buttons.
import type { SectionLink, SectionText, ArticleCard } from '../../answer/article-reader.ts';
import type { Translate } from '../../locales/translations.ts';
import type { ListPlace } from '../callback-data.ts';
import { clip } from '../../text/cuts.ts';
import { button, linkRow, sourceRow } from './buttons.ts';
import { escapeHtml, shapedHtml } from './html.ts';
import { metaHtml, titleHtml } from './passage-html.ts';
import { pictureRow, picturesOf } from './picture-buttons.ts';
import type { ReadingView } from './reading-view.ts';
import { type ButtonRow, MAX_HEADING, type Reply, rows } from './reply.ts';
import { beginningOf, type Page } from './text-pages.ts';

/** Text of the brief part on a card, in UTF-16 units: a card gets a glance, a section is read. */
const MAX_BRIEF = 1200;
const MAX_BRIEF_SECTIONS = 4;
const MAX_SECTION_HEADING = 80;
/** Sections offered at once; a longer keyboard would cover the screen. */
const SECTIONS_PER_PAGE = 8;
const MAX_RELATED = 3;

export type CardView = {
  /** Which page of its section buttons. */
  page: number;
  /** The list that the card was opened from. */
  from?: ListPlace | undefined;
  /** Offers another random topic. */
  random?: boolean | undefined;
  /** Address of the article's page, if the wiki has pages. */
  pageUrl?: string | undefined;
};

export function renderArticleCard(
  { article, folder, brief, contents, related }: ArticleCard,
  view: CardView,
  { t, linksOf, pictures }: ReadingView,
): Reply {
  const { articleId } = article;
  const linkUrl = linksOf(articleId);
  const beginnings = beginningsOf(brief);
  const { from } = view;
  const back: ButtonRow =
    from === undefined
      ? [button(t('button-all-topics'), { kind: 'letters' })]
      : [button(t('button-back-to-list'), { kind: 'list', place: from })];
  if (view.random === true) back.push(button(t('button-another-random'), { kind: 'random' }));
  return {
    html: [
      titleHtml(article.title),
      ...beginnings.map(({ heading, shown }) => {
        const title = heading === '' ? '' : `<b>${escapeHtml(clip(heading, MAX_SECTION_HEADING))}</b>\n`;
        return title + shapedHtml(shown, linkUrl) + (shown.isCut ? ' …' : '');
      }),
      folderHtml(folder) + metaHtml(article, t),
    ].join('\n\n'),
    buttons: rows(
      ...sectionRows(contents, view, t),
      pageRow(articleId, contents.length, view, t),
      pictures
        ? pictureRow(beginnings.flatMap(({ sectionId, shown }) => picturesOf(shown.spans, sectionId)))
        : [],
      [
        button(t('button-whole-article'), { kind: 'whole-article', articleId }),
        ...linkRow(t('button-page'), view.pageUrl),
        ...sourceRow(article.source, t),
      ],
      ...related
        .slice(0, MAX_RELATED)
        .map((article) => [
          button(`→ ${article.title}`, { kind: 'card', page: 0, articleId: article.articleId, from }),
        ]),
      back,
    ),
  };
}

function sectionRows(contents: readonly SectionLink[], { page, from }: CardView, t: Translate): ButtonRow[] {
  const start = firstShown(contents.length, page);
  return contents.slice(start, start + SECTIONS_PER_PAGE).map(({ sectionId, heading }) => [
    button(heading === '' ? t('introduction') : heading, {
      kind: 'section',
      page: 0,
      sectionId,
      from,
    }),
  ]);
}

/** Buttons to further sections, if there are more than fit. */
function pageRow(articleId: string, count: number, { page, from }: CardView, t: Translate): ButtonRow {
  const start = firstShown(count, page);
  const to = (text: string, target: number): ButtonRow[number] =>
    button(text, { kind: 'card', page: target, articleId, from });
  const row: ButtonRow = [];
  if (start > 0) row.push(to(t('button-previous-sections'), start / SECTIONS_PER_PAGE - 1));
  if (start + SECTIONS_PER_PAGE < count)
    row.push(to(t('button-more-sections'), start / SECTIONS_PER_PAGE + 1));
  return row;
}

function firstShown(count: number, page: number): number {
  const last = Math.max(0, Math.ceil(count / SECTIONS_PER_PAGE) - 1);
  return Math.min(page, last) * SECTIONS_PER_PAGE;
}

/** Where the topic is, on a line of its own. */
function folderHtml(folder: readonly string[]): string {
  return folder.length === 0 ? '' : `<i>${escapeHtml(clip(folder.join(' › '), MAX_HEADING))}</i>\n`;
}

type Beginning = { sectionId: string; heading: string; shown: Page & { isCut: boolean } };

/** The beginnings of the brief part's sections, each in whole units as far as they fit. */
function beginningsOf(brief: readonly SectionText[]): Beginning[] {
  const sections = brief.slice(0, MAX_BRIEF_SECTIONS);
  const room = Math.floor(MAX_BRIEF / Math.max(1, sections.length));
  return sections.map((section) => {
    const { sectionId, heading } = section;
    return { sectionId, heading, shown: beginningOf(section, room) };
  });
}
