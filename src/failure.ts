/** What kind of thing went wrong: the part of the product the operator has to look at. */
export type FailureCode = 'config' | 'corpus' | 'import' | 'model' | 'index' | 'state' | 'telegram' | 'web';

/**
 * An expected failure that ends what was being done: its message names the place and the next step, and is printed
 * without a stack. Anything else that is thrown is a bug.
 */
export class Failure extends Error {
  override readonly name = 'Failure';
  readonly code: FailureCode;

  /** @param message what is wrong and what to do, without the `[code]` that is put in front */
  constructor(code: FailureCode, message: string, options?: { cause?: unknown }) {
    super(`[${code}] ${message}`, options);
    this.code = code;
  }
}

/** A short reason from anything thrown, with the cause's code where the message hides it ("fetch failed"). */
export function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const cause = error.cause instanceof Error ? (error.cause as NodeJS.ErrnoException).code : undefined;
  return cause === undefined ? error.message : `${error.message} (${cause})`;
}
