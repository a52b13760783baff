// What a lesson would change: questions are asked with it and without, one after the other, so that readers' questions
// come in between.
import { setImmediate } from 'node:timers/promises';
import { type Answer, shownPassage, singleAnswers } from '../answer/answer.ts';
import type { Answerer } from '../answer/answerer.ts';
import type { Catalogue } from '../index/catalogue.ts';
import { sectionAt } from '../retrieval/lessons.ts';
import type { CaseLine } from './lesson-lines.ts';
import type { Changed, Preview } from './teaching.ts';

/** Changed questions that are named. */
const EXAMPLES = 5;

/** What is compared of an answer: its kind, and of each part the section that is shown. */
type Verdict = {
  kinds: string;
  sectionId: string | undefined;
  slug: string | undefined;
  /** `title › heading`. */
  name: string | undefined;
};

export type LessonPreview = (input: {
  before: Answerer;
  after: Answerer;
  recent: readonly string[];
  cases: readonly CaseLine[];
  catalogue: Catalogue;
}) => Promise<Preview>;

/** Remembers what an answerer says: the next preview asks the same questions before its lesson. */
export function createLessonPreview(): LessonPreview {
  const remembered = new WeakMap<Answerer, Map<string, Verdict>>();

  async function verdict(answerer: Answerer, question: string): Promise<Verdict> {
    const known = remembered.get(answerer) ?? new Map<string, Verdict>();
    remembered.set(answerer, known);
    const before = known.get(question);
    if (before !== undefined) return before;
    const now = verdictOf(await answerer.answer(question));
    known.set(question, now);
    await setImmediate();
    return now;
  }

  return async function preview({ before, after, recent, cases, catalogue }) {
    const changed: Changed[] = [];
    for (const question of recent) {
      const [one, other] = [await verdict(before, question), await verdict(after, question)];
      if (one.kinds !== other.kinds) changed.push({ question, before: one.name, after: other.name });
    }
    const brokenOnes: string[] = [];
    let of = 0;
    for (const labelled of cases.filter(({ to, isPlain }) => isPlain && isKnown(catalogue, to))) {
      of++;
      const { question } = labelled;
      const wasRight = isRight(catalogue, labelled, await verdict(before, question));
      if (wasRight && !isRight(catalogue, labelled, await verdict(after, question)))
        brokenOnes.push(question);
    }
    return {
      recent: { changed: changed.length, of: recent.length, examples: changed.slice(0, EXAMPLES) },
      cases: { broken: brokenOnes.length, of, brokenOnes },
    };
  };
}

/** Labels of another wiki, or of what no longer exists, can be neither right nor wrong. */
function isKnown(catalogue: Catalogue, to: CaseLine['to']): boolean {
  return to === undefined || sectionAt(catalogue, to) !== undefined;
}

function isRight(catalogue: Catalogue, { to, also }: CaseLine, { kinds, sectionId, slug }: Verdict): boolean {
  // A doubt is no wrong answer.
  if (to === undefined) return !/^(?:found|continued)\b/m.test(kinds);
  if (sectionId === undefined) return false;
  return [to, ...also].some(
    (place) =>
      place.article === slug &&
      (place.section === undefined || sectionAt(catalogue, place)?.id === sectionId),
  );
}

function verdictOf(answer: Answer): Verdict {
  const passage = shownPassage(answer);
  return {
    kinds: singleAnswers(answer)
      .map((part) => `${part.kind} ${shownPassage(part)?.ref.sectionId ?? ''}`)
      .join('\n'),
    sectionId: passage?.ref.sectionId,
    slug: passage?.article.slug,
    name: passage && [passage.article.title, ...passage.breadcrumb].join(' › '),
  };
}
