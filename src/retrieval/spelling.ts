// Spelling correction, only for questions that found little. Typed characters and letters are decoded as a noisy
// channel: the likeliest characters by the corpus's own bigrams, given what is mistyped for what (Viterbi). The lexical
// index is the language model, so nothing else is stored. A reading counts only if one passage has its new words
// together, and has more of it than of what was typed: 使用 and 用期 are common, but no passage has 使用期.
import type { LexicalIndex } from '../index/lexical-index.ts';
import { ASKING_WORDS, functionWordRanges, isFunctionWord } from '../text/function-words.ts';
import { type Normal, normalise } from '../text/normal-form.ts';
import { termsOf, type Token } from '../text/tokens.ts';
import { type Edge, likeliestTexts, type Piece } from './likeliest-text.ts';
import { createMistypedCharacters, MIN_BOND } from './mistyped-characters.ts';
import { createMistypedLatin } from './mistyped-latin.ts';
import { isParticle, queryTerms } from './query-terms.ts';
import { readVocabulary, type Vocabulary } from './spelling-vocabulary.ts';

export interface Spelling {
  /** The likeliest intended question; undefined if none is better than the typed one. */
  correct(normalForm: Normal): Normal | undefined;
}

/** Share of a character's probability that depends on the character before it. */
const BIGRAM_SHARE = 0.9;
/** Longer questions are not corrected (UTF-16 units): they have enough words, and each costs time. */
const MAX_LENGTH = 80;
/** Of the characters read from pinyin, this share must form a pair that the passage has. */
const MIN_FITTING = 0.6;
const ASKING = new RegExp([...ASKING_WORDS].sort((a, b) => b.length - a.length).join('|'), 'gu');
const HAN = /\p{Script=Han}/u;
/** Above this share of unknown words, the question is in another language than the articles. */
const MAX_UNKNOWN = 0.25;

