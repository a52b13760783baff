// Looks at everything that a start depends on, and names the next step where something is missing.
import { runCommand } from '../src/app/command-line.ts';
import { examine } from '../src/app/doctor/examine.ts';
import { PROJECT_ROOT } from '../src/app/environment.ts';
import { checkLines } from '../src/terminal/check-lines.ts';

const DOCTOR = {
  name: 'npm run doctor',
  about:
    'Checks Node, model, articles, index, folders, port, and the way to Telegram. It changes nothing, and may run beside a serving Wenda.',
  options: { json: { type: 'flag', help: 'print the checks for programs' } },
  exitCodes: { 0: 'nothing is wrong', 1: 'something is wrong' },
} as const;

await runCommand(DOCTOR, async (env, { values }) => {
  const checks = await examine(env, PROJECT_ROOT, process.stdout.isTTY);
  const text = values.json ? JSON.stringify(checks, null, 2) : checkLines(checks).join('\n');
  process.stdout.write(`${text}\n`);
  return checks.some(({ state }) => state === 'wrong') ? 1 : 0;
});
