// How much the tests try. Here the same cases on every run, so that a red run stays red when it is repeated; in CI
// more cases (THOROUGH=1), and others every time (CI or THOROUGH).

/** Whether tests of many cases take all of them, or fewer for an answer within minutes. */
export const THOROUGH = process.env['THOROUGH'] === '1';

/** Where random cases begin. A red test prints it; `SEED=… npm test` repeats the run. */
export const SEED = Number(
  process.env['SEED'] ?? (THOROUGH || process.env['CI'] !== undefined ? Date.now() % 2 ** 31 : 1),
);
