// The page for an unknown address: the topics closest to its words, else the most read.
import type { ListedArticle, ArticleDirectory } from '../../answer/article-directory.ts';
import { normalise } from '../../text/normal-form.ts';
import { renderPage } from './layout.ts';
import { type Markup, markup } from '../markup.ts';
import { articleList } from './article-list.ts';
import type { Visit } from './visit.ts';

export type NotFoundInput = {
  /** The requested path, decoded if possible. */
  path: string;
  directory: ArticleDirectory;
  visit: Visit;
};

const LIMIT = 6;
/** Longer paths match no page of ours; in UTF-16 units. */
const MAX_PATH = 200;
/** Every count of words is a search through all titles: a path of a hundred words would hold up everyone for seconds. */
const MAX_WORDS = 4;

export function notFoundPage({ path, directory, visit }: NotFoundInput): Markup {
  const { t } = visit;
  const close = closestArticles(path, directory);
  return renderPage({
    visit,
    publicUrl: undefined,
    title: t('web-not-found-title'),
    description: t('web-not-found'),
    address: undefined,
    body: markup`<h1>${t('web-not-found-title')}</h1>
<p class="lead">${t('web-not-found')}</p>
<section aria-labelledby="closest"><h2 id="closest">${t(close.length > 0 ? 'web-closest' : 'topics-hot')}</h2>
${articleList(close.length > 0 ? close : directory.hot(0, LIMIT).articles, visit)}</section>`,
  });
}

/** Titles with as many as possible of the first words of the path's last part, else those that come close to it. */
function closestArticles(path: string, directory: ArticleDirectory): ListedArticle[] {
  const last = path.slice(0, MAX_PATH).replace(/\/+$/, '').split('/').at(-1) ?? '';
  const words = last
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word !== '')
    .slice(0, MAX_WORDS);
  for (let count = words.length; count > 0; count--) {
    const found = directory.search(normalise(words.slice(0, count).join(' ')), LIMIT);
    if (found.length > 0) return found;
  }
  return directory.closest(normalise(words.join(' ')), LIMIT);
}
