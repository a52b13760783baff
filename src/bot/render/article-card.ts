// The card of a topic: its first words, and its sections as buttons. Card and buttons fit on the screen of a phone.
import type { ArticleCard, ListedSection, SectionText } from '../../answer/article-reader.ts';
import { joinHeadings } from '../../corpus/article.ts';
import type { Translate } from '../../locales/translations.ts';
import type { ListPlace } from '../callback-data.ts';
import { clip } from '../../text/cuts.ts';
import { displayWidth } from '../../text/display-width.ts';
import { pairRows } from './button-rows.ts';
import { allTopicsButton, button, linkRow, primary, sourceRow } from './buttons.ts';
import { escapeHtml, shapedHtml } from './html.ts';
import { metaHtml, titleHtml } from './passage-html.ts';
import { pictureRow, picturesOf } from './picture-buttons.ts';
import type { ReadingView } from './reading-view.ts';
import { type ButtonRow, MAX_HEADING, type Reply, rows } from './reply.ts';
import { beginningOf, type Page } from './text-pages.ts';

/** Text on a card, in columns: a glance of 120 Han characters or 40 English words. */
const MAX_BRIEF = 240;
/** Rows of section buttons shown at once; a longer keyboard would cover the screen. */
const SECTION_ROWS = 4;
const MAX_RELATED = 2;

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
  const beginning = beginningIn(brief);
  const { from } = view;
  const back: ButtonRow =
    from === undefined
      ? [allTopicsButton(t)]
      : [button(t('button-back-to-list'), { kind: 'list', place: from })];
  if (view.random === true) back.push(button(t('button-another-random'), { kind: 'random' }));
  return {
    html: [
      titleHtml(article.title),
      ...(beginning === undefined
        ? []
        : [shapedHtml(beginning.shown, linksOf(articleId)) + (beginning.shown.isCut ? ' …' : '')]),
      folderHtml(folder) + metaHtml(article, t),
    ].join('\n\n'),
    buttons: rows(
      ...sectionRows(articleId, contents, view, t),
      pictures && beginning !== undefined
        ? pictureRow(picturesOf(beginning.shown.spans, beginning.sectionId))
        : [],
      [
        primary(button(t('button-whole-article'), { kind: 'whole-article', articleId })),
        ...linkRow(t('button-page'), view.pageUrl),
        ...sourceRow(article.source, t),
      ],
      ...pairRows(
        related
          .slice(0, MAX_RELATED)
          .map(({ title, articleId }) => button(`→ ${title}`, { kind: 'card', page: 0, articleId, from })),
      ),
      back,
    ),
  };
}

/** Some rows of sections, and the buttons to those before and after, if there are any. */
function sectionRows(
  articleId: string,
  contents: readonly ListedSection[],
  { page: wanted, from }: CardView,
  t: Translate,
): ButtonRow[] {
  const names = namesOf(contents, t);
  const all = pairRows(
    contents.map(({ sectionId }, i) => button(names[i] ?? '', { kind: 'section', page: 0, sectionId, from })),
  );
  const last = Math.max(0, Math.ceil(all.length / SECTION_ROWS) - 1);
  const page = Math.min(wanted, last);
  const turn = (text: string, target: number): ButtonRow[number] =>
    button(text, { kind: 'card', page: target, articleId, from });
  return [
    ...all.slice(page * SECTION_ROWS, (page + 1) * SECTION_ROWS),
    [
      ...(page > 0 ? [turn(t('button-previous-sections'), page - 1)] : []),
      ...(page < last ? [turn(t('button-more-sections'), page + 1)] : []),
    ],
  ];
}

/** The last heading of each section; those that would read the same say what they are part of. */
function namesOf(contents: readonly ListedSection[], t: Translate): string[] {
  const own = contents.map(({ heading }) => heading);
  return contents.map(({ heading, headingPath }) => {
    if (heading === '') return t('introduction');
    return own.indexOf(heading) === own.lastIndexOf(heading) ? heading : joinHeadings(headingPath.slice(-2));
  });
}

/** Where the topic is, on a line of its own. */
function folderHtml(folder: readonly string[]): string {
  return folder.length === 0 ? '' : `<i>${escapeHtml(clip(folder.join(' › '), MAX_HEADING))}</i>\n`;
}

/** The first words of the brief part, in whole sentences or units if they fit. */
function beginningIn(
  brief: readonly SectionText[],
): { sectionId: string; shown: Page & { isCut: boolean } } | undefined {
  const section = brief.find(({ text }) => text.trim() !== '');
  if (section === undefined) return undefined;
  const { sectionId, text } = section;
  const start = text.slice(0, MAX_BRIEF);
  const room = Math.round((MAX_BRIEF * start.length) / displayWidth(start));
  return { sectionId, shown: beginningOf(section, room) };
}
