// Fits a calibration to labelled questions: first the weights of the sum, then the confidence in the first passage by
// that sum, then the two cut-offs. Further questions about the same wiki join in all of it, those about other wikis in
// the weights alone.
import type { Answerer } from '../../src/answer/answerer.ts';
import type { Embedder } from '../../src/embedding/embedder.ts';
import type { OpenIndex } from '../../src/index/open-index.ts';
import type { Calibration } from '../../src/retrieval/calibration.ts';
import {
  CONFIDENCE_FEATURES,
  confidenceOf,
  type ConfidenceFeatures,
  type ConfidenceModel,
  createConfidenceJudge,
} from '../../src/retrieval/confidence.ts';
import { byName, fuse, type FusionWeights, RANK_FEATURES } from '../../src/retrieval/fusion.ts';
import type { Retrieval } from '../../src/retrieval/retrieval.ts';
import type { Hit } from '../../src/retrieval/hit.ts';
import { isRight, type LabelledQuestion } from './questions.ts';
import { NO_SYNONYMS, type Synonyms } from '../../src/retrieval/synonyms.ts';
import { fitLogistic, fitRanking, type RankedExample } from './regression.ts';
import { quantile } from './statistics.ts';

/** The data of one question for fitting. */
type Example = { question: LabelledQuestion; search: Retrieval; right: boolean[] };
/**
 * A first passage with the features of its confidence; `made`: the right article was removed, so this passage is a
 * synthetic negative. `fold`: all of a question's are in one of some parts of the questions.
 */
type Judged = {
  features: ConfidenceFeatures;
  right: boolean;
  answerable: boolean;
  made: boolean;
  fold: number;
};

export type CalibrationTools = {
  index: OpenIndex;
  embedder: Pick<Embedder, 'tokens'>;
  /** The same index with another calibration, or without synonyms. */
  variant: (options: { calibration: Calibration; synonyms?: Synonyms }) => { answerer: Answerer };
};

/** Labelled questions and the wiki that they are asked of. */
export type QuestionSet = { tools: CalibrationTools; questions: readonly LabelledQuestion[] };

const ROUNDS = 2;
/** Parts of the questions for cross-validation. */
const FOLDS = 5;
/** Penalty of the logistic regression: features are 0 to 1, a few hundred examples. */
const RIDGE = 0.05;
/** Weight of a question whose answer was removed: it shows what "not there" looks like, but is not a real question. */
const MADE_WEIGHT = 0.25;
/**
 * Share of the tune half's unanswerable questions that may be answered: below the goal of a tenth, since a bound fitted
 * on some seventy questions is itself uncertain.
 */
const MAX_FALSE_ANSWERS = 0.07;
/** Share of the tune half's right passages that may be hidden as "nothing like it". */
const MAX_HIDDEN = 0.02;

/**
 * Fits everything to the questions of the first set and of others about the same wiki, and the weights of the sum to
 * those about other wikis as well. Spelling correction depends on the confidence, so a second round starts from the
 * first.
 */
export async function fitCalibration(
  main: QuestionSet,
  others: readonly QuestionSet[],
  start: Calibration,
): Promise<Calibration> {
  let calibration = start;
  for (let round = 0; round < ROUNDS; round++) {
    const examples = await examplesOf(main, { calibration });
    // Synonyms are written by people who look at what was missed, so words look surer on those questions than they are
    // on others: each question counts half with the synonyms and half without.
    const plain = await examplesOf(main, { calibration, synonyms: NO_SYNONYMS });
    const ranked = [...ranking(examples, 0.5), ...ranking(plain, 0.5)];
    const own = [...examples];
    for (const other of others) {
      const found = await examplesOf(other, { calibration });
      const weight = Math.min(1, examples.length / found.length); // a large set counts like the first
      ranked.push(...ranking(found, weight));
      if (other.tools.index === main.tools.index) own.push(...found);
    }
    const fusion = fitFusion(ranked);
    const judged = judge(own, fusion, main.tools);
    calibration = { fusion, confidence: fitConfidence(judged), cutOffs: chooseCutOffs(judged) };
  }
  return calibration;
}

