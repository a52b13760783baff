// Replaces src/text/normal-form.ts by means of `counting-hooks.ts`: records every text that is normalised, so that a
// test can count them.
import * as original from '../../src/text/normal-form.ts';

export * from '../../src/text/normal-form.ts';

/** Every text that was normalised since the list was last cleared, in order. */
export const folded: string[] = [];

export const normalise: typeof original.normalise = (text) => {
  folded.push(text);
  return original.normalise(text);
};

export const normaliseWithOffsets: typeof original.normaliseWithOffsets = (text) => {
  folded.push(text);
  return original.normaliseWithOffsets(text);
};
