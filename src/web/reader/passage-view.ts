// A quoted passage: where it belongs, the excerpt word for word, matches marked.
import type { AnswerPassage } from '../../answer/answer.ts';
import { joinHeadings } from '../../corpus/article.ts';
import { languageOfText, LOCALES } from '../../locales/translations.ts';
import type { Excerpt, ExcerptSentence } from '../../retrieval/excerpt.ts';
import { clip } from '../../text/cuts.ts';
import { type Markup, markup } from '../markup.ts';
import type { Visit } from './visit.ts';

/** Length of titles and heading paths beside a quotation, in UTF-16 units; the article shows them in full. */
const MAX_HEADING = 120;

/** Title › headings as a link to the section. */
export function passageLink({ article, headingPath, ref }: AnswerPassage, visit: Visit): Markup {
  const path = headingPath.length > 0 && ` › ${clip(joinHeadings(headingPath), MAX_HEADING)}`;
  return markup`<a href="${visit.articleLink(article.slug, ref.sectionId)}"><b>${clip(article.title, MAX_HEADING)}</b>${path}</a>`;
}

/** A passage of a list. */
export function passageItem(passage: AnswerPassage, visit: Visit): Markup {
  const { date, views } = passage.article;
  return markup`<h3>${passageLink(passage, visit)}</h3>
${quotation(passage)}
<p class="meta">${visit.t('meta', { date, views })}</p>`;
}

function quotation({ excerpt }: AnswerPassage): Markup {
  const language = LOCALES[languageOfText(excerpt.sentences.map(({ text }) => text).join(''))].html;
  return markup`<blockquote lang="${language}">${excerptMarkup(excerpt)}</blockquote>`;
}

/** The best sentence in bold, matches marked, gaps as an ellipsis. */
export function excerptMarkup({ sentences, gapAfter }: Excerpt): Markup {
  return markup`${sentences.map((sentence, i) => {
    // A single sentence needs no emphasis.
    const body = sentenceMarkup(sentence, i === sentences.length - 1);
    const shown = sentence.best && sentences.length > 1 ? markup`<strong>${body}</strong>` : body;
    return markup`${sentence.gapBefore && '… '}${shown}`;
  })}${gapAfter && ' …'}`;
}

function sentenceMarkup({ text, marks }: ExcerptSentence, isLast: boolean): Markup {
  const shown = isLast ? text.trimEnd() : text;
  let at = 0;
  const pieces = marks.map(({ start, end }) => {
    const piece = markup`${shown.slice(at, start)}<mark>${shown.slice(start, end)}</mark>`;
    at = end;
    return piece;
  });
  return markup`${pieces}${shown.slice(at)}`;
}
