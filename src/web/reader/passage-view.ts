// A quoted passage: where it belongs, the excerpt word for word, matches marked.
import type { AnswerPassage } from '../../answer/answer.ts';
import type { ArticleDirectory } from '../../answer/article-directory.ts';
import { joinHeadings } from '../../corpus/article.ts';
import { languageOfText, LOCALES } from '../../locales/translations.ts';
import { bestSentence, type Excerpt, type ExcerptSentence } from '../../retrieval/excerpt.ts';
import { clip } from '../../text/cuts.ts';
import { type Markup, markup } from '../markup.ts';
import { type Addresses, inlineHtml, inLevels, type Tag, tagsOf } from './inline-html.ts';
import { briefOf } from './brief.ts';
import type { Visit } from './visit.ts';

/** Length of titles and heading paths beside a quotation, in UTF-16 units; the article shows them in full. */
const MAX_HEADING = 120;

/** Title › headings as a link to the sentence that answers best. */
export function passageLink({ article, breadcrumb, ref, excerpt }: AnswerPassage, visit: Visit): Markup {
  const path = breadcrumb.length > 0 && ` › ${clip(joinHeadings(breadcrumb), MAX_HEADING)}`;
  return markup`<a href="${visit.articleLink(article.slug, ref.sectionId, bestSentence(excerpt))}"><b>${clip(article.title, MAX_HEADING)}</b>${path}</a>`;
}

/** What a passage's frame needs: the reader, and where its article lies. */
export type Shelf = { visit: Visit; directory: Pick<ArticleDirectory, 'folderOf'> };

/** A passage in full, as the bot shows it. */
export function passageItem(passage: AnswerPassage, shelf: Shelf): Markup {
  const { article, excerpt } = passage;
  return framed(passage, shelf, quotation(excerpt, shelf.visit.linkFrom(article.articleId)));
}

/** A passage of a list: three lines of it. What is cut off must hold no link, so its only link is the title. */
export function passageBrief(passage: AnswerPassage, shelf: Shelf): Markup {
  const lines = quotation(briefOf(passage.excerpt), () => undefined);
  return markup`<div class="brief">${framed(passage, shelf, lines)}</div>`;
}

function framed(passage: AnswerPassage, { visit, directory }: Shelf, quoted: Markup): Markup {
  const { articleId, date, views } = passage.article;
  const folder = directory.folderOf(articleId);
  const place = folder.length > 0 && `${clip(folder.join(' › '), MAX_HEADING)} · `;
  return markup`<h3>${passageLink(passage, visit)}</h3>
${quoted}
<p class="meta">${place}${visit.t('meta', { date, views })}</p>`;
}

function quotation(excerpt: Excerpt, link: Addresses['link']): Markup {
  const language = LOCALES[languageOfText(excerpt.sentences.map(({ text }) => text).join(''))].html;
  return markup`<blockquote lang="${language}">${excerptMarkup(excerpt, link)}</blockquote>`;
}

/** The best sentence in bold, matches marked, gaps as an ellipsis. */
export function excerptMarkup({ sentences, gapAfter }: Excerpt, link: Addresses['link']): Markup {
  return markup`${sentences.map((sentence, i) => {
    // A single sentence needs no emphasis.
    const body = sentenceMarkup(sentence, i === sentences.length - 1, link);
    const shown = sentence.best && sentences.length > 1 ? markup`<strong>${body}</strong>` : body;
    return markup`${sentence.gapBefore && '… '}${shown}`;
  })}${gapAfter && ' …'}`;
}

function sentenceMarkup(
  { text, spans, marks }: ExcerptSentence,
  isLast: boolean,
  link: Addresses['link'],
): Markup {
  const end = (isLast ? text.trimEnd() : text).length;
  const wrap: Tag['wrap'] = (inner) => markup`<mark>${inner}</mark>`;
  const matches = marks.map((mark): Tag => ({ kind: 'match', ...mark, wrap }));
  return inlineHtml(text, { start: 0, end }, inLevels([...tagsOf(spans, { link }), ...matches]));
}
