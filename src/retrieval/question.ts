// What Wenda makes of a question before it searches: normal form, weighted terms, and what its words may also be called.
import type { LexicalIndex, QueryTerm } from '../index/lexical-index.ts';
import { normalise } from '../text/normal-form.ts';
import { functionWordRanges } from '../text/function-words.ts';
import { withoutPadding } from '../text/polite-padding.ts';
import { queryTerms } from './query-terms.ts';
import type { Synonyms } from './synonyms.ts';

/** A stretch of the question; `alternatives` is empty when it has no synonyms. */
export type Stretch = { text: string; alternatives: string[] };

export type Question = {
  /** Without greetings and thanks around it. */
  normalForm: string;
  /** Terms with their weights, synonyms included; empty when the question has no content word. */
  terms: QueryTerm[];
  /** The normal form without the words that only ask, cut where words have synonyms. */
  stretches: Stretch[];
  /** True when no character of it is Chinese: its words have to be looked for under other names. */
  foreign: boolean;
};

/** Longest question that is looked at, in UTF-16 units; the rest adds nothing but time. */
const MAX_LENGTH = 500;
/** A synonym is seldom exactly the word that was asked for. */
const SYNONYM_WEIGHT = 0.8;
/** Alternatives of one word that are searched. */
const MAX_ALTERNATIVES = 2;
/** An English word that no article has says little about articles in Chinese. */
const FOREIGN_WEIGHT = 0.3;

const HAN = /\p{Script=Han}/u;

/** Reads questions for one index: what a word is worth depends on whether any passage has it. */
export function createQuestionReader(lexical: LexicalIndex, synonyms: Synonyms): (text: string) => Question {
  const known = ({ term, weight }: QueryTerm): boolean => weight >= 1 && lexical.documentFrequency(term) > 0;

  return function read(text: string): Question {
    const normalForm = withoutPadding(normalise(text.slice(0, MAX_LENGTH)));
    const terms = new Map<string, QueryTerm>();
    const foreign = !HAN.test(normalForm);
    for (const entry of queryTerms(normalForm)) {
      const weak = foreign && lexical.documentFrequency(entry.term) === 0;
      terms.set(entry.term, weak ? { ...entry, weight: entry.weight * FOREIGN_WEIGHT } : entry);
    }
    const stretches: Stretch[] = [];
    let at = 0;
    const asking = functionWordRanges(normalForm).filter(({ start, end }) => end - start > 1);
    /** What stands between synonyms, without the words that only ask. */
    const pushPlain = (from: number, to: number): void => {
      let start = from;
      for (const range of asking) {
        if (range.start < start || range.end > to) continue;
        if (range.start > start)
          stretches.push({ text: normalForm.slice(start, range.start), alternatives: [] });
        start = range.end;
      }
      if (start < to) stretches.push({ text: normalForm.slice(start, to), alternatives: [] });
    };
    for (const { start, end, alternatives } of synonyms.match(normalForm)) {
      pushPlain(at, start);
      const used = alternatives.slice(0, MAX_ALTERNATIVES);
      stretches.push({ text: normalForm.slice(start, end), alternatives: used });
      at = end;
      addSynonyms(terms, normalForm.slice(start, end), used);
    }
    pushPlain(at, normalForm.length);
    return { normalForm, terms: [...terms.values()], stretches, foreign };
  };

  /** Alternatives stand in for a word that no passage has; beside one that some have they are a bonus. */
  function addSynonyms(terms: Map<string, QueryTerm>, word: string, alternatives: readonly string[]): void {
    const own = queryTerms(word);
    let optional = own.some(known);
    const options = alternatives.map((alternative) => queryTerms(normalise(alternative)));
    if (!optional && options.some((option) => option.some(known)))
      for (const { term } of own) if (lexical.documentFrequency(term) === 0) terms.delete(term);
    for (const option of options) {
      if (!option.some(known)) continue;
      for (const { term, weight } of option) {
        if (!terms.has(term)) terms.set(term, { term, weight: weight * SYNONYM_WEIGHT, optional });
      }
      optional = true;
    }
  }
}
