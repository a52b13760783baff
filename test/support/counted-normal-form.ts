// Stands in front of src/text/normal-form.ts where `counting-hooks.ts` puts it: keeps every text that is brought into
// normal form, so that a test can say how often that happens.
import * as original from '../../src/text/normal-form.ts';

export * from '../../src/text/normal-form.ts';

/** Every text that was folded since the list was last emptied, in order. */
export const folded: string[] = [];

export const normalise: typeof original.normalise = (text) => {
  folded.push(text);
  return original.normalise(text);
};

export const normaliseWithOffsets: typeof original.normaliseWithOffsets = (text) => {
  folded.push(text);
  return original.normaliseWithOffsets(text);
};
