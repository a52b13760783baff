// Kills processes that write to the real state store at random moments. Afterwards every file must be readable, and a
// start must find the state exactly as it was after the last change that the store has accepted.
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { openLowdbState } from '../../../src/storage/lowdb-state.ts';
import { createState, STATE_SCHEMA } from '../../../src/storage/state-tables.ts';
import { createTables } from '../../../src/storage/tables.ts';
import { reasonOf } from '../../../src/system/failure.ts';
import { randomNumbers } from '../../../src/system/random-numbers.ts';
import { type Written, writeUntilKilled } from './killed-writer.ts';
import { createProof, type Proof, type ProofOptions } from './proof.ts';
import { applyChange } from './state-changes.ts';

/** Number of folders written to in parallel: a run is mostly waiting. */
const LANES = 16;
/** Longest life of a process that is killed by the clock. */
const LIFE_MS = 2000;
/** Both copies of all tables are written in about this time. */
const FLUSH_TAKES_MS = 40;

const TABLES = Object.keys(STATE_SCHEMA);
/** The rows of each table. */
type State = Record<string, unknown[]>;
const stateBy = (rowsOf: (table: string) => unknown[]): State =>
  Object.fromEntries(TABLES.map((table) => [table, rowsOf(table)]));

/** Kills `runs` writers. */
export async function proveState({ runs, seed, log, isTimeUp = () => false }: ProofOptions): Promise<Proof> {
  const proof = createProof();
  const home = await mkdtemp(path.join(tmpdir(), 'wenda-state-'));
  let [begun, done, changes] = [0, 0, 0];
  const lane = async (number: number): Promise<void> => {
    const stateDir = path.join(home, String(number));
    let base = stateBy(() => []);
    while (begun < runs && !isTimeUp()) {
      const run = ++begun;
      const random = randomNumbers(seed + run);
      const everyMs = 1 + Math.floor(random() * 20);
      const isFlushing = random() < 0.7;
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
        changes += written.accepted;
        const { state, where, problems } = await readBack(stateDir, written.pid);
        const lost = compare(base, state, run, written);
        for (const what of [...written.problems, ...problems, ...lost])
          proof.failures.push(`run ${run}: ${what}`);
        proof.count(`killed ${where}`);
        base = state;
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
    return proof;
  } finally {
    await rm(home, { recursive: true, force: true });
  }
}

/**
 * Checks that all files can be read, and lets a start read them, clean up, and write the state as it has found it.
 * @returns `where` it was killed, as far as the files show
 */
async function readBack(
  stateDir: string,
  pid: number,
): Promise<{ state: State; where: string; problems: string[] }> {
  const problems: string[] = [];
  const names = await readdir(stateDir);
  const text = (name: string): Promise<string> => readFile(path.join(stateDir, name), 'utf8');
  const changesIn = new Map<string, number>();
  let where = 'with changes in the journal';
  // A file that cannot be parsed ends the run with the parser's error.
  for (const table of TABLES.filter((name) => names.includes(`${name}.json`))) {
    const first = await text(`${table}.json`);
    changesIn.set(table, (JSON.parse(first) as { changes: number }).changes);
    const second = names.includes(`${table}.json.last-good`) ? await text(`${table}.json.last-good`) : '';
    if (second !== '') JSON.parse(second);
    if (first !== second) where = 'between both copies of a table';
  }
  const lines = (await text('journal.jsonl')).split('\n').slice(1, -1);
  if (lines.length === 0) where = 'with an empty journal';
  for (const line of lines) {
    const [number, table] = JSON.parse(line) as [number, string];
    if (where.startsWith('with') && number <= (changesIn.get(table) ?? 0))
      where = 'between a table and the journal';
  }
  const half = names.find((name) => name.startsWith('.') && name.endsWith(`.${pid}`));
  if (half !== undefined)
    where = `while it wrote ${half.startsWith('.journal') ? 'a new journal' : 'a table'}`;

  const state = await openLowdbState({ stateDir, onProblem: (message) => problems.push(message) });
  await state.close();
  const left = (await readdir(stateDir)).filter(
    (name) =>
      name !== 'journal.jsonl' && !TABLES.includes(/^([a-z]+)\.json(?:\.last-good)?$/.exec(name)?.[1] ?? ''),
  );
  if (left.length > 0) problems.push(`leftovers ${left.join(', ')}`);
  const found = stateBy(() => []);
  for (const table of TABLES.filter((name) => names.includes(`${name}.json`) || lines.length > 0))
    found[table] = await text(`${table}.json`).then(
      (json) => (JSON.parse(json) as State)[table] ?? [],
      () => [],
    );
  return { state: found, where, problems };
}

/** Makes the changes again; a kill may also have come within the one that follows, or before it was reported. */
function compare(base: State, found: State, seed: number, { accepted }: Written): string[] {
  const wanted = JSON.stringify(found);
  const possible = new Set<string>();
  const look = (): void => {
    possible.add(JSON.stringify(stateBy(rowsOf)));
  };
  let number = 0;
  const { tables, rowsOf, redo } = createTables(STATE_SCHEMA, () => {
    if (number === accepted) look();
  });
  const store = createState(tables);
  for (const table of TABLES) for (const row of base[table] ?? []) redo([table, row]);
  for (; number < accepted; number++) applyChange(store, seed, number);
  look();
  applyChange(store, seed, number);
  return possible.has(wanted) ? [] : [`the state is not what it was after ${accepted} changes`];
}
