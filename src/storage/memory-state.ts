import type { StateStore } from './state-store.ts';
import { createState, STATE_SCHEMA } from './state-tables.ts';
import { createTables } from './tables.ts';

/** A state that ends with the process; for tests and measurements. */
export function createMemoryState(): StateStore {
  return {
    ...createState(createTables(STATE_SCHEMA).tables),
    isDurable: () => false,
    flush: () => Promise.resolve(),
    close: () => Promise.resolve(),
  };
}
