import type { SectionChoice, Teaching } from '../teaching/teaching.ts';

/** Questions whose closest sections are compared. */
const COMPARED = 4;

/** The sections that come first for most of some questions. @throws Failure `model` when the model stops working */
export async function closestSections(
  questions: readonly string[],
  limit: number,
  { sectionsFor }: Pick<Teaching, 'sectionsFor'>,
): Promise<SectionChoice[]> {
  const found = new Map<string, { choice: SectionChoice; votes: number }>();
  for (const question of questions.slice(0, COMPARED))
    for (const [rank, choice] of (await sectionsFor(question, limit)).entries()) {
      const known = found.get(choice.sectionId) ?? { choice, votes: 0 };
      found.set(choice.sectionId, { choice, votes: known.votes + 1 / (rank + 1) });
    }
  return [...found.values()]
    .sort((a, b) => b.votes - a.votes)
    .slice(0, limit)
    .map(({ choice }) => choice);
}
