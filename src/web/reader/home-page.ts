// The front page: folders, the topics themselves or, if they are many, letters with counts, newest, most read; and the topics of one letter, page by page.
import { type ArticleDirectory, type Letter, MANY_TOPICS } from '../../answer/article-directory.ts';
import type { Translate } from '../../locales/translations.ts';
import { renderPage } from './layout.ts';
import { type Markup, markup } from '../markup.ts';
import { articleLinks, articleList } from './article-list.ts';
import { folderLinks } from './folder-links.ts';
import { listPage } from './list-page.ts';
import type { Visit } from './visit.ts';

export type HomeInput = {
  directory: ArticleDirectory;
  visit: Visit;
  publicUrl: string | undefined;
  /** Parameters as they are in the address. */
  asked: { letter: string | undefined; page: string | undefined };
};

const SHORT_LIST = 8;

export function homePage({ directory, visit, publicUrl, asked }: HomeInput): Markup {
  const { t } = visit;
  const letters = directory.letters();
  const letter = letters.find((one) => one.letter === asked.letter);
  if (letter !== undefined) return letterPage({ directory, visit, publicUrl, asked }, letters, letter);
  // Where nothing has been read, the most read would be the newest once more.
  const read = directory.hot(0, SHORT_LIST).articles.filter(({ views }) => views > 0);
  return renderPage({
    visit,
    publicUrl,
    title: t('web-title'),
    description: t('web-description'),
    address: { path: '/' },
    live: true,
    body: markup`<div id="results"></div>
<h1>${t('web-tagline')}</h1>
<p class="lead">${t('web-description')}</p>
${folderLinks(
  directory.folders().filter(({ names }) => names.length === 1),
  visit,
)}
${directory.size < MANY_TOPICS ? allTopics(directory, visit) : letterLinks(letters, directory.size, visit, undefined)}
<div class="columns">
<section aria-labelledby="latest"><h2 id="latest">${t('topics-latest')}</h2>
${articleList(directory.latest(0, SHORT_LIST).articles, visit)}</section>
${read.length > 0 && markup`<section aria-labelledby="hot"><h2 id="hot">${t('topics-hot')}</h2>\n${articleList(read, visit)}</section>`}
</div>`,
  });
}

function allTopics(directory: ArticleDirectory, visit: Visit): Markup {
  return markup`<section aria-labelledby="topics"><h2 id="topics">${visit.t('topics-letters', { count: directory.size })}</h2>
${articleLinks(directory.byTitle(0, MANY_TOPICS).articles, visit)}</section>`;
}

function letterPage(
  { directory, visit, publicUrl, asked }: HomeInput,
  letters: readonly Letter[],
  { letter, count: total }: Letter,
): Markup {
  const { t } = visit;
  return listPage({
    visit,
    publicUrl,
    title: t('topics-of-letter', { letter: letterName(letter, t), count: total }),
    address: { path: '/', parameters: { letter } },
    asked: asked.page,
    total,
    articles: (offset, limit) => directory.byLetter(letter, offset, limit),
    after: letterLinks(letters, directory.size, visit, letter),
  });
}

function letterLinks(
  letters: readonly Letter[],
  size: number,
  { t, link }: Visit,
  current: string | undefined,
): Markup {
  return markup`<nav class="letters" aria-label="${t('web-letters')}">
${current === undefined && markup`<h2>${t('topics-letters', { count: size })}</h2>`}
<ul>
${letters.map(({ letter, count }) => {
  const here = letter === current && markup` aria-current="page"`;
  return markup`<li><a href="${link({ path: '/', parameters: { letter } })}"${here}>${letterName(letter, t)} <small>${count}</small></a></li>\n`;
})}</ul>
</nav>`;
}

function letterName(letter: string, t: Translate): string {
  return letter === '*' ? t('letter-other') : letter;
}
