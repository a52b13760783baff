// What operators do about a gap, step by step: choose, look at a preview, do it, take it back. Nothing is written before
// a preview has been confirmed, and what was confirmed is what the preview showed: if anything has changed since, there
// is a new preview instead.
//
//   card ─→ sections ─┐
//        ─→ words ─→ meaning ─┤
//        ─→ draft, out of scope, never again ─→ preview ─→ done ─→ undone
//                                               ↑    │ something has changed
//                                               └────┘
import type { Gap, Gaps } from '../insight/insight.ts';
import type { Translate } from '../locales/translations.ts';
import { Failure } from '../system/failure.ts';
import type { SectionChoice, Teaching } from '../teaching/teaching.ts';
import { clip } from '../text/cuts.ts';
import { normalise } from '../text/normal-form.ts';
import { closestSections } from './closest-sections.ts';
import type { BotDependencies } from './dependencies.ts';
import { type GapCallback, MAX_WORD_BYTES } from './gap-callback.ts';
import { type Awaited, type GapProposals, lesson, type Step, withQuestions } from './gap-proposals.ts';
import { rareWords } from './rare-words.ts';
import { isWord, sidesOf } from './synonym-words.ts';
import { pairRows } from './render/button-rows.ts';
import {
  type Choice,
  renderDone,
  renderFailed,
  renderPreview,
  renderPrompt,
  renderSections,
  type SectionName,
} from './render/gap-lesson.ts';
import { gapButton } from './render/gap-signs.ts';
import type { ButtonRow, Reply } from './render/reply.ts';

/** What comes of a step: a reply, a notice without one, or neither because the proposal is gone. */
export type Outcome = {
  reply?: Reply | undefined;
  notice?: string | undefined;
  /** What the operator is asked to write. */
  awaits?: Awaiting | undefined;
  /** A written draft. */
  draft?: { name: string; content: Uint8Array } | undefined;
};
type Awaiting = { kind: 'section' | 'synonym' } | { kind: 'meaning'; word: string };
export type GapStep = Exclude<GapCallback, { kind: 'list' | 'cluster' | 'digest' | 'card' }>;

export interface GapActions {
  /** A button was pressed below an open gap; `undo` also below another. */
  press(gap: Gap, data: GapStep, t: Translate): Promise<Outcome>;
  /** The operator wrote what was asked for. */
  written(gap: Gap, awaited: Awaited, text: string, t: Translate): Promise<Outcome>;
}

export type GapActionsDependencies = Pick<BotDependencies, 'wiki' | 'now'> & {
  gaps: Gaps;
  teaching: Teaching;
  /** Called when readers may have an answer that they did not have. */
  onTaught: () => void;
  /** Notes that a gap has a draft. */
  onDrafted: (gapId: string) => void;
  /** In how many passages of the wiki a word stands. */
  passagesWith: (word: string) => number;
  readFile: (path: string) => Promise<Uint8Array>;
};

/** Questions that a lesson takes. */
const MAX_TAUGHT = 20;
const MAX_CHOICES = 3;
const MAX_WORDS = 6;
const MAX_MEANINGS = 4;
const MAX_TITLE = 60;
const UNDO_HIDE_MS = 60_000;

