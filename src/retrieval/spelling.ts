// Spelling correction, only for questions that found little. Chinese typing errors are homophones (企业威信 for
// 企业微信), and some readers type pinyin without choosing characters (`qiye weixin`). Both are decoded as a noisy
// channel: the likeliest characters by the corpus's own bigrams, given their sound (Viterbi). The lexical index is the
// language model, so nothing else is stored. Latin words are compared by edit distance.
import type { LexicalIndex } from '../index/lexical-index.ts';
import { functionWordRanges, isFunctionWord } from '../text/function-words.ts';
import { type Normal, normalise } from '../text/normal-form.ts';
import { termsOf, type Token } from '../text/tokens.ts';
import { withinDistance } from '../text/edit-distance.ts';
import { type Edge, likeliestText, type Option, type Piece } from './likeliest-text.ts';
import { nearSound, readVocabulary, syllablesOf, type Vocabulary } from './spelling-vocabulary.ts';

export interface Spelling {
  /** The likeliest intended question; undefined if none is better than the typed one. */
  correct(normalForm: Normal): Normal | undefined;
}

/** Costs are negative natural logarithms of probabilities. */
const HOMOPHONE_COST = 5;
/** Sounds that many speakers do not tell apart: z/zh, c/ch, s/sh, an/ang, en/eng, in/ing. */
const NEAR_SOUND_COST = 2;
/** Share of a character's probability that depends on the character before it. */
const BIGRAM_SHARE = 0.9;
const LONGEST_SYLLABLE = 6;
/** Longer questions are not corrected (UTF-16 units): they have enough words, and each costs time. */
const MAX_LENGTH = 80;
/** A bigram that replaces a typed one must occur in this many passages; in 1 in a small corpus. */
const COMMON = 2;
const SMALL_CORPUS = 200;
const MIN_COMMON = 0.6;
const HAN = /\p{Script=Han}/u;
/** Shorter Latin words have too many neighbours; longer ones may have two errors. */
const MIN_WORD = 4;
const LONG_WORD = 8;
/** Above this share of unknown words, the question is in another language than the articles. */
const MAX_UNKNOWN = 0.25;

