import type { Catalogue } from '../index/catalogue.ts';
import { sectionAt } from '../retrieval/lessons.ts';
import type { TaughtLines } from './lesson-lines.ts';

/** What cannot be read, names what no longer exists, or is said twice; one sentence each with file and line. */
export function lessonProblems(
  { aliases, negatives, cases, problems }: TaughtLines,
  catalogue: Pick<Catalogue, 'bySlug'>,
): string[] {
  const named = [
    ...aliases.map(({ where, to }) => ({ where, to, effect: 'the line does nothing' })),
    ...cases.map(({ where, to }) => ({ where, to, effect: 'the case is left out' })),
  ];
  const gone = named.flatMap(({ where, to, effect }) => {
    if (to === undefined || sectionAt(catalogue, to) !== undefined) return [];
    const { article, section } = to;
    return catalogue.bySlug(article) === undefined || section === undefined
      ? `${where}: there is no article "${article}" any more; ${effect}`
      : `${where}: the article "${article}" has no section "${section}" any more; ${effect}`;
  });
  const outOfScope = new Set(negatives.map(({ form }) => form));
  const torn = aliases
    .filter(({ form }) => outOfScope.has(form))
    .map(({ where, question }) => `${where}: "${question}" is out of scope as well; the line does nothing`);
  return [...problems, ...gone, ...torn];
}
