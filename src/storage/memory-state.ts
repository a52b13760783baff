import type { StateStore } from './state-store.ts';
import { createTables } from './tables.ts';

/** A state that ends with the process; for tests and measurements. */
export function createMemoryState(): StateStore {
  return {
    ...createTables().store,
    isDurable: () => false,
    flush: () => Promise.resolve(),
    close: () => Promise.resolve(),
  };
}
