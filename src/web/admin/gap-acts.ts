// What an operator can do about a gap. An act is planned from the fields of a form, shown with what it would change, and
// carried out by a second form with the same fields and a stamp of what the operator has seen.
import type { Gap, Gaps } from '../../insight/insight.ts';
import { sha256 } from '../../system/checksum.ts';
import { clip } from '../../text/cuts.ts';
import type { Lesson, SectionChoice, Teaching } from '../../teaching/teaching.ts';

export const ACTS = ['belongs', 'synonym', 'write', 'out-of-scope', 'hide', 'written'] as const;
export type Act = (typeof ACTS)[number];

/** An act that has been worked out, and not carried out. */
export type Plan = {
  act: Act;
  gap: Gap;
  /** The fields that make the same plan again. */
  fields: Readonly<Record<string, string>>;
  /** The questions that are taught, or written into a draft. */
  questions: readonly string[];
  lesson: Lesson | undefined;
  /** The section that they belong to. */
  choice: SectionChoice | undefined;
};

/** Questions of a lesson: more of one gap say nothing new. */
const MAX_QUESTIONS = 20;
/** The longest word, title and search of a form, in UTF-16 units. */
export const MAX_FIELD = 120;
/** Sections that are offered for words. */
export const MAX_CHOICES = 3;

type Parts = { gaps: Gaps; teaching: Teaching };

export function actOf(name: string): Act | undefined {
  return ACTS.find((act) => act === name);
}

/**
 * @param fields of a form, any text
 * @returns undefined if the fields do not make it: a section that is not among the closest for the words, a missing word
 */
export async function planAct(
  act: Act,
  gap: Gap,
  fields: URLSearchParams,
  { gaps, teaching }: Parts,
): Promise<Plan | undefined> {
  const field = (name: string): string => clip((fields.get(name) ?? '').trim(), MAX_FIELD);
  const questions = gap.questions.length === 0 ? [] : gaps.questionsOf(gap.id).slice(0, MAX_QUESTIONS);
  const plan: Plan = { act, gap, fields: {}, questions, lesson: undefined, choice: undefined };
  if (act === 'hide') return plan;
  // What one reader asked is not shown, so it cannot be taught either.
  if (questions.length === 0) return undefined;
  switch (act) {
    case 'written':
      return plan;
    case 'out-of-scope':
      return { ...plan, lesson: { kind: act, questions } };
    case 'write':
      return field('title') === '' ? undefined : { ...plan, fields: { title: field('title') } };
    case 'synonym': {
      const [word, means] = [field('word'), field('means')];
      if (word === '' || means === '' || word === means) return undefined;
      return { ...plan, fields: { word, means }, lesson: { kind: act, word, means } };
    }
    case 'belongs': {
      const [words, to] = [field('words'), field('to')];
      if (to === '') return undefined;
      const choice = (await teaching.sectionsFor(words, MAX_CHOICES)).find(
        ({ sectionId }) => sectionId === to,
      );
      if (choice === undefined) return undefined;
      return { ...plan, fields: { words, to }, lesson: { kind: act, questions, to: choice.place }, choice };
    }
  }
}

/**
 * Stands for everything that a preview depends on, besides what readers ask meanwhile: a plan with another stamp has not
 * been seen.
 */
export function stampOf(
  { gap, fields, lesson, questions }: Plan,
  generation: string,
  teaching: Teaching,
): string {
  const seen = [generation, gap.id, gap.status, fields, lesson, questions, teaching.lessons()];
  return sha256(Buffer.from(JSON.stringify(seen))).slice(0, 32);
}

/**
 * @returns the path of the draft that was written, if any
 * @throws Failure `config` when a file cannot be written; then nothing is changed
 */
export async function carryOut(plan: Plan, { gaps, teaching }: Parts): Promise<string | undefined> {
  const { act, gap, lesson, questions, fields } = plan;
  // The gap stays open until there is an article.
  if (act === 'write') return teaching.draft(gap.id, fields['title'] ?? '', questions);
  if (lesson !== undefined) await teaching.apply(lesson);
  if (act === 'hide') gaps.hide(gap.id);
  else gaps.close(gap.id, act);
  return undefined;
}
