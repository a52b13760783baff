// Synonyms that the articles themselves tell (see text/aliases.ts), used beside the operator's own, which come first.
import type { CatalogueArticle } from '../index/catalogue-article.ts';
import { aliasRules } from '../text/aliases.ts';
import { parseSynonyms, type Synonyms } from './synonyms.ts';

/** The synonyms that the articles tell. */
export function minedSynonyms(articles: readonly Pick<CatalogueArticle, 'aliases'>[]): Synonyms {
  const rules = aliasRules(articles.flatMap(({ aliases = [] }) => aliases));
  return parseSynonyms(rules.join('\n'), 'names in the articles');
}

/** The operator's synonyms, and those of the articles where the operator's have nothing to say. */
export function withMined(own: Synonyms, mined: Synonyms): Synonyms {
  if (mined.rules.length === 0) return own;
  return {
    latinWords: new Set([...own.latinWords, ...mined.latinWords]),
    rules: [...own.rules, ...mined.rules],
    match(question) {
      const first = own.match(question);
      const more = mined
        .match(question)
        .filter(({ start, end }) => first.every((one) => end <= one.start || one.end <= start));
      return [...first, ...more].sort((a, b) => a.start - b.start);
    },
  };
}
