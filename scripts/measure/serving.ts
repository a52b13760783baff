// How fast a serving process answers, and how much memory it needs.
import type { Answerer } from '../../src/answer/answerer.ts';
import type { Catalogue } from '../../src/index/catalogue.ts';
import { quantile } from './statistics.ts';

export type ServingFigures = {
  questions: number;
  /** Milliseconds from question to Answer, warm. */
  p50ms: number;
  p95ms: number;
  /** Resident memory of the process afterwards, megabytes (10^6 bytes). */
  residentMB: number;
};

const WARM_UP = 20;
const QUESTIONS = 200;

/**
 * Asks headings of the corpus, evenly spaced: every question has an answer, so every step is taken. Titles warm up: what is
 * measured is new to the retriever's memory of questions.
 */
export async function measureServing({
  answerer,
  index,
}: {
  answerer: Answerer;
  index: { catalogue: Catalogue };
}): Promise<ServingFigures> {
  const { articles } = index.catalogue;
  const all = articles.flatMap(({ title, sections }) =>
    sections.flatMap(({ headingPath }) => headingPath.slice(-1).map((heading) => `${title} ${heading}`)),
  );
  const step = Math.max(1, Math.floor(all.length / QUESTIONS));
  const questions = [...new Set(all.filter((_, i) => i % step === 0))].slice(0, QUESTIONS);
  for (const { title } of articles.slice(0, WARM_UP)) await answerer.answer(title);
  const times: number[] = [];
  for (const question of questions) {
    const start = performance.now();
    await answerer.answer(question);
    times.push(performance.now() - start);
  }
  return {
    questions: questions.length,
    p50ms: quantile(times, 0.5) ?? 0,
    p95ms: quantile(times, 0.95) ?? 0,
    residentMB: process.memoryUsage().rss / 1e6,
  };
}

export function servingLines({ questions, p50ms, p95ms, residentMB }: ServingFigures): string[] {
  return [
    `question to answer: p50 ${p50ms.toFixed(1)} ms, p95 ${p95ms.toFixed(1)} ms (${questions} questions, warm)`,
    `memory of the serving process: ${Math.round(residentMB)} MB resident`,
  ];
}
