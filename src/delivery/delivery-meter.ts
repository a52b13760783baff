// What an operator's metrics are told about updates and requests.

/** How an update ended; `too-old`: not computed, or not sent any more. */
export type UpdateOutcome = 'handled' | 'failed' | 'too-old' | 'repeated' | 'malformed';

/** Why an attempt to send something failed. */
export type AttemptFailure = 'flood' | 'server' | 'network' | 'timeout' | 'malformed' | 'refused';

export type DeliveryMeter = {
  /** A poll has succeeded, Telegram has taken the webhook, or a request came to it with the right secret. */
  polled(): void;
  /** @param seconds from its arrival in this process to its end */
  updateEnded(outcome: UpdateOutcome, seconds: number): void;
  /** Registers a view of the unfinished updates; `oldestMs` is 0 if there are none. */
  watchQueue(view: () => { length: number; oldestMs: number }): void;
  attemptFailed(method: string, why: AttemptFailure): void;
  retried(method: string): void;
  /** Telegram asked for a pause. */
  floodWait(seconds: number): void;
};
