// Parses a question before the search: normal form, weighted terms, and synonyms of its words.
import type { LexicalIndex, QueryTerm } from '../index/lexical-index.ts';
import { type Normal, normalise, sliceNormal } from '../text/normal-form.ts';
import { functionWordRanges } from '../text/function-words.ts';
import { queryTerms } from './query-terms.ts';
import type { Synonyms } from './synonyms.ts';

/** A segment of the question; `alternatives` is empty if it has no synonyms. */
export type Segment = { text: Normal; alternatives: Normal[] };

export type Question = {
  /** The question without greetings and thanks around it. */
  normalForm: Normal;
  /** Terms with their weights, synonyms included; empty if the question has no content word. */
  terms: QueryTerm[];
  /** The normal form without question words, split where words have synonyms. */
  segments: Segment[];
  /** True if no character of it is Chinese: then its words must be searched by their synonyms. */
  foreign: boolean;
};

/** Longer questions are truncated, in UTF-16 units; the rest would only cost time. */
const MAX_LENGTH = 500;
/** A synonym rarely means exactly what the asked word means. */
const SYNONYM_WEIGHT = 0.8;
/** Number of alternatives searched for one word. */
const MAX_ALTERNATIVES = 2;
/** An English word that no article has tells little about articles in Chinese. */
const FOREIGN_WEIGHT = 0.3;

const HAN = /\p{Script=Han}/u;

/** A sum (1+1等于几) has numbers but no content; a code or a year is longer. */
const SHORT_NUMBER = /^\p{N}{1,2}$/u;

/** The terms of a question; none if all that they say is short numbers. */
function contentOf(question: Normal): QueryTerm[] {
  const terms = queryTerms(question);
  const isContent = ({ term, weight }: QueryTerm): boolean => weight >= 1 && !SHORT_NUMBER.test(term);
  return terms.some(({ weight }) => weight >= 1) && !terms.some(isContent) ? [] : terms;
}

/** The normal form of a question as typed; it is normalised only here. */
export function normalQuestion(asked: string): Normal {
  return normalise(asked.slice(0, MAX_LENGTH));
}

/**
 * Parses questions for one index: a word's weight depends on whether any passage has it. Questions come without
 * greetings and thanks (see `withoutPadding`).
 */
export function createQuestionParser(
  lexical: LexicalIndex,
  synonyms: Synonyms,
): (normalForm: Normal) => Question {
  const known = ({ term, weight }: QueryTerm): boolean => weight >= 1 && lexical.documentFrequency(term) > 0;

  return function parse(normalForm) {
    const terms = new Map<string, QueryTerm>();
    const foreign = !HAN.test(normalForm);
    for (const entry of contentOf(normalForm)) {
      const weak = foreign && lexical.documentFrequency(entry.term) === 0;
      terms.set(entry.term, weak ? { ...entry, weight: entry.weight * FOREIGN_WEIGHT } : entry);
    }
    const segments: Segment[] = [];
    const push = (from: number, to: number, alternatives: Normal[] = []): Normal => {
      const text = sliceNormal(normalForm, from, to);
      if (text !== '') segments.push({ text, alternatives });
      return text;
    };
    const asking = functionWordRanges(normalForm).filter(({ start, end }) => end - start > 1);
    /** The text between synonyms, without question words. */
    const pushPlain = (from: number, to: number): void => {
      let start = from;
      for (const range of asking) {
        if (range.start < start || range.end > to) continue;
        if (range.start > start) push(start, range.start);
        start = range.end;
      }
      if (start < to) push(start, to);
    };
    let at = 0;
    for (const { start, end, alternatives } of synonyms.match(normalForm)) {
      pushPlain(at, start);
      const used = alternatives.slice(0, MAX_ALTERNATIVES);
      addSynonyms(terms, push(start, end, used), used);
      at = end;
    }
    pushPlain(at, normalForm.length);
    return { normalForm, terms: [...terms.values()], segments, foreign };
  };

  /** Alternatives replace a word that no passage has; for a word that some passages have they are a bonus. */
  function addSynonyms(terms: Map<string, QueryTerm>, word: Normal, alternatives: readonly Normal[]): void {
    const own = queryTerms(word);
    let optional = own.some(known);
    const options = alternatives.map(queryTerms);
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
