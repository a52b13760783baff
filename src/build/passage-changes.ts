// What has become of the passages of the generation before, told by their keys.

/** For an ordinal whose text was not there before. */
export const NEW = 0xffffffff;

export type PassageChanges = {
  /** For each ordinal the one of a passage with the same text before, or `NEW`. */
  sources: Uint32Array;
  /** Ordinals of new texts, and of further copies of texts that occur more often now. */
  added: number[];
  /** Earlier ordinals that nothing corresponds to any more. */
  removed: number[];
};

/** Equal texts correspond in their order; where there are more of them now, the further ones name an earlier one again. */
export function passageChanges(
  keys: readonly string[],
  earlier: { keys: readonly string[]; ordinals: ReadonlyMap<string, readonly number[]> },
): PassageChanges {
  const sources = new Uint32Array(keys.length).fill(NEW);
  const added: number[] = [];
  const uses = new Uint32Array(earlier.keys.length);
  const seen = new Map<string, number>();
  for (const [ordinal, key] of keys.entries()) {
    const places = earlier.ordinals.get(key);
    if (places === undefined) {
      added.push(ordinal);
      continue;
    }
    // Nearly all texts occur once.
    const nth = places.length === 1 ? (uses[places[0] ?? 0] ?? 0) : (seen.get(key) ?? 0);
    if (places.length > 1) seen.set(key, nth + 1);
    const source = places[nth % places.length] ?? 0;
    sources[ordinal] = source;
    uses[source] = (uses[source] ?? 0) + 1;
    if (nth >= places.length) added.push(ordinal);
  }
  const removed = [...uses.keys()].filter((ordinal) => uses[ordinal] === 0);
  return { sources, added, removed };
}
