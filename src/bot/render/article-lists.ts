// Lists of topics: the letters, the topics of a letter, the newest, the most read, and those found by title.
import type { Letter, ListedArticle, ArticleList } from '../../answer/article-directory.ts';
import type { Translate } from '../../locales/translations.ts';
import type { ListPlace } from '../callback-data.ts';
import { clip } from '../../text/cuts.ts';
import { button } from './buttons.ts';
import { escapeHtml } from './html.ts';
import { type ButtonRow, MAX_HEADING, type Reply, rows } from './reply.ts';

/** Topics on a page of a list: about as many as a phone shows below a short text. */
export const TOPICS_PER_PAGE = 8;
const LETTERS_PER_ROW = 5;

export function renderLetters(letters: readonly Letter[], size: number, t: Translate): Reply {
  const buttons = letters.map(({ letter, count }) =>
    button(`${letterName(letter, t)} · ${count}`, {
      kind: 'list',
      place: { list: { by: 'letter', letter }, page: 0 },
    }),
  );
  const orders: ButtonRow = [
    button(t('button-latest'), { kind: 'list', place: { list: { by: 'latest' }, page: 0 } }),
    button(t('button-hot'), { kind: 'list', place: { list: { by: 'hot' }, page: 0 } }),
    button(t('button-random'), { kind: 'random' }),
  ];
  return {
    html: `<b>${escapeHtml(t('topics-letters', { count: size }))}</b>\n${escapeHtml(t('topics-hint'))}`,
    buttons: rows(...inRows(buttons, LETTERS_PER_ROW), size === 0 ? [] : orders),
  };
}

/** @param place where in the list `articles` is; the caller clamps a position beyond the end to the last page */
export function renderArticleList({ articles, total }: ArticleList, place: ListPlace, t: Translate): Reply {
  const pages = Math.max(1, Math.ceil(total / TOPICS_PER_PAGE));
  const to = (page: number): ButtonRow[number] =>
    button(t(page < place.page ? 'button-previous-page' : 'button-next-page'), {
      kind: 'list',
      place: { ...place, page },
    });
  const turn: ButtonRow = [];
  if (place.page > 0) turn.push(to(place.page - 1));
  if (place.page < pages - 1) turn.push(to(place.page + 1));
  return {
    html: `<b>${escapeHtml(listTitle(place, total, t))}</b>${pages < 2 ? '' : `\n${escapeHtml(t('page-number', { page: place.page + 1, count: pages }))}`}`,
    buttons: rows(
      ...articles.map((article) => [
        button(entryText(article, place, t), {
          kind: 'card',
          page: 0,
          articleId: article.articleId,
          from: place,
        }),
      ]),
      turn,
      [button(t('button-all-topics'), { kind: 'letters' })],
    ),
  };
}

/** The topics that a search of titles found. */
export function renderArticleSearch(text: string, articles: readonly ListedArticle[], t: Translate): Reply {
  const shown = clip(text, MAX_HEADING);
  const found = articles.map(({ title, articleId }) => [button(title, { kind: 'card', page: 0, articleId })]);
  return {
    html: escapeHtml(t('topics-search', { text: shown, count: articles.length })),
    buttons: rows(...found, [button(t('button-all-topics'), { kind: 'letters' })]),
  };
}

function listTitle({ list }: ListPlace, total: number, t: Translate): string {
  switch (list.by) {
    case 'letter':
      return t('topics-of-letter', { letter: letterName(list.letter, t), count: total });
    case 'latest':
      return t('topics-latest');
    case 'hot':
      return t('topics-hot');
  }
}

/** The button shows what decides the order. */
function entryText({ title, date, views }: ListedArticle, { list }: ListPlace, t: Translate): string {
  const said = list.by === 'latest' ? date : list.by === 'hot' ? t('reads', { views }) : '';
  return said === '' ? title : `${clip(title, MAX_LISTED_TITLE)} · ${said}`;
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
