/**
 * Runs a task with a signal that is given when a time is over, when another signal is, and when the task has ended.
 * AbortSignal.any would do, but on Node 20 it leaves an entry in a long-lived signal for every call.
 */
export async function withDeadline<T>(
  ms: number,
  stop: AbortSignal,
  task: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  const controller = new AbortController();
  const end = (): void => {
    controller.abort();
  };
  const timer = setTimeout(end, ms);
  stop.addEventListener('abort', end);
  if (stop.aborted) end();
  try {
    return await task(controller.signal);
  } finally {
    clearTimeout(timer);
    stop.removeEventListener('abort', end);
    end();
  }
}
