// A long list of topics, page by page.
import type { ArticleList } from '../../answer/article-directory.ts';
import { type Markup, markup } from '../markup.ts';
import { articleList, pageOf, pager } from './article-list.ts';
import { renderPage } from './layout.ts';
import type { PageAddress, Visit } from './visit.ts';

export type ListPageInput = {
  visit: Visit;
  publicUrl: string | undefined;
  title: string;
  /** Of the first page. */
  address: PageAddress;
  /** The page as it is in the address. */
  asked: string | undefined;
  total: number;
  articles: (offset: number, limit: number) => ArticleList;
  /** Above the title, and between it and the list. */
  before?: Markup;
  after: Markup | undefined;
};

/** Topics on one page: keeps it below 30 kB even with long titles. */
const PER_PAGE = 50;

export function listPage(input: ListPageInput): Markup {
  const { visit, publicUrl, title, address, total, before, after } = input;
  const at = pageOf(input.asked, total, PER_PAGE);
  const { articles } = input.articles((at.page - 1) * PER_PAGE, PER_PAGE);
  return renderPage({
    visit,
    publicUrl,
    title,
    description: visit.t('web-description'),
    address: {
      ...address,
      parameters: { ...address.parameters, page: at.page === 1 ? undefined : at.page },
    },
    body: markup`${before}
<h1>${title}</h1>
${after}
${articleList(articles, visit)}
${pager(at, address, visit)}`,
  });
}
