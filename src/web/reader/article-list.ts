// Lists of articles, and the links between their pages.
import type { ArticleRef } from '../../answer/answer.ts';
import type { ListedArticle } from '../../answer/article-directory.ts';
import { type Markup, markup } from '../markup.ts';
import type { PageAddress, Visit } from './visit.ts';

/** Articles with their date and views. */
export function articleList(articles: readonly ListedArticle[], visit: Visit): Markup {
  return markup`<ul class="topics">
${articles.map(
  ({ slug, label, date, views }) =>
    markup`<li><a href="${visit.articleLink(slug)}">${label}</a> <small>${visit.t('meta', { date, views })}</small></li>\n`,
)}</ul>`;
}

/** Articles with their titles only; those of a list with their labels. */
export function articleLinks(articles: readonly (ArticleRef | ListedArticle)[], visit: Visit): Markup {
  return markup`<ul class="links">
${articles.map((article) => {
  const name = 'label' in article ? article.label : article.title;
  return markup`<li><a href="${visit.articleLink(article.slug)}">${name}</a></li>\n`;
})}</ul>`;
}

/** The requested page (from 1), clamped to the existing ones, and the number of pages. */
export function pageOf(
  asked: string | undefined,
  total: number,
  size: number,
): { page: number; count: number } {
  const count = Math.max(1, Math.ceil(total / size));
  const wanted = /^\d{1,6}$/.test(asked ?? '') ? Number(asked) : 1;
  return { page: Math.min(Math.max(1, wanted), count), count };
}

/** Links to the previous and the next page; nothing if there is only one. */
export function pager(
  { page, count }: { page: number; count: number },
  address: PageAddress,
  visit: Visit,
): Markup | undefined {
  if (count === 1) return undefined;
  const { t, link } = visit;
  const to = (target: number, rel: string, text: string): Markup => {
    const parameters = { ...address.parameters, page: target === 1 ? undefined : target };
    return markup`<a rel="${rel}" href="${link({ ...address, parameters })}">${text}</a>`;
  };
  return markup`<nav class="pager" aria-label="${t('web-pages')}">
${page > 1 && to(page - 1, 'prev', t('button-previous-page'))}
<span>${t('page-number', { page, count })}</span>
${page < count && to(page + 1, 'next', t('button-next-page'))}
</nav>`;
}
