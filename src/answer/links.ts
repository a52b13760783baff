// PLACEHOLDER for the resolver that joins at the merge: knows addresses of the web only.
import type { Catalogue } from '../index/catalogue.ts';
import type { ArticleRef } from './answer.ts';

export type LinkTarget =
  { kind: 'web'; href: string } | { kind: 'article'; article: ArticleRef; sectionId?: string };
export type Links = { resolve(fromArticle: string, href: string): LinkTarget | undefined };

export function createLinks(catalogue: Catalogue): Links {
  return {
    resolve: (fromArticle, href) =>
      catalogue.byId(fromArticle) !== undefined && /^[a-z]+:/i.test(href) ? { kind: 'web', href } : undefined,
  };
}
