// Meaningless changes of a question must change nothing: measures the share of questions that still find the same first
// passage. Source: metamorphic testing, Chen, Cheung and Yiu, 1998.
import { Converter } from 'opencc-js/cn2t';
import type { LabelledQuestion } from './questions.ts';
import { mean } from './statistics.ts';

/** Shares of questions with an unchanged first passage, by change; null if none was asked. */
export type Metamorphic = { n: number; unchanged: Record<string, number | null> };

const fullWidth = (text: string): string =>
  text.replace(/[!-~]/g, (character) => String.fromCharCode(character.charCodeAt(0) + 0xfee0));

export const CHANGES: Readonly<Record<string, (question: string) => string>> = {
  'traditional characters': Converter({ from: 'cn', to: 'tw' }),
  'full-width letters and digits': fullWidth,
  'upper case': (q) => q.toUpperCase(),
  'more punctuation': (q) => `「${q.replace(/[？?。]+$/, '')}」？？！……`,
  'politeness in Chinese': (q) => `你好，请问${q}，谢谢！`,
  'politeness in English': (q) => `Hello, ${q} Thanks!`,
  'white space': (q) => `  ${q.replace(/([，,])/, '$1\u3000\n')}\u200b `,
};

/** A conversation about something else, before the question. */
const AFTER_A_TOPIC = 'a topic before an unrelated question';

/** Every question is asked once per change and once unchanged: a third of them is enough. */
const EVERY = 3;

/**
 * Asks answerable questions unchanged and with every change.
 * @param firstOf the first passage that a question finds, after another question if there was one
 */
export async function metamorphic(
  firstOf: (question: string, before?: string) => Promise<number | undefined>,
  questions: readonly LabelledQuestion[],
): Promise<Metamorphic> {
  const asked = questions
    .filter(({ article, after }) => article !== undefined && after === undefined)
    .filter((_, i) => i % EVERY === 0);
  const firsts: (number | undefined)[] = [];
  for (const { q } of asked) firsts.push(await firstOf(q));
  const unchanged: Metamorphic['unchanged'] = {};
  for (const [name, change] of Object.entries(CHANGES)) {
    const same: number[] = [];
    for (const [i, { q }] of asked.entries()) same.push(Number((await firstOf(change(q))) === firsts[i]));
    unchanged[name] = mean(same);
  }
  const after: number[] = [];
  for (const [i, { q, article }] of asked.entries()) {
    const before = asked.find((other, j) => j > i && other.article !== article) ?? asked[0];
    if (before !== undefined && before.article !== article)
      after.push(Number((await firstOf(q, before.q)) === firsts[i]));
  }
  unchanged[AFTER_A_TOPIC] = mean(after);
  return { n: asked.length, unchanged };
}
