// What npm run doctor prints.

export type Check = {
  /** What was looked at, in one or two words. */
  name: string;
  /** `hint`: it works, but not as well as it could, or not as it may be meant. */
  state: 'ok' | 'hint' | 'wrong';
  /** What was found. */
  found: string;
  /** The next step, in one sentence; absent where all is well. */
  next?: string | undefined;
};

const SIGNS: Record<Check['state'], string> = { ok: '✓', hint: '!', wrong: '✗' };

/** A line for each check, its next step below it, and a sentence at the end. */
export function checkLines(checks: readonly Check[]): string[] {
  const width = Math.max(...checks.map(({ name }) => name.length)) + 2;
  const wrong = checks.filter(({ state }) => state === 'wrong').length;
  return [
    ...checks.flatMap(({ name, state, found, next }) => [
      `${SIGNS[state]} ${name.padEnd(width)}${found}`,
      ...(next === undefined ? [] : [`  ${' '.repeat(width)}→ ${next}`]),
    ]),
    '',
    wrong === 0 ? 'Nothing stands in the way of npm start.' : `${wrong} of ${checks.length} checks failed.`,
  ];
}
