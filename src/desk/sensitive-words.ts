// Sensitive words: what a message to a reader must not say. Rules are lines of a file, `word => mask|hold|refuse`. A word
// is found in normal form, so in full width, in traditional characters and with invisible ones in it; a Latin word only
// as a whole one. It goes for what the staff write and for what the bot sends.
import { normalise, normaliseWithOffsets } from '../text/normal-form.ts';

/** From the mildest to the strictest: a message gets the strictest of its words. */
const ACTIONS = ['mask', 'hold', 'refuse'] as const;
export type SensitiveAction = (typeof ACTIONS)[number];

export type SensitiveRule = { word: string; action: SensitiveAction };

/** What becomes of a message. `mask`: the text to send, as long as the given one, so that entities keep their places. */
export type Verdict =
  | { kind: 'send' }
  | { kind: 'mask'; text: string; words: string[] }
  | { kind: 'hold'; words: string[] }
  | { kind: 'refuse'; words: string[] };

export type SensitiveWords = {
  /**
   * @param text of a message or its caption
   * @param others what cannot be masked, such as names of files and addresses of links: held instead
   */
  judge: (text: string, others?: readonly string[]) => Verdict;
};

const LINE = /^(.*?)\s*=>\s*(\S+)$/;
const UNSPACED =
  '[\\p{Script=Han}\\p{Script=Hiragana}\\p{Script=Katakana}\\p{Script=Hangul}\\p{Script=Thai}ー々〇]';
const IN_WORD = `[[\\p{L}\\p{M}\\p{N}]--${UNSPACED}]`;
const BEGINS_IN_WORD = new RegExp(`^${IN_WORD}`, 'v');
const ENDS_IN_WORD = new RegExp(`${IN_WORD}$`, 'v');

/**
 * Reads the file's content. Empty lines and lines that begin with # are left out.
 * @param file its name, for the problems: one sentence each, with file and line
 */
export function parseSensitiveWords(
  content: string,
  file: string,
): { rules: SensitiveRule[]; problems: string[] } {
  const rules: SensitiveRule[] = [];
  const problems: string[] = [];
  for (const [at, raw] of content
    .replace(/^\ufeff/, '')
    .split(/\r?\n/)
    .entries()) {
    const line = raw.trim();
    if (line === '' || line.startsWith('#')) continue;
    const [, word = '', named] = LINE.exec(line) ?? [];
    const action = ACTIONS.find((one) => one === named?.toLowerCase());
    if (action === undefined || !/[\p{L}\p{N}\p{S}]/u.test(normalise(word)))
      problems.push(`${file}:${at + 1}: write "word => mask", "word => hold" or "word => refuse"`);
    else rules.push({ word, action });
  }
  return { rules, problems };
}

export function createSensitiveWords(rules: readonly SensitiveRule[]): SensitiveWords {
  const patterns = rules.map(({ word, action }) => ({ word, action, pattern: patternOf(word) }));

  return {
    judge(text, others = []) {
      const { text: normal, starts, ends } = normaliseWithOffsets(text);
      const found: SensitiveRule[] = [];
      let masked = text;
      for (const { word, action, pattern } of patterns) {
        const hits = [...normal.matchAll(pattern)];
        for (const { 0: hit, index } of hits) {
          const start = starts[index] ?? 0;
          const end = ends[index + hit.length - 1] ?? text.length;
          masked = masked.slice(0, start) + '＊'.repeat(end - start) + masked.slice(end);
        }
        if (hits.length > 0) found.push({ word, action });
        const isElsewhere = others.some((other) => normalise(other).search(pattern) >= 0);
        if (isElsewhere) found.push({ word, action: action === 'mask' ? 'hold' : action });
      }
      const strictest = found.reduce((most, { action }) => Math.max(most, ACTIONS.indexOf(action)), -1);
      const action = ACTIONS[strictest];
      if (action === undefined) return { kind: 'send' };
      const words = [...new Set(found.filter((one) => one.action === action).map(({ word }) => word))];
      return action === 'mask' ? { kind: 'mask', text: masked, words } : { kind: action, words };
    },
  };
}

/** A word in normal form; between characters of scripts without spaces there may be one. */
function patternOf(word: string): RegExp {
  const normal = normalise(word);
  const inner = normal
    .replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&')
    .replace(new RegExp(`(?<=${UNSPACED})(?=${UNSPACED})`, 'gv'), ' ?');
  const before = BEGINS_IN_WORD.test(normal) ? `(?<!${IN_WORD})` : '';
  const after = ENDS_IN_WORD.test(normal) ? `(?!${IN_WORD})` : '';
  return new RegExp(before + inner + after, 'gv');
}
