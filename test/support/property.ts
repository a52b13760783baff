// fast-check with the seed of this run; it prints the seed of a failing property.
// eslint-disable-next-line no-restricted-imports -- this is the one place that sets the seed
import fc from 'fast-check';
import { SEED } from './thorough.ts';

fc.configureGlobal({ seed: SEED });

export { fc };

/**
 * A character of any script, or of none; no half of one. Instead of fast-check's units `binary` and `grapheme` where text
 * itself is not tested: they take half a second to set up in every process.
 */
export const anyCharacter = fc
  .oneof(
    { weight: 4, arbitrary: fc.integer({ min: 0, max: 0x7f }) },
    { weight: 3, arbitrary: fc.integer({ min: 0x80, max: 0xd7ff }) },
    // Combining marks, emoji, and what follows the halves.
    { weight: 1, arbitrary: fc.integer({ min: 0x300, max: 0x36f }) },
    { weight: 1, arbitrary: fc.integer({ min: 0x1f300, max: 0x1faff }) },
    { weight: 1, arbitrary: fc.integer({ min: 0xe000, max: 0x10ffff }) },
  )
  .map((code) => String.fromCodePoint(code));
