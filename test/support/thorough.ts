// How many cases the tests try. Locally they are the same on every run, so that a red run stays red when repeated; in
// CI there are more cases (THOROUGH=1), and new ones every time (CI or THOROUGH).

/** Whether tests with many cases run all of them, or fewer for a result within minutes. */
export const THOROUGH = process.env['THOROUGH'] === '1';

/** The seed of random cases. A red test prints it; `SEED=… npm test` repeats the run. */
export const SEED = Number(
  process.env['SEED'] ?? (THOROUGH || process.env['CI'] !== undefined ? Date.now() % 2 ** 31 : 1),
);
