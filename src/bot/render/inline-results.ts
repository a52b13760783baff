// Results of an inline query: pure functions of plain data. Telegram gives everyone the same cached answer, so nothing
// here depends on the asker: labels are in the language of the shared article.
import type { InlineQueryResultArticle } from 'grammy/types';
import type { AnswerPassage } from '../../answer/answer.ts';
import type { ArticleCard } from '../../answer/article-reader.ts';
import { joinHeadings } from '../../corpus/article.ts';
import { searchable, type ShapedText } from '../../corpus/shape.ts';
import type { Translate } from '../../locales/translations.ts';
import { clip } from '../../text/cuts.ts';
import { linkRow, primary, sourceRow } from './buttons.ts';
import { copyRow } from './copy-row.ts';
import { shapedHtml } from './html.ts';
import { metaHtml, passageHtml, titleHtml } from './passage-html.ts';
import type { ReadingView } from './reading-view.ts';
import { type ButtonRow, type Reply, rows } from './reply.ts';
import { beginningOf } from './text-pages.ts';

/** Longest title and description in the list of results; clients show about one line and two. In UTF-16 units. */
const MAX_TITLE = 80;
const MAX_DESCRIPTION = 160;
/** Text of a shared topic, in UTF-16 units: as long as an excerpt. */
const MAX_BRIEF = 300;

/** A result's id says what was shared, in at most 14 bytes: `s:<section>` or `a:<article>`. */
const RESULT_ID = /^[as]:([A-Za-z0-9_-]{12})$/;

/** The section or article of a chosen result; undefined for an id that this program did not write. */
export function readOfResult(resultId: string): string | undefined {
  return RESULT_ID.exec(resultId)?.[1];
}

/** @param before HTML above the passage: what a reader must know of it */
export function passageResult(
  passage: AnswerPassage,
  links: ShareLinks,
  view: ReadingView,
  before = '',
): InlineQueryResultArticle {
  const { article, breadcrumb, excerpt, ref } = passage;
  const best = excerpt.sentences.find((sentence) => sentence.best);
  const description = [joinHeadings(breadcrumb), best === undefined ? '' : plainText(best)]
    .filter((part) => part !== '')
    .join(' — ');
  return result({
    id: `s:${ref.sectionId}`,
    title: article.title,
    description,
    html: before + passageHtml(passage, view),
    buttons: rows(...shareRows(links, article.source, view.t), copyRow(excerpt)),
  });
}

export function articleResult(
  { article, brief }: ArticleCard,
  links: ShareLinks,
  view: ReadingView,
): InlineQueryResultArticle {
  const { t, linksOf } = view;
  const [section = { text: '', units: [], spans: [] }] = brief;
  // Quotations do not nest.
  const { text, spans, isCut } = beginningOf(section, MAX_BRIEF);
  const html = shapedHtml(
    { text, spans: spans.filter(({ kind }) => kind !== 'quote') },
    linksOf(article.articleId),
  );
  return result({
    id: `a:${article.articleId}`,
    title: article.title,
    description: plainText({ text, spans: section.spans }),
    html: [
      titleHtml(article.title),
      ...(text === '' ? [] : [`<blockquote>${html}${isCut ? ' …' : ''}</blockquote>`]),
      metaHtml(article, t),
    ].join('\n'),
    buttons: shareRows(links, article.source, view.t),
  });
}

/** A text of the bot's own, without a passage. */
export function textResult({ html, buttons }: Reply): InlineQueryResultArticle {
  return result({ id: 'text', title: '💬', description: '', html, buttons });
}

/** Links of a shared result: to the private chat, its page, and its source. */
export type ShareLinks = {
  askUrl: string;
  pageUrl?: string | undefined;
  /** What the operator calls the wiki. */
  wikiName?: string | undefined;
};

function shareRows(
  { askUrl, pageUrl, wikiName }: ShareLinks,
  source: string | undefined,
  t: Translate,
): ButtonRow[] {
  const links = [...linkRow(t('button-page'), pageUrl), ...sourceRow(source, t)];
  const more = t('button-ask-more');
  const ask = { text: wikiName === undefined ? more : `${wikiName} · ${more}`, url: askUrl };
  return rows([primary(ask)], links);
}

/** A text on one line: without list markers, and without what has been struck. */
function plainText(shaped: Pick<ShapedText, 'text' | 'spans'>): string {
  return searchable(shaped).replace(/^[^\S\n]*(?:[-☑☐]|\d{1,4}\.)[^\S\n]+/gmu, '');
}

function result(parts: {
  id: string;
  title: string;
  description: string;
  html: string;
  buttons: ButtonRow[];
}): InlineQueryResultArticle {
  const oneLine = (text: string, max: number): string =>
    clip(text.toWellFormed().replace(/\s+/g, ' ').trim(), max);
  return {
    type: 'article',
    id: parts.id,
    title: oneLine(parts.title, MAX_TITLE),
    description: oneLine(parts.description, MAX_DESCRIPTION),
    input_message_content: {
      message_text: parts.html,
      parse_mode: 'HTML',
      link_preview_options: { is_disabled: true },
    },
    reply_markup: { inline_keyboard: parts.buttons },
  };
}
