// What is measured by asking the generation that has just been written.
import type { Manifest } from '../index/manifest.ts';
import { type AskExamples, askedExamples, type ExampleInput } from './asked-examples.ts';
import { type MaskedSearch, maskedConfidences } from './masked-confidences.ts';

/** The search is above this room, so the composition root hands it in. */
export type TrialSearch = MaskedSearch & {
  /** Asks with the cut-offs that follow from the index's manifest. */
  askExamples: AskExamples;
  /** Called after the last question; the next build may ask again. */
  close: () => Promise<void>;
};

type Measured = 'doubt' | 'examples';
type Reports = {
  onProgress: (phase: Measured, done: number, total: number) => void;
  onEnd: (phase: Measured) => void;
};

/**
 * @param manifest of the generation, whose files are all written
 * @returns the manifest with what was measured
 */
export async function measureGeneration(
  search: TrialSearch,
  manifest: Manifest,
  input: ExampleInput & Reports,
): Promise<Manifest> {
  try {
    input.onProgress('doubt', 0, 1);
    const doubted = { ...manifest, masked: await maskedConfidences(search, manifest, input) };
    input.onEnd('doubt');
    input.onProgress('examples', 0, 1);
    const examples = await askedExamples(search.askExamples, doubted, input);
    input.onEnd('examples');
    return { ...doubted, examples };
  } finally {
    await search.close();
  }
}
