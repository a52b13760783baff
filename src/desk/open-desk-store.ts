import path from 'node:path';
import { openDurableTables } from '../storage/durable-tables.ts';
import { createTables } from '../storage/tables.ts';
import type { DeskStore } from './desk-store.ts';
import { createDeskStore, DESK_SCHEMA } from './desk-tables.ts';

export type DeskStoreOptions = {
  /** The desk has a folder of its own there. */
  stateDir: string;
  /** Called when something was damaged or cannot be written; a lasting reason is reported once. */
  onProblem: (message: string) => void;
  /** Called when what could not be written is, again. */
  onRecovery?: (message: string) => void;
};

/** The desk's store in a folder. Same errors as `openDurableTables`. */
export async function openDeskStore({ stateDir, ...told }: DeskStoreOptions): Promise<DeskStore> {
  const { tables, ...rest } = await openDurableTables({
    folder: path.join(stateDir, 'desk'),
    schema: DESK_SCHEMA,
    holds: 'tickets, and messages between readers and staff that are still to be sent',
    ...told,
  });
  return { ...createDeskStore(tables), ...rest };
}

/** A store that ends with the process; for tests. */
export function createMemoryDeskStore(): DeskStore {
  return {
    ...createDeskStore(createTables(DESK_SCHEMA).tables),
    isDurable: () => false,
    flush: () => Promise.resolve(),
    close: () => Promise.resolve(),
  };
}
