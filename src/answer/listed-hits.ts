import type { Hit, Passage } from '../retrieval/hit.ts';

/** A hit must come this close to the first one's score to be worth turning to. */
const LISTED_SHARE = 0.4;

/**
 * The passages worth showing one after the other: the best of each section. An excerpt is chosen from the whole
 * section, so two passages of one section would repeat each other.
 * @param hits best first
 * @param rest what follows the hits
 */
export function listedHits(hits: readonly Hit[], rest: readonly Passage[] = []): Passage[] {
  const [first] = hits;
  if (first === undefined) return [];
  const close = hits.filter(({ fused }) => fused >= LISTED_SHARE * first.fused);
  const bySection = new Map<number, Passage>();
  for (const passage of [...close, ...rest])
    if (!bySection.has(passage.sectionIndex)) bySection.set(passage.sectionIndex, passage);
  return [...bySection.values()];
}
