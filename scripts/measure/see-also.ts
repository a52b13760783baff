// Whether another article's passage is worth a line below a sure answer, by how close its score comes to the first one's.
import type { Answerer } from '../../src/answer/answerer.ts';
import type { OpenIndex } from '../../src/index/open-index.ts';
import type { Hit } from '../../src/retrieval/hit.ts';
import { normalise } from '../../src/text/normal-form.ts';
import { isRight, type LabelledQuestion } from './questions.ts';

/** Shares of the first passage's score that would be asked for, in turn. */
const BARS = [0.5, 0.6, 0.7, 0.8, 0.85, 0.9, 0.95];
const MAX_LINES = 2;

/** With a bar: the lines shown below answers, and how many of them are right or say the labelled answer. */
export type SeeAlso = { bar: number; lines: number; useful: number };

/** @throws Failure `model` when the model stops working */
export async function seeAlso(
  { answerer, index }: { answerer: Answerer; index: OpenIndex },
  questions: readonly LabelledQuestion[],
): Promise<SeeAlso[]> {
  const offered: { share: number; useful: boolean }[] = [];
  for (const question of questions) {
    if (question.after !== undefined || question.second !== undefined) continue;
    const { answer, retrieval } = await answerer.explain(question.q);
    const [first, ...others] = retrieval?.hits ?? [];
    if (answer.kind !== 'found' || first === undefined) continue;
    const bestOfOthers = new Map(others.toReversed().map((hit) => [hit.article, hit]));
    bestOfOthers.delete(first.article);
    const best = [...bestOfOthers.values()].sort((a, b) => b.fused - a.fused).slice(0, MAX_LINES);
    for (const hit of best)
      offered.push({ share: hit.fused / first.fused, useful: isUseful(hit, question, index) });
  }
  return BARS.map((bar) => {
    const lines = offered.filter(({ share }) => share >= bar);
    return { bar, lines: lines.length, useful: lines.filter(({ useful }) => useful).length };
  });
}

function isUseful({ ordinal, sectionIndex }: Hit, question: LabelledQuestion, index: OpenIndex): boolean {
  if (isRight(index, ordinal, question)) return true;
  const { answer } = question;
  return (
    answer !== undefined && normalise(index.texts.section(sectionIndex).text).includes(normalise(answer))
  );
}

export function seeAlsoLines(all: readonly SeeAlso[]): string[] {
  return [
    'another article below the answer, by its share of the first score:',
    ...all.map(({ bar, lines, useful }) => `  ≥ ${bar.toFixed(2)}  ${lines} lines, ${useful} of use`),
  ];
}
