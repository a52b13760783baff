// What an operator may teach about a gap: the choices, the preview before anything is written, and what was done.
import type { Translate } from '../../locales/translations.ts';
import type { Lesson, Preview, SectionChoice } from '../../teaching/teaching.ts';
import { clip } from '../../text/cuts.ts';
import type { Step } from '../gap-proposals.ts';
import { backToGap, backToList } from './gap-list.ts';
import { gapButton, MAX_SHOWN_QUESTION } from './gap-signs.ts';
import { escapeHtml } from './html.ts';
import { headingHtml } from './passage-html.ts';
import { type ButtonRow, type Reply, rows } from './reply.ts';

const MAX_EXCERPT = 160;
const MAX_QUESTIONS = 5;
const MAX_BROKEN = 5;
const MAX_REASON = 500;

/** Something to choose, with the token of its proposal. */
export type Choice<T> = { token: string; choice: T };

export function renderSections(
  gapId: string,
  choices: readonly Choice<SectionChoice>[],
  t: Translate,
): Reply {
  const lines = choices.map(
    ({ choice }, i) =>
      `<b>${i + 1}.</b> ${nameHtml({ title: choice.title, breadcrumb: [...choice.breadcrumb] })}\n<i>${escapeHtml(clip(choice.excerpt, MAX_EXCERPT))}</i>`,
  );
  const text = t(choices.length === 0 ? 'gap-no-section' : 'gap-which-section');
  return {
    html: [escapeHtml(text), ...lines].join('\n\n'),
    buttons: rows(
      ...choices.map(({ token, choice }, i) => [
        gapButton(`${i + 1}. ${[choice.title, ...choice.breadcrumb.slice(-1)].join(' › ')}`, {
          kind: 'preview',
          gapId,
          token,
        }),
      ]),
      [gapButton(t('button-section-words'), { kind: 'section-words', gapId })],
      backToGap(gapId, t),
    ),
  };
}

/** Asks the operator to write something. */
export function renderPrompt(gapId: string, text: string, t: Translate, choices: ButtonRow[] = []): Reply {
  return { html: escapeHtml(text), buttons: [...choices, backToGap(gapId, t)] };
}

export type Previewed = {
  gapId: string;
  token: string;
  step: Step;
  /** What it would change; undefined where nothing that is asked changes. */
  preview: Preview | undefined;
  /** Where the questions would belong to, if they would. */
  place: SectionName | undefined;
  /** Whether something has changed since the preview before. */
  isAgain: boolean;
};
export type SectionName = { title: string; breadcrumb: string[] };

export function renderPreview(
  { gapId, token, step, preview, place, isAgain }: Previewed,
  t: Translate,
): Reply {
  const broken = preview?.cases.broken ?? 0;
  const apply =
    step.kind === 'draft'
      ? t('button-write-draft')
      : step.kind === 'hide'
        ? t('button-do-hide')
        : broken > 0
          ? t('button-apply-all-the-same', { count: broken })
          : t('button-apply');
  const blocks = [
    ...(isAgain ? [`<i>${escapeHtml(t('gap-changed'))}</i>`] : []),
    planHtml(step, place, t),
    ...(preview === undefined ? [] : effectHtml(preview, t)),
  ];
  return {
    html: blocks.join('\n\n'),
    buttons: [[gapButton(apply, { kind: 'apply', gapId, token })], backToGap(gapId, t)],
  };
}

function planHtml(step: Step, place: SectionName | undefined, t: Translate): string {
  if (step.kind === 'hide') return escapeHtml(t('gap-will-be-hidden'));
  if (step.kind === 'draft') {
    const { title: topic, questions } = step;
    const plan = t('gap-will-be-drafted', { topic, count: questions.length });
    return `${escapeHtml(plan)}\n${questionLines(questions, t)}`;
  }
  const { lesson } = step;
  if (lesson.kind === 'synonym')
    return escapeHtml(t('gap-will-mean', { words: lesson.word, text: lesson.means }));
  const count = lesson.questions.length;
  if (lesson.kind === 'out-of-scope')
    return `${escapeHtml(t('gap-will-be-out', { count }))}\n${questionLines(lesson.questions, t)}`;
  return `${escapeHtml(t('gap-will-belong', { count }))}\n${nameHtml(place)}\n\n${questionLines(lesson.questions, t)}`;
}

function questionLines(questions: readonly string[], t: Translate): string {
  const rest = questions.length - MAX_QUESTIONS;
  return [
    ...questions.slice(0, MAX_QUESTIONS).map((question) => `• ${clip(question, MAX_SHOWN_QUESTION)}`),
    ...(rest > 0 ? [t('gap-more', { count: rest })] : []),
  ]
    .map(escapeHtml)
    .join('\n');
}

/** Counts only: recent questions are those of single readers. */
function effectHtml({ recent, cases }: Preview, t: Translate): string[] {
  const effect = t('gap-effect', {
    ...{ questions: recent.of, count: recent.changed, total: cases.of, used: cases.broken },
  });
  const broken = cases.brokenOnes.slice(0, MAX_BROKEN).map((one) => `• ${clip(one, MAX_SHOWN_QUESTION)}`);
  if (cases.broken > broken.length && broken.length > 0)
    broken.push(t('gap-more', { count: cases.broken - broken.length }));
  const list = (heading: string, lines: readonly string[]): string[] =>
    lines.length === 0 ? [] : [escapeHtml([heading, ...lines].join('\n'))];
  return [`<b>${escapeHtml(effect)}</b>`, ...list(t('gap-broken'), broken)];
}

export type Done = { gapId: string; token: string; step: Step; place: SectionName | undefined };

/** What was done; `file`: the name of a draft. */
export function renderDone(
  { gapId, token, step, place }: Done,
  file: string | undefined,
  t: Translate,
): Reply {
  const undo: ButtonRow =
    step.kind === 'draft' ? [] : [gapButton(t('button-undo'), { kind: 'undo', gapId, token })];
  const kept =
    step.kind === 'lesson' ? `\n\n${escapeHtml(t('gap-file', { name: FILES[step.lesson.kind] }))}` : '';
  return {
    html: doneHtml(step, place, file ?? '', t) + kept,
    buttons: rows(undo, backToList(t)),
  };
}

/** Where lessons are kept: see src/teaching/. */
const FILES: Readonly<Record<Lesson['kind'], string>> = {
  belongs: 'aliases.jsonl',
  synonym: 'synonyms.txt',
  'out-of-scope': 'negatives.jsonl',
};

function doneHtml(step: Step, place: SectionName | undefined, file: string, t: Translate): string {
  if (step.kind === 'hide') return escapeHtml(t('gap-hidden-now'));
  if (step.kind === 'draft') return escapeHtml(t('gap-drafted-now', { name: file }));
  const { lesson } = step;
  if (lesson.kind === 'synonym')
    return escapeHtml(t('gap-means-now', { words: lesson.word, text: lesson.means }));
  if (lesson.kind === 'out-of-scope') return escapeHtml(t('gap-out-now'));
  return `${escapeHtml(t('gap-belongs-now'))}\n${nameHtml(place)}`;
}

/** @param message why it did not work */
export function renderFailed(gapId: string, message: string, t: Translate): Reply {
  const text = t('gap-failed', { reason: clip(message, MAX_REASON) });
  return { html: escapeHtml(text), buttons: [backToGap(gapId, t)] };
}

function nameHtml(place: SectionName | undefined): string {
  return place === undefined ? '' : headingHtml({ article: place, breadcrumb: place.breadcrumb });
}
