// Lists of topics: the letters, the folders, the topics of one of them, all of them, the newest, the most read, and those
// found by title.
import type { Letter, ListedArticle, ArticleList } from '../../answer/article-directory.ts';
import type { Folder } from '../../answer/folders.ts';
import type { Translate } from '../../locales/translations.ts';
import type { CallbackData, ListId, ListPlace } from '../callback-data.ts';
import { clip } from '../../text/cuts.ts';
import { allTopicsButton, button } from './buttons.ts';
import { pairRows } from './button-rows.ts';
import { escapeHtml } from './html.ts';
import { titleHtml } from './passage-html.ts';
import { type ButtonRow, MAX_HEADING, type Reply, rows } from './reply.ts';

/** Topics on a page of a list, and folders: about as many as a phone shows below a short text. */
const PER_PAGE = 8;
/** The same for the list of all topics, where short titles share a row. */
const ALL_PER_PAGE = 12;
const LETTERS_PER_ROW = 5;

/** Topics on a page of a list. */
export function topicsPerPage({ by }: ListId): number {
  return by === 'title' ? ALL_PER_PAGE : PER_PAGE;
}

export function renderLetters(
  letters: readonly Letter[],
  { size, hasFolders }: { size: number; hasFolders: boolean },
  t: Translate,
): Reply {
  const buttons = letters.map(({ letter, count }) =>
    button(`${letterName(letter, t)} · ${count}`, {
      kind: 'list',
      place: { list: { by: 'letter', letter }, page: 0 },
    }),
  );
  return {
    html: `${titleHtml(t('topics-letters', { count: size }))}\n${escapeHtml(t('topics-hint'))}`,
    buttons: rows(
      ...inRows(buttons, LETTERS_PER_ROW),
      size === 0 ? [] : ordersRow(t),
      hasFolders ? [foldersButton(t)] : [],
    ),
  };
}

/** The topics in other orders. */
function ordersRow(t: Translate): ButtonRow {
  return [
    button(t('button-latest'), { kind: 'list', place: { list: { by: 'latest' }, page: 0 } }),
    button(t('button-hot'), { kind: 'list', place: { list: { by: 'hot' }, page: 0 } }),
    button(t('button-random'), { kind: 'random' }),
  ];
}

/** @param asked page, from 0; clamped to the last one */
export function renderFolders(folders: readonly Folder[], asked: number, t: Translate): Reply {
  const pages = pagesOf(folders.length, PER_PAGE);
  const page = Math.min(asked, pages - 1);
  return {
    html: titleHtml(t('topics-folders')) + pageHtml(page, pages, t),
    buttons: rows(
      ...folders.slice(page * PER_PAGE, (page + 1) * PER_PAGE).map((folder) => [folderButton(folder)]),
      turnRow(page, pages, (target) => ({ kind: 'folders', page: target }), t),
      ordersRow(t),
      [allTopicsButton(t)],
    ),
  };
}

function folderButton({ folderId, names, count }: Folder, sign = ''): ButtonRow[number] {
  return button(`${sign}${clip(names.join(' › '), MAX_LISTED_TITLE)} · ${count}`, {
    kind: 'list',
    place: { list: { by: 'folder', folderId }, page: 0 },
  });
}

/**
 * @param place where in the list `articles` is; the caller clamps a position beyond the end to the last page
 * @param folder the names of the folder, if it is a list of one
 * @param hasFolders whether the wiki has any
 */
export function renderArticleList(
  { articles, total }: ArticleList,
  place: ListPlace,
  t: Translate,
  { folder = [], hasFolders }: { folder?: readonly string[] | undefined; hasFolders: boolean },
): Reply {
  const { list, page } = place;
  const pages = pagesOf(total, topicsPerPage(list));
  const buttons = articles.map((article) =>
    button(entryText(article, place, t), {
      kind: 'card',
      page: 0,
      articleId: article.articleId,
      from: place,
    }),
  );
  const turn = turnRow(page, pages, (target) => ({ kind: 'list', place: { ...place, page: target } }), t);
  const title = titleHtml(listTitle(place, { total, folder }, t));
  if (list.by === 'title')
    return {
      html: `${title}\n${escapeHtml(t('topics-hint'))}${pageHtml(page, pages, t)}`,
      buttons: rows(...pairRows(buttons), turn, ordersRow(t), hasFolders ? [foldersButton(t)] : []),
    };
  return {
    html: title + pageHtml(page, pages, t),
    buttons: rows(...buttons.map((one) => [one]), turn, [
      ...(list.by === 'folder' ? [foldersButton(t)] : []),
      allTopicsButton(t),
    ]),
  };
}

function foldersButton(t: Translate): ButtonRow[number] {
  return button(t('button-folders'), { kind: 'folders', page: 0 });
}

function pagesOf(total: number, perPage: number): number {
  return Math.max(1, Math.ceil(total / perPage));
}

function pageHtml(page: number, pages: number, t: Translate): string {
  return pages < 2 ? '' : `\n${escapeHtml(t('page-number', { page: page + 1, count: pages }))}`;
}

function turnRow(page: number, pages: number, to: (page: number) => CallbackData, t: Translate): ButtonRow {
  const row: ButtonRow = [];
  if (page > 0) row.push(button(t('button-previous-page'), to(page - 1)));
  if (page < pages - 1) row.push(button(t('button-next-page'), to(page + 1)));
  return row;
}

/** The topics that a search of titles found, and the folders of such a name. */
export function renderArticleSearch(
  text: string,
  articles: readonly ListedArticle[],
  folders: readonly Folder[],
  t: Translate,
): Reply {
  const shown = clip(text, MAX_HEADING);
  const found = articles.map(({ label, articleId }) => [button(label, { kind: 'card', page: 0, articleId })]);
  return {
    html: escapeHtml(t('topics-search', { text: shown, count: articles.length })),
    buttons: rows(...folders.map((folder) => [folderButton(folder, '▤ ')]), ...found, [allTopicsButton(t)]),
  };
}

function listTitle(
  { list }: ListPlace,
  { total, folder }: { total: number; folder: readonly string[] },
  t: Translate,
): string {
  switch (list.by) {
    case 'letter':
      return t('topics-of-letter', { letter: letterName(list.letter, t), count: total });
    case 'folder':
      return t('topics-of-letter', { letter: folder.join(' › '), count: total });
    case 'title':
      return t('topics-letters', { count: total });
    case 'latest':
      return t('topics-latest');
    case 'hot':
      return t('topics-hot');
  }
}

/** The button shows what decides the order; a daily note has its date in its title. */
function entryText({ label, date, views }: ListedArticle, { list }: ListPlace, t: Translate): string {
  const said = list.by === 'latest' ? date : list.by === 'hot' && views > 0 ? t('reads', { views }) : '';
  return label.includes(said) ? label : `${clip(label, MAX_LISTED_TITLE)} · ${said}`;
}

/** Leaves room for a date or a number on the button. */
const MAX_LISTED_TITLE = 40;

function letterName(letter: string, t: Translate): string {
  return letter === '*' ? t('letter-other') : letter === '#' ? '0–9' : letter;
}

function inRows<T>(items: readonly T[], width: number): T[][] {
  return Array.from({ length: Math.ceil(items.length / width) }, (_, i) =>
    items.slice(i * width, (i + 1) * width),
  );
}
