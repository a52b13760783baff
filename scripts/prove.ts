// Proves what happens to index, state and answers when processes are killed, files damaged, disks full and networks bad.
import { existsSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { loadNativeLibraryOrWarn } from '../src/app/native-library.ts';
import { loggerFor } from '../src/app/run-main.ts';
import { runCommand } from '../src/app/command-line.ts';
import { PROJECT_ROOT } from '../src/app/environment.ts';
import { loadConfig } from '../src/app/config.ts';
import { Failure } from '../src/system/failure.ts';
import { proveDamage } from './measure/proofs/damage.ts';
import { proveDelivery } from './measure/proofs/delivery.ts';
import { proveDeploy } from './measure/proofs/deploy.ts';
import { proveDesk } from './measure/proofs/desk.ts';
import { proveDisk } from './measure/proofs/disk.ts';
import { proveKill } from './measure/proofs/kill.ts';
import { proveMemory } from './measure/proofs/memory.ts';
import type { Proof, ProofOptions } from './measure/proofs/proof.ts';
import { mergeRecords, type ProofRecord, recordOf } from './measure/proofs/record.ts';
import { proveSoak } from './measure/proofs/soak.ts';
import { proveState } from './measure/proofs/state.ts';
import { proofLines, proofPage } from './measure/reports/proof-report.ts';
import { machine } from './measure/bench/machine.ts';

/** Each proof with the runs of its long form. */
const PROOFS: Record<string, { prove: (options: ProofOptions) => Promise<Proof>; runs: number }> = {
  kill: { prove: proveKill, runs: 1000 },
  damage: { prove: proveDamage, runs: 5000 },
  disk: { prove: proveDisk, runs: 60 },
  state: { prove: proveState, runs: 1000 },
  delivery: { prove: proveDelivery, runs: 48 },
  desk: { prove: proveDesk, runs: 500 },
  soak: { prove: proveSoak, runs: 20_000 },
  memory: { prove: proveMemory, runs: 3 },
  deploy: { prove: proveDeploy, runs: 2 },
};

const PROVE = {
  name: 'npm run prove',
  operands: `${Object.keys(PROOFS).join('|')}|all`,
  about: `Proves what happens to index, state and answers:
  kill      builds are killed while the index is served
  damage    files of the index are damaged or forged
  disk      disks are full, read-only or owned by another user; needs root for all of it
  state     writers of state are killed
  delivery  the bot is killed, calls fail, Telegram is away or asks for pauses
  desk      the bot is killed while readers and staff write to each other
  soak      the bot is asked for minutes while calls fail; on Linux
  memory    wikis of three sizes are built and served under memory limits; needs root
  deploy    the image is made, and the commands of docs/operations.md run, on an empty Debian; needs root
  all       all of them, one after the other`,
  options: {
    runs: { type: 'number', value: 'N', help: 'how many times (default: the long form of each)' },
    seed: {
      type: 'number',
      value: 'N',
      help: 'the seed of an earlier run, to repeat it (default: a new one)',
    },
    minutes: { type: 'number', value: 'N', help: 'end each proof after this time' },
    json: { type: 'path', value: 'FILE', help: 'write the results, keeping those of other proofs' },
    markdown: { type: 'path', value: 'FILE', help: 'write them as a page' },
  },
  exitCodes: { 0: 'proved', 1: 'a run failed, or it could not be proved' },
} as const;

await runCommand(PROVE, async (env, { values, operands: [wanted = ''] }) => {
  const names = wanted === 'all' ? Object.keys(PROOFS) : [wanted];
  if (names.some((name) => PROOFS[name] === undefined))
    throw new Failure('config', `write what to prove: npm run prove -- ${Object.keys(PROOFS).join('|')}|all`);
  const { seed = Date.now() % 2 ** 31, minutes = Infinity, json: jsonFile } = values;
  const earlier =
    jsonFile !== undefined && existsSync(jsonFile) ? await readFile(jsonFile, 'utf8') : undefined;
  loadNativeLibraryOrWarn(loggerFor(loadConfig(env, PROJECT_ROOT)));

  const records: ProofRecord[] = [];
  for (const name of names) {
    const proof = PROOFS[name];
    if (proof === undefined) continue;
    const runs = values.runs ?? proof.runs;
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
  if (values.markdown !== undefined) await writeFile(values.markdown, proofPage(all));
  return records.every(({ failures }) => failures.length === 0) ? 0 : 1;
});
