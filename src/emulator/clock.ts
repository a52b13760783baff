/** Milliseconds since 1970. */
export type Now = () => number;

/** Calls a function after some milliseconds; the returned function cancels it. */
export type Later = (ms: number, action: () => void) => () => void;

/** Timers of the process; they do not keep it alive. */
export const laterByTimer: Later = (ms, action) => {
  const timer = setTimeout(action, ms).unref();
  return () => {
    clearTimeout(timer);
  };
};

/** Unix time in seconds, as in Telegram's dates. */
export function unixTime(now: Now): number {
  return Math.floor(now() / 1000);
}
