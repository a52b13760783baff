// Meaningless changes of a question must change nothing: measures the share of questions that still find the same first
// passage. Source: metamorphic testing, Chen, Cheung and Yiu, 1998.
import { Converter } from 'opencc-js/cn2t';
import type { LabelledQuestion } from './questions.ts';
import { mean } from './statistics.ts';

/**
 * Shares of questions with an unchanged first passage, by change; null if none was asked. Of two-part questions, the
 * share that shows the same sections when the parts change places.
 */
export type Metamorphic = { n: number; unchanged: Record<string, number | null> };

const OTHER_ORDER = 'order of two parts';

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
 * @param sectionsOf the questions that were read in a message, and the sections shown for them
 */
export async function metamorphic(
  firstOf: (question: string, before?: string) => Promise<number | undefined>,
  questions: readonly LabelledQuestion[],
  sectionsOf: (question: string) => Promise<PartSections>,
): Promise<Metamorphic> {
  const single = questions.filter(
    ({ article, after, second }) => article !== undefined && after === undefined && second === undefined,
  );
  const asked = single.filter((_, i) => i % EVERY === 0);
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
  const sameParts: number[] = [];
  for (const { q, second } of questions) {
    if (second === undefined) continue;
    const { parts, sections } = await sectionsOf(q);
    if (parts.length !== 2) continue;
    const turned = await sectionsOf([...parts].reverse().join('？'));
    sameParts.push(Number(sections.toSorted().join() === turned.sections.toSorted().join()));
  }
  if (sameParts.length > 0) unchanged[OTHER_ORDER] = mean(sameParts);
  return { n: asked.length, unchanged };
}

export type PartSections = { parts: string[]; sections: string[] };
