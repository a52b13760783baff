// Tells when something has changed and settled, by looking again and again. The system's own notices (fs.watch) would
// come sooner, but not from network folders, volumes of containers or folders that were replaced.
import { wait } from './wait.ts';

/** Milliseconds between two looks, and to the next look after a change: an edit is rarely alone. */
const LOOK_MS = 2000;
const SETTLE_MS = 500;
/** While nothing changes, looking takes at most this share of the time: a folder may be large or far away. */
const SHARE = 0.05;
/** Looks after which a change counts although it goes on. */
const PATIENCE = 5;

export type WatchOptions = {
  /** What is there now, as a text that differs after every change; undefined while that cannot be read. */
  look: () => Promise<string | undefined>;
  /** What was there before. */
  known: string | undefined;
  /** Never called concurrently; a change during a call leads to another call. */
  onSettled: () => Promise<void>;
  wait?: typeof wait;
};

/** Watches until the signal is given. @throws what `look` or `onSettled` throws */
export async function watchChanges(options: WatchOptions, stop: AbortSignal): Promise<void> {
  const { look, onSettled } = options;
  const pause = options.wait ?? wait;
  let { known } = options;
  let before: string | undefined;
  /** Looks in a row that found a change. */
  let changed = 0;
  let lookMs = 0;
  for (;;) {
    await pause(changed > 0 ? SETTLE_MS : Math.max(LOOK_MS, lookMs / SHARE), stop);
    if (stop.aborted) return;
    const begin = performance.now();
    const now = await look();
    lookMs = performance.now() - begin;
    changed = now === undefined || now === known ? 0 : changed + 1;
    if (changed > 0 && (now === before || changed >= PATIENCE)) {
      known = now;
      changed = 0;
      await onSettled();
    }
    before = now;
  }
}
