// The ranking without one of its parts at a time, to see what each part contributes.
import type { Calibration } from '../../src/retrieval/calibration.ts';
import { byName, RANK_FEATURES } from '../../src/retrieval/fusion.ts';
import type { RetrieverOptions } from '../../src/retrieval/retriever.ts';
import { SENTENCE_WEIGHTS } from '../../src/retrieval/sentence-worth.ts';
import { NO_SYNONYMS } from '../../src/retrieval/synonyms.ts';

const SENTENCE_PARTS = Object.keys(SENTENCE_WEIGHTS);

/** Names of parts, and the options that leave each out; the other weights stay as they are. */
export function ablations(calibration: Calibration): [name: string, Partial<RetrieverOptions>][] {
  const without = (...names: readonly string[]): Partial<RetrieverOptions> => ({
    calibration: {
      ...calibration,
      fusion: byName(RANK_FEATURES, (name) => (names.includes(name) ? 0 : calibration.fusion[name])),
    },
  });
  return [
    ...RANK_FEATURES.map((name): [string, Partial<RetrieverOptions>] => [name, without(name)]),
    ['word by word (last three)', without('softCoverage', 'sentenceCoverage', 'sentenceScore')],
    ['synonyms', { synonyms: NO_SYNONYMS }],
    ['spelling correction', { correctSpelling: false }],
    ...SENTENCE_PARTS.map((name): [string, Partial<RetrieverOptions>] => [
      `sentence: ${name}`,
      { sentenceWeights: { ...SENTENCE_WEIGHTS, [name]: 0 } },
    ]),
  ];
}
