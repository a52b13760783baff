// Signals that end running work.
import type { Logger } from './logger.ts';

/** Whether the signal has been given by now; a call, because it can change between two looks. */
export function isAborted(signal: AbortSignal): boolean {
  return signal.aborted;
}

/** Calls back when the signal is given, or at once if it already was. */
export function onAbort(signal: AbortSignal, callback: () => void): void {
  if (signal.aborted) callback();
  else signal.addEventListener('abort', callback, { once: true });
}

/** Aborted at the first SIGINT or SIGTERM; the second ends the process at once. */
export function stopOnSignals(logger: Logger): AbortController {
  const controller = new AbortController();
  const onSignal = (signal: NodeJS.Signals): void => {
    if (controller.signal.aborted) process.exit(1);
    logger.info(`${signal}: finishing running work, then stopping`);
    controller.abort();
  };
  process.on('SIGINT', onSignal);
  process.on('SIGTERM', onSignal);
  return controller;
}
