// Kills processes that write to the real state store at random moments. Afterwards every file must be readable, every
// table must be exactly as it was after one of the changes, and a missing change must be no older than the time between
// two writes. After a flush nothing may be missing.
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { reasonOf } from '../../../src/system/failure.ts';
import { FLUSH_MS, FLUSH_UPDATES_MS } from '../../../src/storage/delayed-writes.ts';
import { openLowdbState } from '../../../src/storage/lowdb-state.ts';
import { createTables } from '../../../src/storage/tables.ts';
import { emptyState, TABLES } from '../../../src/storage/state-data.ts';
import { type TableName } from '../../../src/storage/state-data.ts';
import { type StateData } from '../../../src/storage/state-data.ts';
import { randomNumbers } from '../../../src/system/random-numbers.ts';
import { type Written, writeUntilKilled } from './killed-writer.ts';
import { createProof, type Proof, type ProofOptions } from './proof.ts';
import { applyChange } from './state-changes.ts';

/** Number of folders written to in parallel: a run is mostly waiting. */
const LANES = 16;
/**
 * Changes wait this long for the next write, and some time more until the timer fires and both copies are on a busy
 * disk.
 */
const WINDOW_MS: Readonly<Record<TableName, number>> = {
  updates: FLUSH_UPDATES_MS,
  reads: FLUSH_MS,
  feedback: FLUSH_MS,
  preferences: FLUSH_MS,
  unanswered: FLUSH_MS,
  uploads: FLUSH_MS,
  waiting: FLUSH_MS,
  members: FLUSH_MS,
  invites: FLUSH_MS,
};
const WRITING_MS = 2000;
/** Longest life of a process that is killed by the clock: enough for several writes. */
const LIFE_MS = 8000;
/** Both copies of all tables are written in about this time. */
const FLUSH_TAKES_MS = 40;

/** Kills `runs` writers. */
export async function proveState({ runs, seed, log, isTimeUp = () => false }: ProofOptions): Promise<Proof> {
  const proof = createProof();
  const home = await mkdtemp(path.join(tmpdir(), 'wenda-state-'));
  const longest = new Map<string, number>();
  let [begun, done, changes] = [0, 0, 0];
  const lane = async (number: number): Promise<void> => {
    const stateDir = path.join(home, String(number));
    let base = emptyState();
    while (begun < runs && !isTimeUp()) {
      const run = ++begun;
      const random = randomNumbers(seed + run);
      const everyMs = 10 + Math.floor(random() * 40);
      const isFlushing = random() < 0.5;
      const order = {
        stateDir,
        seed: run,
        everyMs,
        flushEvery: isFlushing ? 1 + Math.floor(random() * 15) : 0,
      };
      const moment = isFlushing
        ? { flushes: 1 + Math.floor(random() * 5), afterMs: random() * FLUSH_TAKES_MS }
        : { flushes: 0, afterMs: random() * LIFE_MS };
      try {
        const written = await writeUntilKilled(order, moment);
        changes += written.times.length;
        const { rows, where, problems } = await readBack(stateDir, written.pid);
        const lost = compare(base, rows, run, written);
        for (const what of [...written.problems, ...problems, ...lost.failures])
          proof.failures.push(`run ${run}: ${what}`);
        for (const [kind, ms] of lost.oldest) longest.set(kind, Math.max(ms, longest.get(kind) ?? 0));
        proof.count(
          `killed ${where ?? (lost.oldest.size > 0 ? 'with changes that waited' : 'with everything written')}`,
        );
        base = rows;
      } catch (error) {
        proof.failures.push(`run ${run}: ${reasonOf(error)}`);
      }
      if (++done % 50 === 0) log(`${done}/${runs}, ${proof.failures.length} failures`);
    }
  };
  try {
    await Promise.all(Array.from({ length: Math.min(LANES, runs) }, (_, number) => lane(number)));
    proof.done = done;
    proof.figures.set('changes made', String(changes));
    for (const [kind, ms] of [...longest].sort())
      proof.figures.set(`oldest lost change, ${kind}`, `${(ms / 1000).toFixed(2)} s`);
    return proof;
  } finally {
    await rm(home, { recursive: true, force: true });
  }
}

