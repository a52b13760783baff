/**
 * A request was given up before Telegram decided about it: the process stops, Telegram refuses the token, or the answer
 * is too old to be of use. After the first two the update is not finished: it is handled again after the next start. Or
 * it is unknown whether it was carried out, and its sender finds out.
 */
export class Undelivered extends Error {
  readonly reason: 'stopped' | 'token' | 'too-old' | 'unknown';

  constructor(reason: Undelivered['reason'], options?: ErrorOptions) {
    super(`not sent: ${reason}`, options);
    this.reason = reason;
  }
}
