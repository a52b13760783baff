// The confidences of a generation's masked questions: measured on the written generation before it is published, or
// kept from the previous one while nearly all passages are the same.
import type { NativeLibrary } from '../index/hnsw-index.ts';
import type { Manifest, MaskedConfidences } from '../index/manifest.ts';
import { type OpenIndex, openGeneration } from '../index/open-index.ts';
import type { Previous } from './previous-generation.ts';

export type MaskedSearch = {
  /** See `MaskedConfidences`. */
  key: string;
  /** Unlike other changes, these are taken up by the next build that has something else to do. */
  taught?: string | undefined;
  /** Asks the masked questions; the index is closed afterwards. */
  measure: (index: OpenIndex) => Promise<Pick<MaskedConfidences, 'made' | 'labelled'>>;
};

/** They are kept until this share of the passages has changed since they were measured. */
const MAX_CHANGED = 0.05;

/**
 * @param manifest of the generation in `folder`, whose files are all written
 * @throws what opening or searching the generation throws
 */
export async function maskedConfidences(
  { key, taught, measure }: MaskedSearch,
  manifest: Manifest,
  { folder, native, previous }: { folder: string; native: NativeLibrary; previous: Previous | undefined },
): Promise<MaskedConfidences> {
  const before = previous?.generation.manifest.masked;
  if (previous !== undefined && before?.key === key && before.taught === taught) {
    const { added, removed } = previous.changes;
    const changed = before.changed + added.length + removed.length;
    if (changed <= MAX_CHANGED * manifest.corpus.passages) return { ...before, changed };
  }
  const opened = await openGeneration(folder, manifest, native);
  try {
    return { key, ...(taught === undefined ? {} : { taught }), changed: 0, ...(await measure(opened)) };
  } finally {
    opened.close();
  }
}
