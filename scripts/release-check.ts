// Everything that a release needs, in one run.
import path from 'node:path';
import { runCommand } from '../src/app/command-line.ts';
import { PROJECT_ROOT, shownPath } from '../src/app/environment.ts';
import { Failure } from '../src/system/failure.ts';
import { runSteps } from './release/run-steps.ts';
import { releaseSteps } from './release/steps.ts';

const RELEASE_CHECK = {
  name: 'npm run release-check',
  about: 'Checks what a release needs, stops at nothing, and prints a table with the log of each step.',
  options: {
    only: { type: 'text', value: 'NAME,…', help: 'only these steps' },
    list: { type: 'flag', help: 'list the steps' },
    record: { type: 'flag', help: 'write the seconds to the first answer to docs/first-answer.json' },
  },
  exitCodes: { 0: 'ready to release', 1: 'a step failed' },
} as const;

await runCommand(RELEASE_CHECK, async (_env, { values }) => {
  const steps = releaseSteps(PROJECT_ROOT, values.record);
  const print = (line: string): void => void process.stdout.write(`${line}\n`);
  if (values.list) {
    for (const { name, about } of steps) print(`${name.padEnd(10)}${about}`);
    return 0;
  }
  const names = values.only?.split(',').map((name) => name.trim()) ?? steps.map(({ name }) => name);
  const unknown = names.filter((name) => steps.every((step) => step.name !== name));
  if (unknown.length > 0)
    throw new Failure('config', `--only names ${unknown.join(', ')}; --list shows the steps`);
  const isReady = await runSteps(
    steps.filter(({ name }) => names.includes(name)),
    { logFolder: path.join(PROJECT_ROOT, 'dist', 'release-check'), print, shown: shownPath },
  );
  return isReady ? 0 : 1;
});
