// How much of a title or heading a question says. Titles and headings are few and recur with every question, so their
// normal form and terms are cached.
import { LRUCache } from 'lru-cache';
import type { LexicalIndex, QueryTerm } from '../index/lexical-index.ts';
import { type Normal, normalise } from '../text/normal-form.ts';
import { type AnswerType, typesNamed } from '../text/answer-types.ts';
import { similarity, termSet } from '../text/similarity.ts';
import { queryTerms } from './query-terms.ts';

export interface TitleMatcher {
  normalForm(title: string): Normal;
  /**
   * How much of an article's title a question says.
   * @returns the share of the title's idf mass, 0 to 1, that lies in terms of the question
   */
  shareSaid(title: string, terms: ReadonlySet<string>): number;
  /**
   * How alike a question and a section's name are, function words included.
   * @param asked terms of the question
   * @returns Dice's coefficient of characters, bigrams and words, 0 to 1
   */
  likeness(title: string, heading: string, asked: ReadonlySet<string>): number;
  /** What a heading says its section is about. */
  kindsNamed(heading: string): readonly AnswerType[];
  /**
   * Whether a question names a section ("…的行业分布"): it says the heading, perhaps with the article's title, and
   * nothing else.
   */
  namesSection(terms: readonly QueryTerm[], title: string, heading: string): boolean;
}

/** Number of cached titles and headings; about a kilobyte each. */
const REMEMBERED = 2000;
/** Single characters tell little about a title. */
const MIN_WEIGHT = 1;
/**
 * A question names a section if it says the whole heading and, except for this share, nothing but heading and title.
 */
const MAX_EXTRA = 0.15;

type Title = {
  normalForm: Normal;
  terms: { term: string; idf: number }[];
  all: ReadonlySet<string>;
  kinds: readonly AnswerType[];
};

export function createTitleMatcher(lexical: LexicalIndex): TitleMatcher {
  const titles = new LRUCache<string, Title>({ max: REMEMBERED });

  function titleOf(text: string): Title {
    const known = titles.get(text);
    if (known !== undefined) return known;
    const normalForm = normalise(text);
    const terms = queryTerms(normalForm)
      .filter(({ weight }) => weight >= MIN_WEIGHT)
      .map(({ term }) => ({ term, idf: lexical.idf(term) }));
    const title = { normalForm, terms, all: termSet(normalForm), kinds: typesNamed(normalForm) };
    titles.set(text, title);
    return title;
  }

  return {
    normalForm: (title) => titleOf(title).normalForm,
    shareSaid(title, terms) {
      let said = 0;
      let mass = 0;
      for (const { term, idf } of titleOf(title).terms) {
        mass += idf;
        if (terms.has(term)) said += idf;
      }
      return mass === 0 ? 0 : said / mass;
    },
    likeness(title, heading, asked) {
      return similarity(asked, new Set([...titleOf(title).all, ...titleOf(heading).all]));
    },
    kindsNamed: (heading) => titleOf(heading).kinds,
    namesSection(terms, title, heading) {
      const wanted = titleOf(heading).terms;
      const asked = new Set(terms.map(({ term }) => term));
      if (wanted.length === 0 || !wanted.every(({ term }) => asked.has(term))) return false;
      const named = new Set([...wanted, ...titleOf(title).terms].map(({ term }) => term));
      let extra = 0;
      let mass = 0;
      for (const { term, weight, optional } of terms) {
        if (optional === true || weight < MIN_WEIGHT) continue;
        const idf = lexical.idf(term);
        mass += idf;
        if (!named.has(term)) extra += idf;
      }
      return extra <= MAX_EXTRA * mass;
    },
  };
}
