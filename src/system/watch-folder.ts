// Tells when the files of a folder have changed and settled.
import { watch } from 'node:fs';
import { onAbort } from './signals.ts';

/** Milliseconds of quiet after an edit: editors write a file in several steps, and an edit is rarely alone. */
const SETTLE_MS = 1000;

/**
 * Calls back after changes in a folder and its subfolders, never concurrently; a change during a call leads to another
 * call.
 * @returns after the signal, when no call is running
 * @throws Error when the folder cannot be watched, or the callback throws
 */
export function watchFolder(
  folder: string,
  signal: AbortSignal,
  onSettled: () => Promise<void>,
): Promise<void> {
  return new Promise((resolve, reject) => {
    let timer: NodeJS.Timeout | undefined;
    let running: Promise<void> | undefined;
    const watcher = watch(folder, { recursive: true }, () => {
      clearTimeout(timer);
      timer = setTimeout(settled, SETTLE_MS);
    });
    const end = (): void => {
      clearTimeout(timer);
      watcher.close();
      (running ?? Promise.resolve()).then(resolve, reject);
    };
    const fail = (error: unknown): void => {
      clearTimeout(timer);
      watcher.close();
      reject(error instanceof Error ? error : new Error(String(error)));
    };
    function settled(): void {
      if (running !== undefined) {
        timer = setTimeout(settled, SETTLE_MS);
        return;
      }
      running = onSettled().finally(() => (running = undefined));
      running.catch(fail);
    }
    watcher.on('error', fail);
    onAbort(signal, end);
  });
}
