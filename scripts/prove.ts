// npm run prove -- kill|damage|disk|state|all [--runs N] [--seed S] [--minutes N] [--json FILE] [--markdown FILE]: what happens
// to index and state when processes are killed, files damaged and disks full; without --runs the long form
import { existsSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { loadNativeLibraryOrWarn } from '../src/app/native-library.ts';
import { loggerFor } from '../src/app/run-main.ts';
import { runMain } from '../src/app/run-main.ts';
import { userPath } from '../src/app/environment.ts';
import { PROJECT_ROOT } from '../src/app/environment.ts';
import { loadConfig } from '../src/app/config.ts';
import { Failure } from '../src/system/failure.ts';
import { proveDamage } from './measure/proofs/damage.ts';
import { proveDisk } from './measure/proofs/disk.ts';
import { proveKill } from './measure/proofs/kill.ts';
import type { Proof, ProofOptions } from './measure/proofs/proof.ts';
import { mergeRecords, type ProofRecord, recordOf } from './measure/proofs/record.ts';
import { proveState } from './measure/proofs/state.ts';
import { proofLines, proofPage } from './measure/reports/proof-report.ts';
import { machine } from './measure/bench/machine.ts';
import { wholeNumber } from './measure/bench/options.ts';

/** Each with the runs of its long form. */
const PROOFS: Record<string, { prove: (options: ProofOptions) => Promise<Proof>; runs: number }> = {
  kill: { prove: proveKill, runs: 1000 },
  damage: { prove: proveDamage, runs: 5000 },
  disk: { prove: proveDisk, runs: 60 },
  state: { prove: proveState, runs: 1000 },
};

await runMain(async (env) => {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      runs: { type: 'string' },
      seed: { type: 'string' },
      minutes: { type: 'string' },
      json: { type: 'string' },
      markdown: { type: 'string' },
    },
  });
  const [wanted = ''] = positionals;
  const names = wanted === 'all' ? Object.keys(PROOFS) : [wanted];
  if (names.some((name) => PROOFS[name] === undefined))
    throw new Failure('config', `write what to prove: npm run prove -- ${Object.keys(PROOFS).join('|')}|all`);
  const seed = values.seed === undefined ? Date.now() % 2 ** 31 : wholeNumber('--seed', values.seed);
  const minutes = values.minutes === undefined ? Infinity : wholeNumber('--minutes', values.minutes);
  const jsonFile = values.json === undefined ? undefined : userPath(values.json);
  const earlier =
    jsonFile !== undefined && existsSync(jsonFile) ? await readFile(jsonFile, 'utf8') : undefined;
  loadNativeLibraryOrWarn(loggerFor(loadConfig(env, PROJECT_ROOT)));

  const records: ProofRecord[] = [];
  for (const name of names) {
    const proof = PROOFS[name];
    if (proof === undefined) continue;
    const runs = values.runs === undefined ? proof.runs : wholeNumber('--runs', values.runs);
    const began = performance.now();
    const about = { name, runs, seed, date: new Date().toISOString(), machine: machine() };
    const found = await proof.prove({
      runs,
      seed,
      log: (line) => void process.stderr.write(`${name}: ${line}\n`),
      isTimeUp: () => performance.now() - began > minutes * 60_000,
    });
    const record = recordOf(found, {
      ...about,
      command: `npm run prove -- ${name} --runs ${runs} --seed ${seed}`,
      node: process.versions.node,
      seconds: (performance.now() - began) / 1000,
    });
    process.stdout.write(`${proofLines(record).join('\n')}\n`);
    records.push(record);
  }
  const all = mergeRecords(earlier, records);
  if (jsonFile !== undefined) await writeFile(jsonFile, `${JSON.stringify(all, null, 2)}\n`);
  if (values.markdown !== undefined) await writeFile(userPath(values.markdown), proofPage(all));
  return records.every(({ failures }) => failures.length === 0) ? 0 : 1;
});
