import type { LexicalIndex, QueryTerm } from '../index/lexical-index.ts';
import { queryTerms } from './query-terms.ts';
import { normalise } from '../text/normal-form.ts';

/** Titles remembered with their terms; beyond that the oldest is forgotten. */
const MAX_TITLES = 2000;
/** Single characters say little about a title. */
const MIN_WEIGHT = 1;

/** A question that says the whole heading and, but for this share, nothing beside it and the title names the section. */
const MAX_BESIDE = 0.15;

/**
 * Whether a question names a section ("…的行业分布"): it says the heading, perhaps with the article's title, and asks
 * nothing beyond.
 */
export function createSectionMatcher(
  lexical: LexicalIndex,
): (terms: readonly QueryTerm[], title: string, heading: string) => boolean {
  const contentOf = (text: string): QueryTerm[] =>
    queryTerms(normalise(text)).filter(({ weight }) => weight >= MIN_WEIGHT);
  return function namesSection(terms, title, heading) {
    const wanted = contentOf(heading);
    const said = new Set(terms.map(({ term }) => term));
    if (wanted.length === 0 || !wanted.every(({ term }) => said.has(term))) return false;
    const named = new Set([...wanted, ...contentOf(title)].map(({ term }) => term));
    let beside = 0;
    let mass = 0;
    for (const { term, weight, optional } of terms) {
      if (optional === true || weight < MIN_WEIGHT) continue;
      mass += lexical.idf(term);
      if (!named.has(term)) beside += lexical.idf(term);
    }
    return beside <= MAX_BESIDE * mass;
  };
}

/**
 * How much of an article's title a question says.
 * @returns the share of the title's idf mass, 0 to 1, that lies in terms of the question
 */
export function createTitleMatcher(
  lexical: LexicalIndex,
): (title: string, questionTerms: ReadonlySet<string>) => number {
  const titles = new Map<string, [term: string, idf: number][]>();

  function termsOf(title: string): [string, number][] {
    const known = titles.get(title);
    if (known !== undefined) return known;
    const terms = queryTerms(normalise(title))
      .filter(({ weight }) => weight >= MIN_WEIGHT)
      .map(({ term }): [string, number] => [term, lexical.idf(term)]);
    const oldest = titles.keys().next();
    if (titles.size >= MAX_TITLES && oldest.done !== true) titles.delete(oldest.value);
    titles.set(title, terms);
    return terms;
  }

  return function titleMatch(title, questionTerms) {
    let said = 0;
    let mass = 0;
    for (const [term, idf] of termsOf(title)) {
      mass += idf;
      if (questionTerms.has(term)) said += idf;
    }
    return mass === 0 ? 0 : said / mass;
  };
}
