import type { Catalogue } from '../index/catalogue.ts';
import type { Hit } from '../retrieval/hit.ts';

/** A hit must come this close to the first one's score to be worth turning to. */
const LISTED_SHARE = 0.4;

/**
 * The ordinals worth showing one after the other: the best passage of each section, since an excerpt is chosen from the
 * whole section and two of one section would repeat each other.
 * @param hits best first
 * @param behind ordinals that follow the hits
 */
export function listedHits(
  catalogue: Catalogue,
  hits: readonly Hit[],
  rest: readonly number[] = [],
): number[] {
  const [first] = hits;
  if (first === undefined) return [];
  const close = hits.filter(({ fused }) => fused >= LISTED_SHARE * first.fused);
  const bySection = new Map<string, number>();
  for (const ordinal of [...close.map((hit) => hit.ordinal), ...rest]) {
    const { id } = catalogue.place(ordinal).section;
    if (!bySection.has(id)) bySection.set(id, ordinal);
  }
  return [...bySection.values()];
}
