// fast-check with the seed of this run; it prints the seed of a failing property.
// eslint-disable-next-line no-restricted-imports -- this is the one place that sets the seed
import fc from 'fast-check';
import { SEED } from './thorough.ts';

fc.configureGlobal({ seed: SEED });

export { fc };