async function examplesOf(
  { tools, questions }: QuestionSet,
  options: { calibration: Calibration; synonyms?: Synonyms },
): Promise<Example[]> {
  const { answerer } = tools.variant(options);
  const examples: Example[] = [];
  for (const question of questions) {
    const { retrieval } = await answerer.explain(question.q);
    if (retrieval === undefined) continue; // small talk is not searched, so it has no confidence
    const right = retrieval.hits.map(({ ordinal }) => isRight(tools.index, ordinal, question));
    examples.push({ question, search: retrieval, right });
  }
  return examples;
}

function ranking(examples: readonly Example[], weight: number): RankedExample[] {
  return examples
    .filter(({ question }) => question.article !== undefined)
    .map(({ search: { hits }, right }) => ({
      candidates: hits.map((hit) => RANK_FEATURES.map((name) => Math.max(0, hit[name]))),
      right,
      weight,
    }));
}

function fitFusion(examples: readonly RankedExample[]): FusionWeights {
  const weights = fitRanking(examples, RANK_FEATURES.length);
  // Features that no candidate has (models without token vectors) teach nothing: their weight is 0.
  const used = RANK_FEATURES.map((_, i) =>
    examples.some(({ candidates }) => candidates.some((features) => features[i] !== 0)),
  );
  const mass = weights.reduce((sum, weight, i) => sum + (used[i] === true ? weight : 0), 0);
  return byName(RANK_FEATURES, (_, i) => (used[i] === true && mass > 0 ? rounded(weights[i]! / mass) : 0));
}

function judge(examples: readonly Example[], fusion: FusionWeights, tools: CalibrationTools): Judged[] {
  const featuresOf = createConfidenceJudge(tools.index, tools.embedder.tokens);
  return examples.flatMap(({ question, search }, i) => {
    const ranked = search.hits
      .map((hit) => ({ ...hit, fused: fuse(hit, fusion) }))
      .sort((a, b) => b.fused - a.fused);
    const answerable = question.article !== undefined;
    const one = (hits: Hit[], made: boolean): Judged[] => {
      const features = featuresOf({ ...search, hits });
      const [first] = hits;
      if (features === undefined || first === undefined) return [];
      const right = !made && isRight(tools.index, first.ordinal, question);
      return [{ features, right, answerable, made, fold: i % FOLDS }];
    };
    const without = ranked.filter(({ article }) => article.slug !== question.article);
    return [...one(ranked, false), ...(answerable ? one(without, true) : [])];
  });
}

function fitConfidence(judged: readonly Judged[]): ConfidenceModel {
  const { intercept, weights } = fitLogistic(
    judged
      .filter(({ features }) => !features.lacksCode) // no fitted weight decides about these
      .map(({ features, right, made }) => ({
        features: CONFIDENCE_FEATURES.map((name) => features[name]),
        right,
        weight: made ? MADE_WEIGHT : 1,
      })),
    CONFIDENCE_FEATURES.length,
    RIDGE,
  );
  return {
    intercept: rounded(intercept),
    weights: byName(CONFIDENCE_FEATURES, (_, i) => rounded(weights[i]!)),
  };
}

/**
 * The lowest cut-off that keeps false answers in bounds, and the one below which almost no right passage lies. Every
 * confidence comes from a fit to the other questions: a model looks surer of the questions it was fitted to.
 */
function chooseCutOffs(judged: readonly Judged[]): Calibration['cutOffs'] {
  const models = Array.from({ length: FOLDS }, (_, fold) =>
    fitConfidence(judged.filter((one) => one.fold !== fold)),
  );
  const confidences = (keep: (one: Judged) => boolean): number[] =>
    judged
      .filter((one) => !one.made && keep(one))
      .map(({ features, fold }) => confidenceOf(features, models[fold]!));
  const unanswerable = confidences(({ answerable }) => !answerable);
  const bound = quantile(unanswerable, 1 - MAX_FALSE_ANSWERS);
  const found = bound === null ? 0.5 : Math.max(0.2, bound + 1e-3);
  const hidden =
    quantile(
      confidences(({ right }) => right),
      MAX_HIDDEN,
    ) ?? 0.1;
  return { found: rounded(found), unsure: rounded(Math.min(hidden, found / 2)) };
}

/** Three digits are as precise as a few hundred questions allow. */
function rounded(value: number): number {
  return Math.round(value * 1000) / 1000;
}