export function createSpelling(lexical: LexicalIndex, otherWords: ReadonlySet<string>): Spelling {
  let loaded: Vocabulary | undefined;
  const vocabulary = (): Vocabulary => (loaded ??= readVocabulary(lexical, otherWords));
  const known = (term: string): boolean => lexical.documentFrequency(term) > 0;
  const characters = createMistypedCharacters(vocabulary, known, bondOf);
  const documentFrequency = (term: string): number => lexical.documentFrequency(term);
  const latin = createMistypedLatin({
    vocabulary,
    sounding: characters.sounding,
    documentFrequency,
    otherWords,
  });

  function correct(normalForm: Normal): Normal | undefined {
    if (normalForm.length > MAX_LENGTH) return undefined;
    const edges = edgesOf(normalForm);
    const typed = withoutHanSpaces(normalForm);
    /** How much of the question as typed a passage has. */
    let covered: number | undefined;
    let best: { text: Normal; fitting: number } | undefined;
    for (const pieces of likeliestTexts(normalForm, edges, costOf)) {
      const reading = withoutHanSpaces(pieces.map((piece) => piece.text).join(''));
      if (reading === '' || reading === typed) continue;
      const text = normalise(reading);
      covered ??= lexical.search(queryTerms(normalForm), 1).hits[0]?.coverage ?? 0;
      const [hit] = lexical.search(queryTerms(text), 1).hits;
      // Latin words are corrected to known ones, which may be synonyms that no passage has.
      if (pieces.every(({ origin }) => origin === 'typed')) return text;
      if (hit === undefined || hit.coverage <= covered) continue;
      const fitting = shareFitting(pieces, hit.ordinal);
      if (fitting >= MIN_FITTING && fitting > (best?.fitting ?? 0)) best = { text, fitting };
    }
    return best?.text;
  }

  function edgesOf(text: Normal): Map<number, Edge[]> {
    const tokens = termsOf(text).filter(({ kind }) => kind !== 'bigram');
    const edges = new Map<number, Edge[]>();
    const add = (at: number, ...more: Edge[]): void => {
      edges.set(at, [...(edges.get(at) ?? []), ...more]);
    };
    const soundsLatin = readsAsPinyin(tokens);
    const unknown = tokens.filter(({ kind, term }) => kind === 'word' && latin.isUnknown(term)).length;
    const mayCorrect = unknown <= Math.max(1, tokens.length * MAX_UNKNOWN);
    const fixed = functionWordRanges(text).filter(({ start, end }) => end - start > 1);
    const isFixed = ({ start, end, term }: Token): boolean =>
      isParticle(term) || fixed.some((range) => range.start <= start && end <= range.end);
    const beside = (token: Token, other: Token | undefined): string =>
      other?.kind === 'character' && (other.end === token.start || other.start === token.end)
        ? other.term
        : '';
    for (const [i, token] of tokens.entries()) {
      const { kind, term, start, end } = token;
      if (kind === 'character') {
        const [before, after] = [beside(token, tokens[i - 1]), beside(token, tokens[i + 1])];
        const isPlain = isFixed(token);
        const swapped = isPlain ? undefined : characters.swapped(text, start, before);
        if (swapped !== undefined) {
          add(start, swapped);
          continue;
        }
        const options = isPlain ? [{ text: term, cost: 0 }] : characters.readings(token, before, after);
        add(start, { to: end, options }, ...characters.asking(text, start));
      } else if (soundsLatin && latin.isPinyin(token)) {
        for (const [from, edge] of latin.syllables(text, token)) add(from, edge);
        // No letter is left over: where no syllable goes on, no reading does.
        for (let at = start; at < end; at++) add(at);
      } else {
        const literal = (mayCorrect ? latin.corrected(term) : undefined) ?? text.slice(start, end);
        add(start, { to: end, literal });
      }
    }
    return edges;
  }

  /**
   * Whether the Latin words can be pinyin: all words that are neither in the articles nor English function words
   * consist of syllables.
   */
  function readsAsPinyin(tokens: readonly Token[]): boolean {
    const unknown = tokens.filter(
      ({ kind, term }) => kind === 'word' && /^[a-z]/.test(term) && latin.isUnknown(term),
    );
    return unknown.length > 0 && unknown.every(latin.isPinyin);
  }

  /**
   * The share of new characters that form a pair with a neighbour that a passage has: whether a reading is more than
   * chance. One that was put in for another must; 0 if it does not.
   */
  function shareFitting(pieces: readonly Piece[], ordinal: number): number {
    const fit: boolean[] = [];
    const visible = pieces.filter(({ text }) => text.trim() !== '');
    const reading = visible.map(({ text }) => text).join('') as Normal; // made of pieces in normal form
    const words = [...reading.matchAll(ASKING)];
    const functionWords = functionWordRanges(reading);
    const isFunction = (from: number, to: number): boolean =>
      functionWords.some(({ start, end }) => start <= from && to <= end);
    let at = 0;
    for (const [i, { text, origin }] of visible.entries()) {
      const start = at;
      at += text.length;
      const isAsking = words.some(({ index, 0: word }) => index <= start && at <= index + word.length);
      if (isAsking || (origin === 'pinyin' && isFunction(start, at))) continue;
      if (!HAN.test(text) || origin === 'typed') continue;
      const around = [
        visible[i - 1]?.text.at(-1) ?? '',
        ...Array.from(text),
        visible[i + 1]?.text.at(0) ?? '',
      ];
      const pairs = around.slice(1).map((character, at) => around[at]! + character);
      const telling = pairs.filter((pair) => tells(pair) && (origin === 'pinyin' || !WITH_ALL.test(pair)));
      // A pair across two words may be new; then the other one must belong together.
      const wanted = telling.every(known) ? 0 : MIN_BOND;
      const isCommon = telling.some((pair) => bondOf(pair) > wanted && has(ordinal, pair));
      if (origin === 'replaced' && !isCommon) return 0;
      fit.push(isCommon);
    }
    return fit.length === 0 ? 1 : fit.filter(Boolean).length / fit.length;
  }

  /** The share of its rarer character that a pair has. */
  function bondOf(pair: string): number {
    const rarer = Math.min(...Array.from(pair, documentFrequency));
    return documentFrequency(pair) / Math.max(1, rarer);
  }

  function has(ordinal: number, term: string): boolean {
    return known(term) && (lexical.search([{ term, weight: 1 }], 0, [ordinal]).also[0]?.coverage ?? 0) > 0;
  }

  /** How rarely a character follows another in the articles; after none, how rare it is. */
  function costOf(before: string, character: string): number {
    const { total } = vocabulary();
    const alone = (documentFrequency(character) + 0.1) / total;
    if (before === '') return -Math.log(alone);
    const pair = documentFrequency(before + character) / Math.max(1, documentFrequency(before));
    return -Math.log(BIGRAM_SHARE * Math.min(1, pair) + (1 - BIGRAM_SHARE) * alone);
  }

  return { correct };
}

/** Characters that go with any other say nothing of it: 一半 for 一般. */
const WITH_ALL = /[一不个]/u;

/** Whether a pair consists of two Chinese characters that are no function words. */
function tells(pair: string): boolean {
  return /^\p{Script=Han}{2}$/u.test(pair) && !Array.from(pair).some(isFunctionWord);
}

/** Spaces between Han characters separate nothing: 企业 微信 is 企业微信. */
function withoutHanSpaces(text: string): string {
  return text.replace(/(?<=\p{Script=Han}) (?=\p{Script=Han})/gu, '');
}
