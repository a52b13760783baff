// Runs a process that writes to the state, kills it, and returns its reports until then.
import { fork } from 'node:child_process';
import path from 'node:path';
import type { StateNews, StateOrder } from './state-child.ts';

const CHILD = path.join(import.meta.dirname, 'state-child.js');
/** A process that has written nothing after this time hangs. */
const PATIENCE_MS = 60_000;

/** When to kill: some time after it has opened the state, or after it has begun to flush for the nth time. */
export type WriterMoment = { afterMs: number; flushes: number };
/** The work of a killed process. */
export type Written = {
  pid: number;
  /** The number of changes that the store has accepted. */
  accepted: number;
  problems: string[];
};

/** @throws Error when the process ends by itself, or hangs */
export function writeUntilKilled(order: StateOrder, { afterMs, flushes }: WriterMoment): Promise<Written> {
  const child = fork(CHILD, { stdio: ['ignore', 'ignore', 'inherit', 'ipc'] });
  const written: Written = { pid: child.pid ?? 0, accepted: 0, problems: [] };
  let isKilled = false;
  const kill = (): void => {
    isKilled = true;
    child.kill('SIGKILL');
  };
  return new Promise((resolve, reject) => {
    const patience = setTimeout(() => {
      child.kill('SIGKILL');
      reject(new Error('a writer hangs'));
    }, PATIENCE_MS);
    let flushing = 0;
    child.on('message', (news: StateNews) => {
      if (news.kind === 'opened' && flushes === 0) setTimeout(kill, afterMs);
      else if (news.kind === 'changed') written.accepted = news.done;
      else if (news.kind === 'flushing' && ++flushing === flushes) setTimeout(kill, afterMs);
      else if (news.kind === 'problem') written.problems.push(news.message);
    });
    child.on('error', reject);
    child.on('exit', (code) => {
      clearTimeout(patience);
      const settle = (): void => {
        if (isKilled) resolve(written);
        else reject(new Error(`a writer ended with ${String(code)}`));
      };
      // Its messages are read to the end first.
      if (child.connected) child.once('disconnect', settle);
      else settle();
    });
    child.send(order);
  });
}
