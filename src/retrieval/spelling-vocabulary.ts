// The vocabulary of spelling correction: the characters of a corpus by their sound, and its Latin words.
import { pinyin } from 'pinyin-pro';
import type { LexicalIndex } from '../index/lexical-index.ts';

/** Characters tried for a sound, the most frequent ones. */
const MAX_HOMOPHONES = 30;

type Sound = { syllable: string; character: string; frequency: number };
export type Vocabulary = {
  /** By sound, near sounds together; the most frequent first. */
  sounds: Map<string, Sound[]>;
  /** Latin words of the corpus. */
  latinWords: string[];
  /** Sum of the frequencies of all characters. */
  total: number;
};

/** Reads all terms of the index once. `otherWords` are Latin words known from elsewhere. */
export function readVocabulary(lexical: LexicalIndex, otherWords: ReadonlySet<string>): Vocabulary {
  const found: Vocabulary = { sounds: new Map(), latinWords: [...otherWords], total: 0 };
  for (const term of lexical.terms(isShort)) {
    if (/^[a-z]{3,}$/.test(term)) found.latinWords.push(term);
    if (!/^\p{Script=Han}$/u.test(term)) continue;
    const frequency = lexical.documentFrequency(term);
    found.total += frequency;
    for (const syllable of syllablesOf(term)) {
      const sounds = found.sounds.get(nearSound(syllable)) ?? [];
      sounds.push({ syllable, character: term, frequency });
      found.sounds.set(nearSound(syllable), sounds);
    }
  }
  for (const [sound, characters] of found.sounds)
    found.sounds.set(sound, characters.sort((a, b) => b.frequency - a.frequency).slice(0, MAX_HOMOPHONES));
  return found;
}

/** Terms that begin with a Latin letter (0x61 to 0x7a) or are short enough to be one character. */
function isShort(first: number, length: number): boolean {
  return (first >= 0x61 && first <= 0x7a) || length <= 4;
}

/** All readings of a character, without tones; ü is written v, as it is typed. */
export function syllablesOf(character: string): readonly string[] {
  const known = readings.get(character);
  if (known !== undefined) return known;
  const syllables = pinyin(character, { toneType: 'none', multiple: true, type: 'array', v: true });
  readings.set(character, syllables);
  return syllables;
}

/** Cache of readings: looking one up takes 20 µs, and every generation needs thousands. */
const readings = new Map<string, readonly string[]>();

/** Easily confused sounds get the same name. */
export function nearSound(syllable: string): string {
  return syllable.replace(/^([zcs])h/, '$1').replace(/([aei]n)g$/, '$1');
}
