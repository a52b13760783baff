// Which updates have been answered. Telegram delivers an update again when the process died before confirming it; the
// ledger keeps a reader from getting the same answer twice.

/** Remembers the newest update ids; what it remembers is bounded. */
export interface UpdateLedger {
  /** True when the update has been answered. */
  has(updateId: number): boolean;
  /** Records an answered update. It is on disk after the flush interval or `close`, whichever is first. */
  add(updateId: number): void;
  /** Writes what is not on disk yet and stops. */
  close(): Promise<void>;
}

/** More than Telegram redelivers at once (100 a batch). */
export const LEDGER_SIZE = 500;

/** A ledger that forgets when the process ends; for tests and the terminal. */
export function createMemoryLedger(): UpdateLedger {
  const ids = new Set<number>();
  return {
    has: (updateId) => ids.has(updateId),
    add: (updateId) => {
      remember(ids, updateId);
    },
    close: () => Promise.resolve(),
  };
}

/** Adds an id and drops the oldest beyond the bound. */
export function remember(ids: Set<number>, updateId: number): void {
  ids.add(updateId);
  for (const oldest of ids) {
    if (ids.size <= LEDGER_SIZE) break;
    ids.delete(oldest);
  }
}
