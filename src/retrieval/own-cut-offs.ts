// The cut-offs of one wiki. Those of the calibration were fitted on another: on a wiki of few articles hardly any wrong
// passage comes near them, so half of the right ones would be doubted for nothing. How sure the search is of wrong
// passages in this wiki has been measured at its build (see masked-questions.ts); the level that only a wanted share of
// them reaches is its cut-off.
import type { MaskedConfidences } from '../index/manifest.ts';
import type { Calibration } from './calibration.ts';

/** A reader's real question tells more than one made of the wiki's text. */
const LABELLED_WEIGHT = 4;
/** The shipped cut-offs count as much as this many questions: a wiki of two pages has too few of its own. */
const SHIPPED_WEIGHT = 20;
/** At least this share of the questions without an answer gets "nothing". */
const NOTHING_SHARE = 0.5;
/** Below `found` there is always room for a doubt. */
const MOST_UNSURE = 0.7;
/** Sections that a question names are always sure enough, and so are near certainties. */
const MOST_FOUND = 0.98;
/** How sure the upper bound is; see `MeasuredCutOffs`. */
const BOUND_CONFIDENCE = 0.9;

/**
 * The cut-offs for a wiki.
 * @param shipped those of the calibration
 * @param wanted share of false answers, above 0 and below 1
 * @returns undefined without any question
 */
export function ownCutOffs(
  { made, labelled }: Pick<MaskedConfidences, 'made' | 'labelled'>,
  shipped: Calibration['cutOffs'],
  wanted: number,
): Required<Pick<Calibration, 'cutOffs' | 'measured'>> | undefined {
  const samples = [
    ...made.map((confidence) => ({ confidence, weight: 1 })),
    ...labelled.map((confidence) => ({ confidence, weight: LABELLED_WEIGHT })),
  ].sort((a, b) => b.confidence - a.confidence);
  if (samples.length === 0) return undefined;
  const size = effectiveSize(samples);
  const towardsShipped = (own: number, its: number): number =>
    (size * own + SHIPPED_WEIGHT * its) / (size + SHIPPED_WEIGHT);
  const found = Math.min(MOST_FOUND, towardsShipped(levelOf(samples, wanted), shipped.found));
  const half = towardsShipped(levelOf(samples, NOTHING_SHARE), shipped.unsure);
  const falseAnswers = shareFrom(samples, found);
  // The shipped one hides hardly any right passage, on other wikis too.
  const unsure = Math.min(Math.max(shipped.unsure, half), MOST_UNSURE * found);
  const atMost = upperBound(Math.round(falseAnswers * size), Math.round(size), BOUND_CONFIDENCE);
  return { cutOffs: { found, unsure }, measured: { questions: samples.length, falseAnswers, atMost } };
}

type Sample = { confidence: number; weight: number };

/** Confidences are stored with three digits. */
const STEP = 0.001;

/** The lowest level that at most a share of the samples (the surest first) reaches. */
function levelOf(samples: readonly Sample[], share: number): number {
  const allowed = share * totalOf(samples) + 1e-9;
  let weight = 0;
  for (const sample of samples) {
    weight += sample.weight;
    if (weight > allowed) return sample.confidence + STEP;
  }
  return 0;
}

function shareFrom(samples: readonly Sample[], level: number): number {
  return totalOf(samples.filter(({ confidence }) => confidence >= level)) / totalOf(samples);
}

function totalOf(samples: readonly Sample[]): number {
  return samples.reduce((sum, { weight }) => sum + weight, 0);
}

/** As many equal samples tell as much. Source: Kish, Survey Sampling, 1965. */
function effectiveSize(samples: readonly Sample[]): number {
  return totalOf(samples) ** 2 / samples.reduce((sum, { weight }) => sum + weight * weight, 0);
}

/**
 * Upper confidence bound of a share that was met `hits` times in `n`.
 * Source: Clopper and Pearson, "The use of confidence or fiducial limits illustrated in the case of the binomial", 1934.
 */
export function upperBound(hits: number, n: number, confidence: number): number {
  if (hits >= n) return 1;
  let [low, high] = [hits / n, 1];
  while (high - low > 1e-6) {
    const middle = (low + high) / 2;
    if (atMost(hits, n, middle) > 1 - confidence) low = middle;
    else high = middle;
  }
  return high;
}

/** The chance of at most `hits` in `n` draws, each with chance `p`, 0 < p < 1. */
function atMost(hits: number, n: number, p: number): number {
  let term = n * Math.log(1 - p);
  let sum = Math.exp(term);
  for (let k = 1; k <= hits; k++) {
    term += Math.log((n - k + 1) / k) + Math.log(p / (1 - p));
    sum += Math.exp(term);
  }
  return sum;
}
