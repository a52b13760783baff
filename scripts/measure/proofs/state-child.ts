// Writes to the real state store at the requested speed and reports its work: each change after the store has accepted
// it, each flush before it begins.
import { openLowdbState } from '../../../src/storage/lowdb-state.ts';
import { applyChange } from './state-changes.ts';

export type StateOrder = {
  stateDir: string;
  seed: number;
  /** Ms between two changes. */
  everyMs: number;
  /** The state is flushed after this many changes; 0: never. */
  flushEvery: number;
};
/** `done`: the number of changes that the store has accepted. */
export type StateNews =
  { kind: 'opened' | 'flushing' } | { kind: 'changed'; done: number } | { kind: 'problem'; message: string };

const say = (news: StateNews): void => void process.send?.(news);

async function write({ stateDir, seed, everyMs, flushEvery }: StateOrder): Promise<void> {
  const state = await openLowdbState({
    stateDir,
    onProblem: (message) => {
      say({ kind: 'problem', message });
    },
  });
  say({ kind: 'opened' });
  let done = 0;
  setInterval(() => {
    applyChange(state, seed, done);
    done++;
    say({ kind: 'changed', done });
    if (flushEvery === 0 || done % flushEvery !== 0) return;
    say({ kind: 'flushing' });
    void state.flush();
  }, everyMs);
}

process.on('message', (order: StateOrder) => void write(order));
process.on('disconnect', () => process.exit());
