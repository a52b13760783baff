// Retrieval quality on labelled questions, by the same code path as the bot's.
import type { Answer } from '../../src/answer/answer.ts';
import type { Answerer, Explanation } from '../../src/answer/answerer.ts';
import {
  type AnswerStringShown,
  halvesRight,
  judgedPart,
  sectionOf,
  shownOf,
  shownOrdinals,
} from './judge-answer.ts';
import { type LastAnswer, lastAnswerOf } from '../../src/answer/last-answer.ts';
import { joinHeadings } from '../../src/corpus/article.ts';
import type { OpenIndex } from '../../src/index/open-index.ts';
import type { Metamorphic } from './metamorphic.ts';
import { isRight, type LabelledQuestion } from './questions.ts';
import { auroc, bootstrapInterval, mean, quantile } from './statistics.ts';

/** Shares are 0 to 1; null if no question counts for a figure. */
export type QualityFigures = {
  n: number;
  /**
   * Share of answerable questions whose first passage lies in the labelled section (or article, if no section is
   * labelled).
   */
  r1: number | null;
  /** The same for the first five passages. */
  r5: number | null;
  /** Mean of 1 / rank of the first right passage. */
  mrr: number | null;
  /** Mean of 1 / log2(1 + rank), 0 after rank 10: nDCG@10 with one relevant result. */
  ndcg10: number | null;
  /** Share of questions with an answer string whose shown excerpt contains it (in normal form). */
  excerpt: number | null;
  /** The same for the one sentence in bold. */
  best: number | null;
  /** Share of answerable questions with outcome found. */
  answered: number | null;
  /** Share of found answers that are right. */
  precision: number | null;
  /** Share of unanswerable questions with outcome found. */
  falseAnswers: number | null;
  /** Share of questions about something else whose shown section is not what it is without the conversation. */
  changed: number | null;
  /** AUC of the confidence: right first passages against unanswerable questions. */
  auroc: number | null;
  /** Share of the halves of two-part questions that are right (see `halvesRight`), and of those with both right. */
  halves: number | null;
  both: number | null;
  /** Milliseconds from question to Answer. */
  p50ms: number | null;
  p95ms: number | null;
};

/** A question and its outcome. */
export type Outcome = AnswerStringShown & {
  question: LabelledQuestion;
  kind: Answer['kind'];
  confidence: number;
  /** Rank (from 1) of the first right passage by ranking; 0 if it is not among the candidates. */
  ranks: { fused: number; vector: number; lexical: number };
  /** Whether the conversation changed what is shown; undefined for questions that go on from it. */
  changed: boolean | undefined;
  /** Whether each half of a two-part question is right; undefined for others. */
  halvesRight: [boolean, boolean] | undefined;
  /** `slug › headings` of the first passage. */
  first: string;
  milliseconds: number;
};

export type Arm = 'vector' | 'lexical' | 'fused';

/** The group of questions that have nothing to do with the conversation before them. */
const OFF_TOPIC = 'off-topic after';

export type QualityReport = {
  /** Of questions without a conversation: others are reported by group only. */
  summary: QualityFigures;
  groups: Record<string, QualityFigures>;
  arms: Record<Arm, QualityFigures>;
  /** `r1` of each ranking by itself, by group. */
  groupArms: Record<string, Record<Arm, number | null>>;
  /** 95 % bootstrap intervals of `r1`, by group; the whole set has the empty name. */
  intervals: Record<string, [number, number] | null>;
  /** The machine of the measurement. */
  metamorphic?: Metamorphic | undefined;
};

export type MeasuredEngine = { answerer: Answerer; index: OpenIndex };

/** Asks every question once, after some warm-up questions. */
export async function askAll(
  { answerer, index }: MeasuredEngine,
  questions: readonly LabelledQuestion[],
): Promise<Outcome[]> {
  for (const { q } of questions.slice(0, 10)) await answerer.answer(q);
  const outcomes: Outcome[] = [];
  for (const question of questions) {
    const after = await lastAnswer(answerer, question.after ?? []);
    const start = performance.now();
    const whole = await answerer.explain(question.q, { after });
    const milliseconds = performance.now() - start;
    const rank = (ordinals: readonly number[]): number =>
      ordinals.findIndex((ordinal) => isRight(index, ordinal, question)) + 1;
    const rankOf = ({ answer, retrieval }: Explanation): number =>
      rank(
        answer.kind === 'continued'
          ? shownOrdinals(index, answer)
          : (retrieval?.hits.map(({ ordinal }) => ordinal) ?? []),
      );
    const part = judgedPart(whole, rankOf);
    const { answer, retrieval } = part;
    const first = retrieval?.hits[0];
    const place = first === undefined ? undefined : index.catalogue.place(first.ordinal);
    outcomes.push({
      question,
      kind: answer.kind,
      confidence: answer.confidence,
      ranks: {
        fused: rankOf(part),
        vector: rank(retrieval?.rankings.vector ?? []),
        lexical: rank(retrieval?.rankings.lexical ?? []),
      },
      ...shownOf(answer, question.answer),
      changed:
        question.group === OFF_TOPIC
          ? sectionOf(answer) !== sectionOf(await answerer.answer(question.q))
          : undefined,
      halvesRight: halvesRight(whole.answer, question),
      first: place === undefined ? '–' : `${place.article.slug} › ${joinHeadings(place.section.headingPath)}`,
      milliseconds,
    });
  }
  return outcomes;
}

