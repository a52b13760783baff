import { openDurableTables } from './durable-tables.ts';
import type { StateStore } from './state-store.ts';
import { createState, RETIRED_TABLES, STATE_SCHEMA } from './state-tables.ts';

export type LowdbStateOptions = {
  /** Created if it does not exist. */
  stateDir: string;
  /** Called when something was damaged or cannot be written; a lasting reason is reported once. */
  onProblem: (message: string) => void;
  /** Called when what could not be written is, again. */
  onRecovery?: (message: string) => void;
};

/** The state in a folder. Same errors as `openDurableTables`. */
export async function openLowdbState({ stateDir, ...told }: LowdbStateOptions): Promise<StateStore> {
  const { tables, ...rest } = await openDurableTables({
    folder: stateDir,
    schema: STATE_SCHEMA,
    retired: RETIRED_TABLES,
    holds: 'votes, languages, members, invite links and the list of answered updates',
    ...told,
  });
  return { ...createState(tables), ...rest };
}