/**
 * Checks the content of the files, and that a start can read them and cleans up.
 * @returns `where` it was killed, as far as the files show
 */
async function readBack(
  stateDir: string,
  pid: number,
): Promise<{ rows: StateData; where: string | undefined; problems: string[] }> {
  const problems: string[] = [];
  const names = await readdir(stateDir);
  const isWriting = names.some((name) => name.startsWith('.') && name.endsWith(`.${pid}`));
  const rows = emptyState();
  const text = async (name: string): Promise<string | undefined> =>
    names.includes(name) ? readFile(path.join(stateDir, name), 'utf8') : undefined;
  const unequal = new Set<TableName>();
  for (const table of TABLES) {
    const [first, second] = [await text(`${table}.json`), await text(`${table}.json.last-good`)];
    if (first !== second) unequal.add(table);
    // A file that cannot be parsed ends the run with the parser's error.
    if (first !== undefined) Object.assign(rows, { [table]: (JSON.parse(first) as StateData)[table] });
    if (second !== undefined) JSON.parse(second);
  }

  const state = await openLowdbState({ stateDir, onProblem: (message) => problems.push(message) });
  const votes = state.feedback.all();
  await state.close();
  if (JSON.stringify(votes) !== JSON.stringify(rows.feedback)) problems.push('a start has read other votes');
  const left = (await readdir(stateDir)).filter((name) => !/^[a-z]+\.json(?:\.last-good)?$/.test(name));
  if (left.length > 0) problems.push(`leftovers ${left.join(', ')}`);
  const where = isWriting ? 'while it wrote a file' : unequal.size > 0 ? 'between both copies' : undefined;
  return { rows, where, problems };
}

/**
 * Makes the changes again and finds for each table the change after which it equals the found one.
 * @returns the age of the oldest missing change, by the kind of table, ms
 */
function compare(
  base: StateData,
  found: StateData,
  seed: number,
  { times, flushed, killedAt }: Written,
): { failures: string[]; oldest: Map<string, number> } {
  const failures: string[] = [];
  const oldest = new Map<string, number>();
  const touched = new Map<TableName, number[]>();
  const matched = new Map<TableName, number>();
  let number = -1;
  const { store, dataOf } = createTables(base, (table) => {
    touched.set(table, [...(touched.get(table) ?? []), number]);
  });
  const wanted = new Map(TABLES.map((table) => [table, JSON.stringify(found[table])]));
  // The last change may have been accepted but not reported.
  for (number = -1; number <= times.length; number++) {
    if (number >= 0) applyChange(store, seed, number);
    for (const table of TABLES) {
      const isTouched = number < 0 || touched.get(table)?.at(-1) === number;
      if (isTouched && JSON.stringify(dataOf(table)) === wanted.get(table)) matched.set(table, number);
    }
  }
  for (const table of TABLES) {
    const at = matched.get(table);
    if (at === undefined) {
      failures.push(`${table} equals its state after none of ${times.length} changes`);
      continue;
    }
    const lost = touched.get(table)?.find((change) => change > at && change < times.length);
    if (lost === undefined) continue;
    const age = killedAt - (times[lost] ?? killedAt);
    const kind = table === 'updates' ? 'answered updates' : 'other tables';
    oldest.set(kind, Math.max(age, oldest.get(kind) ?? 0));
    if (lost < flushed) failures.push(`${table} lost change ${lost}, which was flushed`);
    else if (age > WINDOW_MS[table] + WRITING_MS) failures.push(`${table} lost a change of ${age} ms ago`);
  }
  return { failures, oldest };
}
