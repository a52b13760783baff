// What /forget deletes, also when there is no desk any more: its folder stays, so that a group that is chosen again knows
// its tickets.
import type { Logger } from '../system/logger.ts';
import type { DeskStore } from './desk-store.ts';
import { openDeskStore } from './open-desk-store.ts';
import { createOutbox, type Outbox } from './outbox.ts';
import { endOfTopic } from './parcel.ts';

/** Deletes everything about a reader; what the staff's group still has of them is put into the outbox, to be deleted. */
export async function forgetReader(reader: number, store: DeskStore, post: Outbox['put']): Promise<void> {
  const { threadId, earlierThreads = [] } = store.readers.get(reader) ?? {};
  store.forget(reader);
  for (const thread of [...earlierThreads, ...(threadId === undefined ? [] : [threadId])])
    post(endOfTopic(thread));
  await store.flush();
}

/** The same in the folder of a desk that is closed. @throws Failure `state` when it cannot be used */
export async function forgetInFolder(
  reader: number,
  { stateDir, logger }: { stateDir: string; logger: Logger },
): Promise<void> {
  const store = await openDeskStore({
    stateDir,
    onProblem: (message) => {
      logger.warn(`[desk] ${message}`);
    },
  });
  // Nothing is sent: the outbox only takes.
  const idle = { attempt: () => Promise.resolve({ kind: 'done' } as const), wait: () => Promise.resolve() };
  const outbox = createOutbox({ ...idle, store, now: Date.now, logger });
  try {
    await forgetReader(reader, store, outbox.put);
  } finally {
    await store.close();
  }
}