export function createGapActions(
  dependencies: GapActionsDependencies & { proposals: GapProposals },
): GapActions {
  const { gaps, teaching, wiki, now, proposals, passagesWith, onTaught, onDrafted, readFile } = dependencies;

  let turn: Promise<unknown> = Promise.resolve();

  const questionsOf = (gap: Gap): string[] => gaps.questionsOf(gap.id).slice(0, MAX_TAUGHT);

  function press(gap: Gap, data: GapStep, t: Translate): Promise<Outcome> {
    const { id } = gap;
    return carefully(id, t, async () => {
      switch (data.kind) {
        case 'sections':
          return {
            reply: sectionChoices(gap, await closestSections(questionsOf(gap), MAX_CHOICES, teaching), t),
          };
        case 'section-words':
          return { reply: renderPrompt(id, t('gap-section-words'), t), awaits: { kind: 'section' } };
        case 'words': {
          const buttons = rareWords(questionsOf(gap), passagesWith, MAX_WORDS)
            .filter((word) => Buffer.byteLength(word) <= MAX_WORD_BYTES && isWord(word))
            .map((word) => gapButton(word, { kind: 'meaning', gapId: id, word }));
          const reply = renderPrompt(id, t('gap-which-word'), t, pairRows(buttons));
          return { reply, awaits: { kind: 'synonym' } };
        }
        case 'meaning':
          return meanings(gap, data.word, t);
        case 'draft': {
          const questions = questionsOf(gap);
          return preview(gap, { kind: 'draft', title: clip(questions[0] ?? '', MAX_TITLE), questions }, t);
        }
        case 'out-of-scope':
          return preview(gap, lesson({ kind: 'out-of-scope', questions: questionsOf(gap) }), t);
        case 'hide':
          return preview(gap, { kind: 'hide' }, t);
        case 'preview': {
          const proposal = proposals.get(id, data.token);
          return proposal === undefined ? { notice: t('gap-lost') } : preview(gap, proposal.step, t);
        }
        case 'apply':
          return apply(gap, data.token, t);
        case 'undo':
          return undo(gap, data.token, t);
      }
    });
  }

  function written(gap: Gap, awaited: Awaited, text: string, t: Translate): Promise<Outcome> {
    return carefully(gap.id, t, async () => {
      if (awaited.kind === 'section') {
        const choices = await teaching.sectionsFor(text, MAX_CHOICES);
        const awaits = choices.length === 0 ? ({ kind: 'section' } as const) : undefined;
        return { reply: sectionChoices(gap, choices, t), awaits };
      }
      const { word, means } =
        awaited.kind === 'meaning' ? { word: awaited.word, means: text } : sidesOf(text);
      if (!isWord(word) || (means !== undefined && (!isWord(means) || normalise(means) === normalise(word))))
        return { reply: renderPrompt(gap.id, t('gap-bad-word'), t), awaits: { kind: 'synonym' } };
      if (means === undefined) return meanings(gap, word, t);
      return preview(gap, lesson({ kind: 'synonym', word, means }), t);
    });
  }

  function sectionChoices(gap: Gap, choices: readonly SectionChoice[], t: Translate): Reply {
    const questions = questionsOf(gap);
    const proposed = choices.map((choice): Choice<SectionChoice> => {
      const step = lesson({ kind: 'belongs', questions, to: choice.place });
      return { token: proposals.propose(gap.id, step), choice };
    });
    return renderSections(gap.id, proposed, t);
  }

  /** What the wiki may call a word: the closest titles and headings. */
  async function meanings(gap: Gap, word: string, t: Translate): Promise<Outcome> {
    const sections = await closestSections([word, ...questionsOf(gap)], MAX_CHOICES, teaching);
    const names = sections.flatMap(({ title, breadcrumb }) => [breadcrumb.at(-1) ?? title, title]);
    const buttons = [...new Set(names)]
      .filter((means) => isWord(means) && normalise(means) !== normalise(word))
      .slice(0, MAX_MEANINGS)
      .map((means): ButtonRow => {
        const token = proposals.propose(gap.id, lesson({ kind: 'synonym', word, means }));
        return [gapButton(means, { kind: 'preview', gapId: gap.id, token })];
      });
    const asked = t('gap-which-meaning', { words: word });
    return { reply: renderPrompt(gap.id, asked, t, buttons), awaits: { kind: 'meaning', word } };
  }

  async function preview(gap: Gap, step: Step, t: Translate, isAgain = false): Promise<Outcome> {
    const token = proposals.propose(gap.id, step);
    const previewOf = stateOf(gap);
    const effect = step.kind === 'lesson' ? await teaching.preview(step.lesson) : undefined;
    const proposal = proposals.get(gap.id, token);
    if (proposal !== undefined) proposal.previewOf = previewOf;
    const place = placeOf(step);
    const shown = { gapId: gap.id, token, step, preview: effect, place, isAgain };
    // When it reads the same, the message stays as it is.
    return { reply: renderPreview(shown, t), notice: isAgain ? t('gap-changed') : undefined };
  }

  /** What a preview depends on. */
  function stateOf(gap: Gap): string {
    return JSON.stringify([wiki.generation, teaching.lessons(), gap.status, questionsOf(gap)]);
  }

  /** One after the other: of two operators who act on a gap at once, the second one finds it closed. */
  function apply({ id }: Gap, token: string, t: Translate): Promise<Outcome> {
    const mine = turn.then(() => applyNow(id, token, t));
    turn = mine.catch(() => undefined);
    return mine;
  }

  async function applyNow(id: string, token: string, t: Translate): Promise<Outcome> {
    const gap = gaps.get(id);
    const proposal = proposals.get(id, token);
    if (gap === undefined || proposal === undefined) return { notice: t('gap-lost') };
    const { step } = proposal;
    const place = placeOf(step);
    const done = (name?: string): Reply => renderDone({ gapId: id, token, step, place }, name, t);
    if (gap.status !== 'open')
      return proposal.appliedAt === undefined ? { notice: t('gap-gone') } : { reply: done() };
    if (proposal.previewOf !== stateOf(gap))
      return preview(gap, withQuestions(step, questionsOf(gap)), t, true);
    const draft = await carryOut(gap, step);
    proposal.appliedAt = now();
    return { reply: done(draft?.name), draft };
  }

  async function carryOut(gap: Gap, step: Step): Promise<Outcome['draft']> {
    switch (step.kind) {
      case 'lesson':
        await teaching.apply(step.lesson);
        gaps.close(gap.id, step.lesson.kind);
        onTaught();
        return undefined;
      case 'draft': {
        const path = await teaching.draft(gap.id, step.title, step.questions);
        onDrafted(gap.id);
        return { name: path.replace(/^.*[\\/]/, ''), content: await readFile(path) };
      }
      case 'hide':
        gaps.hide(gap.id);
        return undefined;
    }
  }

  async function undo(gap: Gap, token: string, t: Translate): Promise<Outcome> {
    const proposal = proposals.get(gap.id, token);
    if (proposal?.appliedAt === undefined) return { notice: t('gap-lost') };
    if (proposal.step.kind === 'hide' && now() - proposal.appliedAt > UNDO_HIDE_MS)
      return { notice: t('gap-too-late') };
    if (proposal.step.kind === 'lesson') await teaching.takeBack(proposal.step.lesson);
    gaps.reopen(gap.id);
    proposal.appliedAt = undefined;
    proposal.previewOf = undefined;
    return { notice: t('gap-undone') };
  }

  function placeOf(step: Step): SectionName | undefined {
    if (step.kind !== 'lesson' || step.lesson.kind !== 'belongs') return undefined;
    const { article, section } = step.lesson.to;
    const title = wiki.reader.bySlug(article)?.title ?? article;
    return { title, breadcrumb: section === undefined ? [] : [section] };
  }

  return { press, written };
}

/** What is expected to fail is told: a file that cannot be written, a model that has stopped. */
async function carefully(gapId: string, t: Translate, task: () => Promise<Outcome>): Promise<Outcome> {
  try {
    return await task();
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    return { reply: renderFailed(gapId, error.message, t) };
  }
}
