// The passages and questions that several measures share: evenly spaced passages of a generation, and questions about
// them.
import { writeFile } from 'node:fs/promises';
import { loggerFor } from '../../../../src/app/run-main.ts';
import { PROJECT_ROOT } from '../../../../src/app/environment.ts';
import { openEmbedder } from '../../../../src/app/configured-model.ts';
import { type Environment, loadConfig } from '../../../../src/app/config.ts';
import type { PassageFields } from '../../../../src/build/passage-keys.ts';
import { randomNumbers } from '../../../../src/system/random-numbers.ts';
import { normalise } from '../../../../src/text/normal-form.ts';
import { openPassages } from '../open-passages.ts';

/** The shared data. */
export type Sample = {
  passages: PassageFields[];
  questions: { text: string; vector: number[] }[];
};

const PASSAGES = 2000;
const QUESTIONS = 300;
/** Smallest and largest length of a question taken from a passage, in characters. */
const QUOTED = [8, 18] as const;

export async function part(
  { indexDir, sampleFile, seed }: { indexDir: string; sampleFile: string; seed: number },
  env: Environment,
): Promise<object> {
  const index = await openPassages(indexDir);
  const evenly = (count: number): number[] => {
    const taken = Math.min(count, index.size);
    return Array.from({ length: taken }, (_, i) => Math.floor((i * index.size) / taken));
  };
  const passages = evenly(PASSAGES).map(index.fieldsOf);
  const random = randomNumbers(seed);
  const texts = evenly(QUESTIONS).map((ordinal, i) => question(index.fieldsOf(ordinal), i, random));

  const config = loadConfig(env, PROJECT_ROOT);
  const embedder = await openEmbedder(config.model, loggerFor(config));
  const vectors = await embedder.embed(texts.map(normalise), 'query');
  await embedder.close();
  const questions = texts.map((text, i) => ({ text, vector: Array.from(vectors[i] ?? []) }));
  await writeFile(sampleFile, JSON.stringify({ passages, questions } satisfies Sample));
  index.close();
  return {};
}

/** In turn: title and heading, a piece of a sentence, a heading with such a piece. */
function question({ title, headings, sentences }: PassageFields, turn: number, random: () => number): string {
  const heading = headings.split(' ').at(-1) ?? '';
  if (turn % 3 === 0) return `${title} ${heading}`;
  const sentence = sentences[Math.floor(random() * sentences.length)] ?? '';
  const length = QUOTED[0] + Math.floor(random() * (QUOTED[1] - QUOTED[0] + 1));
  const start = Math.floor(random() * Math.max(1, sentence.length - length));
  const quoted = sentence.slice(start, start + length).toWellFormed();
  return turn % 3 === 1 ? quoted : `${heading} ${quoted}`;
}