export function createSpelling(lexical: LexicalIndex, otherWords: ReadonlySet<string>): Spelling {
  const common = lexical.size < SMALL_CORPUS ? 1 : COMMON;
  let loaded: Vocabulary | undefined;
  const vocabulary = (): Vocabulary => (loaded ??= readVocabulary(lexical, otherWords));
  const known = (term: string): boolean => lexical.documentFrequency(term) > 0;

  function correct(normalForm: Normal): Normal | undefined {
    if (normalForm.length > MAX_LENGTH) return undefined;
    const tokens = termsOf(normalForm).filter(({ kind }) => kind !== 'bigram');
    const edges = new Map<number, Edge[]>();
    const soundsLatin = readsAsPinyin(tokens);
    const unknown = tokens.filter(({ kind, term }) => kind === 'word' && isUnknown(term)).length;
    const mayCorrect = unknown <= Math.max(1, tokens.length * MAX_UNKNOWN);
    const fixed = functionWordRanges(normalForm).filter(({ start, end }) => end - start > 1);
    const beside = (token: Token, other: Token | undefined): string =>
      other?.kind === 'character' && (other.end === token.start || other.start === token.end)
        ? other.term
        : '';
    for (const [i, token] of tokens.entries()) {
      if (token.kind === 'character') {
        const isFixed = fixed.some(({ start, end }) => start <= token.start && token.end <= end);
        const neighbours = [beside(token, tokens[i - 1]), beside(token, tokens[i + 1])] as const;
        const options = isFixed ? [] : homophones(token.term, ...neighbours);
        edges.set(token.start, [
          { to: token.end, options: [{ character: token.term, cost: 0 }, ...options] },
        ]);
      } else if (soundsLatin && isPinyin(token)) {
        for (const [from, edge] of syllableEdges(token)) edges.set(from, [...(edges.get(from) ?? []), edge]);
      } else {
        const word =
          (mayCorrect ? correctedWord(token.term) : undefined) ?? normalForm.slice(token.start, token.end);
        edges.set(token.start, [{ to: token.end, literal: word }]);
      }
    }
    const pieces = likeliestText(normalForm, edges, costOf);
    const text = withoutHanSpaces(pieces.map((piece) => piece.text).join(''));
    const isChanged = text !== '' && text !== withoutHanSpaces(normalForm);
    return isChanged && isLikely(pieces) ? normalise(text) : undefined;
  }

  /**
   * Whether a correction is more than chance. A substituted character must fit all its neighbours; of the characters
   * read from pinyin, most must form a common pair with a neighbour.
   */
  function isLikely(pieces: readonly Piece[]): boolean {
    const fromPinyin: boolean[] = [];
    const visible = pieces.filter(({ text }) => text.trim() !== '');
    for (const [i, { text, origin }] of visible.entries()) {
      if (!HAN.test(text) || origin === 'typed') continue;
      const before = visible[i - 1]?.text ?? '';
      const after = visible[i + 1]?.text ?? '';
      const mayTell = (neighbour: string): boolean =>
        /^\p{Script=Han}$/u.test(neighbour) && !isFunctionWord(neighbour);
      const pairs = [...(mayTell(before) ? [before + text] : []), ...(mayTell(after) ? [text + after] : [])];
      const frequencies = pairs.map((pair) => lexical.documentFrequency(pair));
      const isCommon = frequencies.some((frequency) => frequency >= common);
      if (origin === 'pinyin') fromPinyin.push(isCommon);
      else if (!isCommon || frequencies.some((frequency) => frequency === 0)) return false;
    }
    return fromPinyin.filter(Boolean).length >= fromPinyin.length * MIN_COMMON;
  }

  /** Characters that sound like one that does not fit its neighbours; none if it fits. */
  function homophones(character: string, before = '', after = ''): Option[] {
    if (known(before + character) && known(character + after)) return [];
    return syllablesOf(character).flatMap((syllable) =>
      sounding(syllable, HOMOPHONE_COST).filter((option) => option.character !== character),
    );
  }

  function sounding(syllable: string, cost: number): Option[] {
    const sounds = vocabulary().sounds.get(nearSound(syllable)) ?? [];
    return sounds.map((sound) => ({
      character: sound.character,
      cost: sound.syllable === syllable ? cost : cost + NEAR_SOUND_COST,
    }));
  }

  /**
   * Whether the Latin words can be pinyin: all words that are neither in the articles nor English function words
   * consist of syllables.
   */
  function readsAsPinyin(tokens: readonly Token[]): boolean {
    const words = tokens.filter(({ kind, term }) => kind === 'word' && /^[a-z]/.test(term));
    const unknown = words.filter(({ term }) => isUnknown(term));
    return unknown.length > 0 && unknown.every(isPinyin);
  }

  function isWord(term: string): boolean {
    return known(term) || otherWords.has(term);
  }

  function isUnknown(term: string): boolean {
    return !isWord(term) && !isFunctionWord(term);
  }

  function isPinyin({ term }: Token): boolean {
    return (!isWord(term) || isFunctionWord(term)) && isPinyinWord(term);
  }

  function isSyllable(text: string): boolean {
    return vocabulary().sounds.has(nearSound(text));
  }

  /** Whether a word can be cut completely into syllables; apostrophes may separate them. */
  function isPinyinWord(word: string): boolean {
    const reached = [true];
    for (let at = 0; at < word.length; at++) {
      if (reached[at] !== true) continue;
      if (/['’]/.test(word.charAt(at))) reached[at + 1] = true;
      for (let length = 1; length <= LONGEST_SYLLABLE && at + length <= word.length; length++)
        if (isSyllable(word.slice(at, at + length))) reached[at + length] = true;
    }
    return reached[word.length] === true;
  }

  function* syllableEdges({ term, start }: Token): Iterable<[number, Edge]> {
    for (let at = 0; at < term.length; at++) {
      if (/['’]/.test(term.charAt(at))) yield [start + at, { to: start + at + 1, literal: '' }];
      for (let length = 1; length <= LONGEST_SYLLABLE && at + length <= term.length; length++) {
        const syllable = term.slice(at, at + length);
        if (!isSyllable(syllable)) continue;
        yield [start + at, { to: start + at + length, options: sounding(syllable, 0) }];
      }
    }
  }

  function correctedWord(word: string): string | undefined {
    if (word.length < MIN_WORD || !/^[a-z]+$/.test(word) || !isUnknown(word)) return undefined;
    const limit = word.length < LONG_WORD ? 1 : 2;
    for (let distance = 1; distance <= limit; distance++) {
      // The first letter is hardly ever wrong, and words that differ in it are different words: masks is not ask.
      const candidates = vocabulary().latinWords.filter(
        (other) => other.startsWith(word.charAt(0)) && withinDistance(word, other, distance),
      );
      candidates.sort((a, b) => lexical.documentFrequency(b) - lexical.documentFrequency(a));
      if (candidates[0] !== undefined) return candidates[0];
    }
    return undefined;
  }

  /** How rarely a character follows another in the articles; after none, how rare it is. */
  function costOf(before: string, character: string): number {
    const { total } = vocabulary();
    const alone = (lexical.documentFrequency(character) + 0.1) / total;
    if (before === '') return -Math.log(alone);
    const pair =
      lexical.documentFrequency(before + character) / Math.max(1, lexical.documentFrequency(before));
    return -Math.log(BIGRAM_SHARE * Math.min(1, pair) + (1 - BIGRAM_SHARE) * alone);
  }

  return { correct };
}

/** Spaces between Han characters separate nothing: 企业 微信 is 企业微信. */
function withoutHanSpaces(text: string): string {
  return text.replace(/(?<=\p{Script=Han}) (?=\p{Script=Han})/gu, '');
}
