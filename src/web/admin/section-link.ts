// Sections and articles by their ids, as links.
import type { ArticleReader } from '../../answer/article-reader.ts';
import { markup, type Markup } from '../markup.ts';
import type { Visit } from '../reader/visit.ts';

/** `title › heading`, as a link to the section; undefined for one that is gone. */
export function sectionLink(sectionId: string, reader: ArticleReader, visit: Visit): Markup | undefined {
  const section = reader.section(sectionId);
  if (section === undefined) return undefined;
  const { article, breadcrumb } = section;
  return markup`<a href="${visit.articleLink(article.slug, sectionId)}">${[article.title, ...breadcrumb].join(' › ')}</a>`;
}

/** The title as a link; undefined for an article that is gone. */
export function articleLink(articleId: string, reader: ArticleReader, visit: Visit): Markup | undefined {
  const article = reader.card(articleId)?.article;
  return article && markup`<a href="${visit.articleLink(article.slug)}">${article.title}</a>`;
}
