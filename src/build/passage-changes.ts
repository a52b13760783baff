// Matches the passages of the previous generation to the new ones by their keys.

/** In place of a previous ordinal: the text is new. */
export const NEW = 0xffffffff;

export type PassageChanges = {
  /** For each ordinal the previous one of a passage with the same text, or `NEW`. */
  sources: Uint32Array;
  /** Ordinals of new texts, and of further copies of texts that occur more often now. */
  added: number[];
  /** Previous ordinals without a counterpart now. */
  removed: number[];
};

/** Equal texts are matched in order; if there are more of them now, the additional ones name a previous one again. */
export function passageChanges(
  keys: readonly string[],
  previous: { keys: readonly string[]; ordinals: ReadonlyMap<string, readonly number[]> },
): PassageChanges {
  const sources = new Uint32Array(keys.length).fill(NEW);
  const added: number[] = [];
  const isUsed = new Uint8Array(previous.keys.length);
  /** How often a text has occurred so far. */
  const occurrences = new Map<string, number>();
  for (const [ordinal, key] of keys.entries()) {
    const equal = previous.ordinals.get(key);
    const nth = occurrences.get(key) ?? 0;
    occurrences.set(key, nth + 1);
    if (equal === undefined || nth >= equal.length) added.push(ordinal);
    if (equal === undefined) continue;
    const source = equal[nth % equal.length]!;
    sources[ordinal] = source;
    isUsed[source] = 1;
  }
  const removed = [...isUsed.keys()].filter((ordinal) => isUsed[ordinal] === 0);
  return { sources, added, removed };
}
