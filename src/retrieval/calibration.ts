// The fitted parameters for one model: the weights of the sum, the coefficients of the confidence, and its two
// cut-offs. `npm run calibrate` writes it into data/calibration/<model>.json; a change of model changes the file, not
// the code.
import { Failure } from '../system/failure.ts';
import { CONFIDENCE_FEATURES, type ConfidenceModel } from './confidence.ts';
import { type FusionWeights, RANK_FEATURES } from './fusion.ts';

export type Calibration = {
  fusion: FusionWeights;
  confidence: ConfidenceModel;
  /**
   * At or above `found` the passage is shown as the answer, from `unsure` up it is offered with a doubt, below that not
   * at all.
   */
  cutOffs: { found: number; unsure: number };
  /** Present if the cut-offs were measured on the wiki itself. */
  measured?: MeasuredCutOffs;
};

/** Shares are 0 to 1. */
export type MeasuredCutOffs = {
  /** Number of questions without an answer that they come from. */
  questions: number;
  /** Share of these questions that would get one, and a bound that such shares keep in 90 of 100 cases. */
  falseAnswers: number;
  atMost: number;
};

/** The file: the calibration, its model, and the questions it was fitted on. */
export type CalibrationFile = Omit<Calibration, 'measured'> & { model: string; fittedOn: string };

/**
 * For an uncalibrated model: the words decide, the vector helps. Fitted with the bundled model to the questions of its own
 * calibration, without the features that need token vectors. A model whose cosines are all high (e5) is overconfident
 * until it is calibrated; the cut-offs that each wiki measures on itself make up for that.
 */
export const DEFAULT_CALIBRATION: Calibration = {
  fusion: {
    vectorScore: 0.33,
    coverage: 0.42,
    titleMatch: 0.1,
    softCoverage: 0,
    sentenceCoverage: 0,
    sentenceScore: 0,
    aspectInHeading: 0,
    aspectInSentence: 0,
    nameLikeness: 0.1,
    kindNamed: 0.05,
  },
  confidence: {
    intercept: -4.76,
    weights: { fused: 4.23, lead: 18.85, missing: 0, length: 2, together: 1.5, content: 0, unknown: 0 },
  },
  cutOffs: { found: 0.74, unsure: 0.18 },
};

/**
 * Reads a calibration file.
 * @throws Failure `config` naming the file and what is wrong in it
 */
export function parseCalibration(json: string, file: string): CalibrationFile {
  const bad = (what: string): Failure =>
    new Failure('config', `${file}: ${what}; write it again with npm run calibrate, or delete it`);
  let value: Partial<CalibrationFile> | null;
  try {
    value = JSON.parse(json) as Partial<CalibrationFile> | null;
  } catch {
    throw bad('not JSON');
  }
  const numbers = (name: string, object: unknown, keys: readonly string[]): void => {
    for (const key of keys) {
      const number = (object as Record<string, unknown> | undefined)?.[key];
      if (typeof number !== 'number' || !Number.isFinite(number)) throw bad(`${name}.${key} is not a number`);
    }
  };
  numbers('fusion', value?.fusion, RANK_FEATURES);
  numbers('confidence', value?.confidence, ['intercept']);
  numbers('confidence.weights', value?.confidence?.weights, CONFIDENCE_FEATURES);
  numbers('cutOffs', value?.cutOffs, ['found', 'unsure']);
  const { found = 0, unsure = 0 } = value?.cutOffs ?? {};
  if (unsure > found) throw bad('cutOffs.unsure is above cutOffs.found');
  if (typeof value?.model !== 'string' || typeof value.fittedOn !== 'string')
    throw bad('model or fittedOn is missing');
  return value as CalibrationFile; // every field has been checked above
}