/** Asks the questions of a conversation; what it remembers in the end. */
export async function lastAnswer(
  answerer: Answerer,
  questions: readonly string[],
): Promise<LastAnswer | undefined> {
  let last: LastAnswer | undefined;
  for (const question of questions)
    last = lastAnswerOf(await answerer.answer(question, { after: last })) ?? last;
  return last;
}

/** Long messages are a group by themselves, as are questions with two labels and those of a conversation. */
const LONG = 'long';

export function qualityReport(outcomes: readonly Outcome[]): QualityReport {
  const names = [...new Set(outcomes.map(({ question }) => question.group ?? 'none'))].sort();
  const of = (name: string): Outcome[] =>
    outcomes.filter(({ question }) => (question.group ?? 'none') === name);
  const interval = (some: readonly Outcome[]): [number, number] | null =>
    bootstrapInterval(some.filter(isAnswerable).map(({ ranks }) => Number(ranks.fused === 1)));
  const counted = outcomes.filter(
    ({ question: { after, second, group } }) => after === undefined && second === undefined && group !== LONG,
  );
  const summary = figures(counted);
  return {
    summary,
    groups: Object.fromEntries(names.map((name) => [name, figures(of(name))])),
    arms: {
      vector: armFigures(counted, 'vector'),
      lexical: armFigures(counted, 'lexical'),
      fused: summary,
    },
    groupArms: Object.fromEntries(names.map((name) => [name, armShares(of(name))])),
    intervals: {
      '': interval(counted),
      ...Object.fromEntries(names.map((name) => [name, interval(of(name))])),
    },
  };
}

function isAnswerable({ question }: Outcome): boolean {
  return question.article !== undefined;
}

function figures(outcomes: readonly Outcome[]): QualityFigures {
  const unanswerable = outcomes.filter((outcome) => !isAnswerable(outcome));
  const answerable = outcomes.filter(isAnswerable);
  const found = outcomes.filter(({ kind }) => kind === 'found');
  const share = (some: readonly Outcome[], holds: (outcome: Outcome) => boolean): number | null =>
    mean(some.map((outcome) => Number(holds(outcome))));
  const times = outcomes.map(({ milliseconds }) => milliseconds);
  const withAnswer = answerable.filter(({ excerptRight }) => excerptRight !== undefined);
  const right = answerable.filter(({ ranks }) => ranks.fused === 1);
  return {
    n: outcomes.length,
    ...rankFigures(answerable, 'fused'),
    excerpt: share(withAnswer, ({ excerptRight }) => excerptRight === true),
    best: share(withAnswer, ({ bestRight }) => bestRight === true),
    answered: share(answerable, ({ kind }) => kind === 'found' || kind === 'continued'),
    precision: share(found, (outcome) => isAnswerable(outcome) && outcome.ranks.fused === 1),
    falseAnswers: share(unanswerable, ({ kind }) => kind === 'found'),
    changed: share(
      outcomes.filter(({ changed }) => changed !== undefined),
      ({ changed }) => changed === true,
    ),
    auroc: auroc(
      right.map(({ confidence }) => confidence),
      unanswerable.map(({ confidence }) => confidence),
    ),
    halves: mean(outcomes.flatMap(({ halvesRight }) => (halvesRight ?? []).map(Number))),
    both: mean(
      outcomes.flatMap(({ halvesRight }) => (halvesRight ? [Number(halvesRight.every(Boolean))] : [])),
    ),
    p50ms: quantile(times, 0.5),
    p95ms: quantile(times, 0.95),
  };
}

function rankFigures(
  answerable: readonly Outcome[],
  arm: Arm,
): Pick<QualityFigures, 'r1' | 'r5' | 'mrr' | 'ndcg10'> {
  const over = (value: (rank: number) => number): number | null =>
    mean(answerable.map(({ ranks }) => (ranks[arm] === 0 ? 0 : value(ranks[arm]))));
  return {
    r1: over((rank) => Number(rank === 1)),
    r5: over((rank) => Number(rank <= 5)),
    mrr: over((rank) => 1 / rank),
    ndcg10: over((rank) => (rank <= 10 ? 1 / Math.log2(1 + rank) : 0)),
  };
}

/** A single ranking has no other figures. */
function armFigures(outcomes: readonly Outcome[], arm: Arm): QualityFigures {
  const nothing = {
    excerpt: null,
    best: null,
    answered: null,
    precision: null,
    falseAnswers: null,
    changed: null,
    auroc: null,
    halves: null,
    both: null,
  };
  const ranks = rankFigures(outcomes.filter(isAnswerable), arm);
  return { n: outcomes.length, ...ranks, ...nothing, p50ms: null, p95ms: null };
}

function armShares(outcomes: readonly Outcome[]): Record<Arm, number | null> {
  const answerable = outcomes.filter(isAnswerable);
  const share = (arm: Arm): number | null => rankFigures(answerable, arm).r1;
  return { vector: share('vector'), lexical: share('lexical'), fused: share('fused') };
}

/** The surest wrong outcomes: a wrong passage for an answerable question, any passage for an unanswerable one. */
export function worstMisses(outcomes: readonly Outcome[], count: number): Outcome[] {
  return outcomes
    .filter(({ question }) => question.second === undefined)
    .filter((outcome) => (isAnswerable(outcome) ? outcome.ranks.fused !== 1 : outcome.kind === 'found'))
    .sort((a, b) => b.confidence - a.confidence)
    .slice(0, count);
}
