// npm run prove -- kill|damage [--runs N] [--seed S]: what happens to an index when builds are killed and files are damaged
import { parseArgs } from 'node:util';
import { loadNativeLibraryOrWarn, loggerFor, PROJECT_ROOT, runMain } from '../src/bootstrap.ts';
import { loadConfig } from '../src/config.ts';
import { Failure } from '../src/failure.ts';
import { proveDamage } from '../src/measurement/proofs/damage.ts';
import { proveKill } from '../src/measurement/proofs/kill.ts';
import type { Proof } from '../src/measurement/proofs/proof.ts';

const PROOFS: Record<
  string,
  (options: { indexDir: string; runs: number; seed: number; log: (line: string) => void }) => Promise<Proof>
> = {
  kill: proveKill,
  damage: proveDamage,
};

await runMain(async (env) => {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { runs: { type: 'string', default: '50' }, seed: { type: 'string' } },
  });
  const prove = PROOFS[positionals[0] ?? ''];
  if (prove === undefined)
    throw new Failure('config', `write what to prove: npm run prove -- ${Object.keys(PROOFS).join('|')}`);
  const config = loadConfig(env, PROJECT_ROOT);
  loadNativeLibraryOrWarn(loggerFor(config));
  const seed = Number(values.seed ?? Date.now() % 2 ** 31);
  const log = (line: string): void => void process.stderr.write(`${line}\n`);
  const { outcomes, failures } = await prove({
    indexDir: config.indexDir,
    runs: Number(values.runs),
    seed,
    log,
  });
  process.stdout.write(`${positionals[0]}: ${values.runs} runs, seed ${seed}\n`);
  for (const [outcome, count] of outcomes)
    process.stdout.write(`  ${String(count).padStart(6)}  ${outcome}\n`);
  for (const failure of failures.slice(0, 20)) process.stdout.write(`  FAILED ${failure}\n`);
  process.stdout.write(failures.length === 0 ? 'holds\n' : `does not hold: ${failures.length} failures\n`);
  return failures.length === 0 ? 0 : 1;
});
