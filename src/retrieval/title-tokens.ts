// The tokens of a passage begin with those of its article's title. How many they are is counted once per article.
import type { TokenSource } from '../embedding/embedder.ts';
import type { CatalogueArticle } from '../index/catalogue-article.ts';
import type { TitleMatcher } from './title-match.ts';

/** Gives the number of tokens of each article's title, in order; one call of the model for all that are new. */
export function createTitleLengths(
  tokens: Pick<TokenSource, 'embedParts'>,
  titles: Pick<TitleMatcher, 'normalForm'>,
): (articles: readonly CatalogueArticle[]) => number[] {
  const known = new WeakMap<CatalogueArticle, number>();
  return function titleLengths(articles) {
    const missing = [...new Set(articles)].filter((article) => !known.has(article));
    // As a question, because its normal form is at hand.
    const texts = missing.map(({ title }) => [titles.normalForm(title)]);
    const counted = missing.length === 0 ? [] : tokens.embedParts(texts, 'query');
    for (const [i, { parts }] of counted.entries()) known.set(missing[i]!, parts[0]?.length ?? 0);
    return articles.map((article) => known.get(article) ?? 0);
  };
}
