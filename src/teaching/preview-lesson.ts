// What a lesson would change: questions are asked with it and without, one after the other, so that readers' questions
// come in between.
import { setImmediate } from 'node:timers/promises';
import { type Answer, shownPassage, singleAnswers } from '../answer/answer.ts';
import type { Answerer } from '../answer/answerer.ts';
import type { Catalogue } from '../index/catalogue.ts';
import { sectionAt, taughtForm } from '../retrieval/lessons.ts';
import { queryTerms } from '../retrieval/query-terms.ts';
import type { Normal } from '../text/normal-form.ts';
import { termSet } from '../text/similarity.ts';
import type { CaseLine } from './lesson-lines.ts';
import type { Lesson, Preview } from './teaching.ts';

/** What is compared of an answer: its kind, and of each part the section that is shown. */
type Verdict = {
  kinds: string;
  sectionId: string | undefined;
  slug: string | undefined;
};

export type LessonPreview = (input: {
  lesson: Lesson;
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

  return async function preview({ lesson, before, after, recent, cases, catalogue }) {
    const isTouched = touchedBy(lesson);
    let changed = 0;
    for (const question of recent.filter(isTouched)) {
      const [one, other] = [await verdict(before, question), await verdict(after, question)];
      if (one.kinds !== other.kinds) changed++;
    }
    const brokenOnes: string[] = [];
    let of = 0;
    for (const labelled of cases.filter(({ to, isPlain }) => isPlain && isKnown(catalogue, to))) {
      of++;
      const { question } = labelled;
      if (!isTouched(question)) continue;
      const wasRight = isRight(catalogue, labelled, await verdict(before, question));
      if (wasRight && !isRight(catalogue, labelled, await verdict(after, question)))
        brokenOnes.push(question);
    }
    return {
      recent: { changed, of: recent.length },
      cases: { broken: brokenOnes.length, of, brokenOnes },
    };
  };
}

/**
 * Whether a lesson can change the answer to a question: asking the others would tell nothing. A taught question is compared
 * only with those that share one of its words, and a synonym is looked up only where its word stands.
 */
function touchedBy(lesson: Lesson): (question: string) => boolean {
  if (lesson.kind === 'synonym') {
    const word = [...termSet(taughtForm(lesson.word))];
    return (question) => {
      const asked = termSet(taughtForm(question));
      return word.every((term) => asked.has(term));
    };
  }
  const forms = new Set(lesson.questions.map(taughtForm));
  const words = new Set([...forms].flatMap(wordsOf));
  return (question) => {
    const form = taughtForm(question);
    return forms.has(form) || wordsOf(form).some((term) => words.has(term));
  };
}

/** Single characters, which questions on anything share, say too little to bring two of them close. */
function wordsOf(form: Normal): string[] {
  return queryTerms(form).flatMap(({ term, weight }) => (weight > 0.2 ? [term] : []));
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
  };
}
