// Lessons as operators name them, and which of them were taught to close a gap.
import type { Gap, Gaps } from '../../insight/insight.ts';
import { taughtForm } from '../../retrieval/lessons.ts';
import { sha256 } from '../../system/checksum.ts';
import type { Lesson, Teaching } from '../../teaching/teaching.ts';
import { type Insert, markup, type Markup } from '../markup.ts';
import { said } from './admin-layout.ts';

/** Names a lesson in a form. */
export function lessonKey({ kind, ...lesson }: Lesson): string {
  return sha256(Buffer.from(JSON.stringify([kind, lesson]))).slice(0, 32);
}

/** What a lesson says, and where it leads; nowhere if it is out of scope. */
export function lessonMarkup(lesson: Lesson): Markup {
  const quoted = (questions: readonly string[]): Insert =>
    questions.map((question) => markup`“${said(question)}” `);
  switch (lesson.kind) {
    case 'belongs':
      return markup`${quoted(lesson.questions)} → ${[lesson.to.article, lesson.to.section].filter(Boolean).join(' › ')}`;
    case 'synonym':
      return markup`${said(lesson.word)} → ${said(lesson.means)}`;
    case 'out-of-scope':
      return markup`${quoted(lesson.questions)}`;
  }
}

/** The lessons that a gap was closed by. A synonym names no question, so nobody knows which gap it was taught for. */
export function lessonsThatClosed(
  { id, status, closed }: Gap,
  gaps: Pick<Gaps, 'questionsOf'>,
  teaching: Pick<Teaching, 'lessons'>,
): Lesson[] {
  if (status !== 'closed') return [];
  const asked = new Set<string>(gaps.questionsOf(id).map(taughtForm));
  return teaching
    .lessons()
    .filter(
      (lesson) =>
        lesson.kind === closed?.by &&
        lesson.kind !== 'synonym' &&
        lesson.questions.some((question) => asked.has(taughtForm(question))),
    );
}
