// The search page: the answer that the bot would give, and all passages worth showing.
import {
  type Answer,
  type ArticleRef,
  type NothingAnswer,
  shownPassage,
  type PartsAnswer,
  singleAnswers,
  withoutLists,
} from '../../answer/answer.ts';
import type { ArticleDirectory } from '../../answer/article-directory.ts';
import { clip } from '../../text/cuts.ts';
import { normalise } from '../../text/normal-form.ts';
import { renderPage } from './layout.ts';
import { type Markup, markup } from '../markup.ts';
import { nothingMarkup } from './brand-markup.ts';
import { passageBrief, passageItem } from './passage-view.ts';
import type { Results } from './search.ts';
import { pager, articleLinks, articleList } from './article-list.ts';
import type { Visit } from './visit.ts';

export type SearchInput = {
  /** Undefined if nothing was asked. */
  results: Results | undefined;
  directory: ArticleDirectory;
  /** Questions that the wiki answers. */
  examples: readonly { question: string }[];
  visit: Visit;
  publicUrl: string | undefined;
};

const MAX_HOT = 8;
const MAX_SUGGESTED = 6;

const MAX_TITLE = 60;

export function searchPage({ results, directory, examples, visit, publicUrl }: SearchInput): Markup {
  const { t, link } = visit;
  const query = results?.query ?? '';
  const title =
    results === undefined ? t('web-search') : t('web-results-of', { text: clip(query, MAX_TITLE) });
  return renderPage({
    visit,
    publicUrl,
    title,
    description: t('web-description'),
    query,
    live: true,
    address: undefined,
    here: { path: '/search', parameters: { q: query === '' ? undefined : query } },
    body: markup`<h1 class="unseen">${title}</h1>
<div id="results">${results !== undefined && resultsMarkup(results, { visit, directory })}</div>
<p class="lead">${t('web-description')}</p>
${
  examples.length > 0 &&
  markup`<p>${t('start-examples')}</p>
<ul class="links">${examples.map(({ question }) => markup`<li><a href="${link({ path: '/search', parameters: { q: question } })}">${question}</a></li>\n`)}</ul>`
}
<section aria-labelledby="hot"><h2 id="hot">${t('topics-hot')}</h2>${articleList(directory.hot(0, MAX_HOT).articles, visit)}</section>`,
  });
}

/** Where results belong: the reader, and the topics beside them. */
export type ResultShelf = { visit: Visit; directory: ArticleDirectory };

/** The ids of the results, which may appear in any page. */
export const RESULT_IDS = ['answer', 'passages', 'suggested'];

/** The results alone, which replace the previous ones while the reader types. */
export function resultsMarkup({ query, answer, list, at }: Results, shelf: ResultShelf): Markup {
  const { t } = shelf.visit;
  const answers = answer === undefined ? [] : singleAnswers(answer);
  const shown = new Set(answers.map((one) => shownPassage(one)?.ref.sectionId));
  // A section of the answer is not quoted twice.
  const passages = list.passages.filter(({ ref }) => !shown.has(ref.sectionId));
  const heading = answers.every(({ kind }) => kind === 'found') ? 'web-passages' : 'web-passages-near';
  const count =
    answer?.kind === 'topics' && list.total === 0
      ? t('web-topics-count', { count: answer.topics.length })
      : t('web-passages-count', { count: list.total });
  return markup`<div data-status="${count}">
${answer && answerMarkup(answer, shelf)}
${
  passages.length > 0 &&
  markup`<section aria-labelledby="passages"><h2 id="passages">${t(heading)}</h2>
<ol class="passages">
${passages.map((passage) => markup`<li>${passageBrief(passage, shelf)}</li>\n`)}</ol></section>`
}
${pager(at, { path: '/search', parameters: { q: query } }, shelf.visit)}
</div>`;
}

function answerMarkup(answer: Answer, shelf: ResultShelf): Markup {
  const { t } = shelf.visit;
  const remark = (key: 'read-as' | 'understood-as', question: string | undefined): Markup | false =>
    question !== undefined && markup`<p class="meta">${t(key, { question: clip(question, MAX_TITLE) })}</p>`;
  const single = (one: Exclude<Answer, PartsAnswer>): Markup =>
    markup`${remark('understood-as', 'understoodAs' in one ? one.understoodAs : undefined)}
${answerBody(one, shelf)}`;
  return markup`<section class="answer ${answer.kind}" aria-labelledby="answer">
<h2 id="answer">${t('web-answer')}</h2>
${remark('read-as', answer.readAs)}
${answer.kind === 'parts' ? answer.parts.map((part, i) => markup`<h3>${`${i + 1}. ${clip(part.question, MAX_TITLE)}`}</h3>\n${single(withoutLists(part))}\n`) : single(answer)}
</section>
${answer.kind === 'nothing' && LOST.has(answer.reason) && suggestions(answer.question, shelf)}`;
}

/** Nothing was found for words that were a question; small talk is none. */
const LOST: ReadonlySet<NothingAnswer['reason']> = new Set(['no-match', 'no-content']);

/** The topics whose titles come closest to a question, else the most read, else the newest. */
function suggestions(question: string, { visit, directory }: ResultShelf): Markup {
  const lists = [
    ['web-closest', directory.closest(normalise(question), MAX_SUGGESTED)],
    ['topics-hot', directory.hot(0, MAX_SUGGESTED).articles.filter(({ views }) => views > 0)],
    ['topics-latest', directory.latest(0, MAX_SUGGESTED).articles],
  ] as const;
  const [key, articles] = lists.find(([, list]) => list.length > 0) ?? lists[2];
  return markup`<section aria-labelledby="suggested"><h2 id="suggested">${visit.t(key)}</h2>${articleList(articles, visit)}</section>`;
}

function answerBody(answer: Exclude<Answer, PartsAnswer>, shelf: ResultShelf): Markup {
  const { visit } = shelf;
  const { t } = visit;
  switch (answer.kind) {
    case 'found': {
      const { main, related } = answer;
      return markup`${passageItem(main, shelf)}
${articlesMarkup(t('web-related'), related, visit)}`;
    }
    case 'unsure':
      return markup`<p>${t('unsure')}</p>
${passageItem(answer.closest, shelf)}
${articlesMarkup(t('prompt-unsure'), answer.topics, visit)}`;
    case 'continued':
      return passageItem(answer.passage, shelf);
    case 'topics':
      return articlesMarkup(t('topics-named'), answer.topics, visit);
    case 'nothing':
      return nothingMarkup(answer, visit);
  }
}

function articlesMarkup(label: string, articles: readonly ArticleRef[], visit: Visit): Markup {
  return articles.length === 0 ? markup`` : markup`<p>${label}</p>${articleLinks(articles, visit)}`;
}
