/** Which part of the product failed: where the operator has to look. */
export type FailureCode = 'config' | 'corpus' | 'import' | 'model' | 'index' | 'state' | 'telegram' | 'web';

/**
 * An expected failure that ends the current operation. Its message names the place and the next step, and is printed
 * without a stack. Any other exception is a bug.
 */
export class Failure extends Error {
  override readonly name = 'Failure';
  readonly code: FailureCode;

  /** @param message what is wrong and what to do, without the `[code]` prefix */
  constructor(code: FailureCode, message: string, options?: { cause?: unknown }) {
    super(`[${code}] ${message}`, options);
    this.code = code;
  }
}

/** The system's or node's code of an error (`ENOENT`); undefined if it has none. */
export function errnoOf(error: unknown): string | undefined {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : undefined;
}

/** A short reason from anything thrown, with the cause's code if the message hides it ("fetch failed"). */
export function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const cause = errnoOf(error.cause);
  return cause === undefined ? error.message : `${error.message} (${cause})`;
}

/** Next steps by the code that `errnoOf` gives. */
const WRITE_REMEDIES: Readonly<Record<string, string>> = {
  ENOSPC: 'free space there',
  EDQUOT: "free space there, or raise this user's quota",
  EFBIG: 'raise the limit on the size of files (ulimit -f)',
  EROFS: 'make it writable: its file system is read-only',
  EACCES: 'let this user write there',
  EPERM: 'let this user write there',
};

/** The next step after a file or folder could not be written, for the error message. */
export function writeRemedy(error: unknown): string {
  return (
    WRITE_REMEDIES[errnoOf(error) ?? ''] ??
    'make sure that there is free space and that this user may write there'
  );
}
