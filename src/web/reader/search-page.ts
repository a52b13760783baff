// The search page: the answer that the bot would give, and all passages worth showing.
import {
  type Answer,
  type ArticleRef,
  shownPassage,
  type PartsAnswer,
  singleAnswers,
  withoutLists,
} from '../../answer/answer.ts';
import type { ArticleDirectory } from '../../answer/article-directory.ts';
import { nothingText } from '../../locales/nothing-text.ts';
import { clip } from '../../text/cuts.ts';
import { renderPage } from './layout.ts';
import { type Markup, markup } from '../markup.ts';
import { passageItem } from './passage-view.ts';
import type { Results } from './search.ts';
import { pager, articleLinks, articleList } from './article-list.ts';
import type { Visit } from './visit.ts';

export type SearchInput = {
  /** Undefined if nothing was asked. */
  results: Results | undefined;
  directory: ArticleDirectory;
  visit: Visit;
  publicUrl: string | undefined;
};

const MAX_TITLE = 60;

export function searchPage({ results, directory, visit, publicUrl }: SearchInput): Markup {
  const { t } = visit;
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
<div id="results">${results !== undefined && resultsMarkup(results, visit)}</div>
${
  results === undefined &&
  markup`<p class="lead">${t('web-description')}</p>
<section aria-labelledby="hot"><h2 id="hot">${t('topics-hot')}</h2>${articleList(directory.hot(0, 8).articles, visit)}</section>`
}`,
  });
}

/** The results alone, which replace the previous ones while the reader types. */
export function resultsMarkup({ query, answer, list, at }: Results, visit: Visit): Markup {
  const { t } = visit;
  const answers = answer === undefined ? [] : singleAnswers(answer);
  const shown = new Set(answers.map((one) => shownPassage(one)?.ref.sectionId));
  // A section of the answer is not quoted twice.
  const passages = list.passages.filter(({ ref }) => !shown.has(ref.sectionId));
  const heading = answers.every(({ kind }) => kind === 'found') ? 'web-passages' : 'web-passages-near';
  return markup`${answer && answerMarkup(answer, visit)}
<section aria-labelledby="passages" data-status="${t('web-passages-count', { count: list.total })}">
${
  passages.length > 0 &&
  markup`<h2 id="passages">${t(heading)}</h2>
<ol class="passages">
${passages.map((passage) => markup`<li>${passageItem(passage, visit)}</li>\n`)}</ol>`
}
${pager(at, { path: '/search', parameters: { q: query } }, visit)}
</section>`;
}

function answerMarkup(answer: Answer, visit: Visit): Markup {
  const { t } = visit;
  const remark = (key: 'read-as' | 'understood-as', question: string | undefined): Markup | false =>
    question !== undefined && markup`<p class="meta">${t(key, { question: clip(question, MAX_TITLE) })}</p>`;
  const single = (one: Exclude<Answer, PartsAnswer>): Markup =>
    markup`${remark('understood-as', 'understoodAs' in one ? one.understoodAs : undefined)}
${answerBody(one, visit)}`;
  return markup`<section class="answer ${answer.kind}" aria-labelledby="answer">
<h2 id="answer">${t('web-answer')}</h2>
${remark('read-as', answer.readAs)}
${answer.kind === 'parts' ? answer.parts.map((part, i) => markup`<h3>${`${i + 1}. ${clip(part.question, MAX_TITLE)}`}</h3>\n${single(withoutLists(part))}\n`) : single(answer)}
</section>`;
}

function answerBody(answer: Exclude<Answer, PartsAnswer>, visit: Visit): Markup {
  const { t } = visit;
  switch (answer.kind) {
    case 'found': {
      const { main, related } = answer;
      return markup`${passageItem(main, visit)}
${articlesMarkup(t('web-related'), related, visit)}`;
    }
    case 'unsure':
      return markup`<p>${t('unsure')}</p>
${passageItem(answer.closest, visit)}
${articlesMarkup(t('prompt-unsure'), answer.topics, visit)}`;
    case 'continued':
      return passageItem(answer.passage, visit);
    case 'topics':
      return articlesMarkup(t('topics-named'), answer.topics, visit);
    case 'nothing':
      return markup`<p>${nothingText(answer, t)}</p>`;
  }
}

function articlesMarkup(label: string, articles: readonly ArticleRef[], visit: Visit): Markup {
  return articles.length === 0 ? markup`` : markup`<p>${label}</p>${articleLinks(articles, visit)}`;
}
