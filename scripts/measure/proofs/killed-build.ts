// Runs builds in processes and kills them in a phase.
import { type ChildProcess, fork } from 'node:child_process';
import { type FSWatcher, watch } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import type { BuildPhase } from '../../../src/build/build-index.ts';
import type { BuildNews, BuildOrder } from './build-child.ts';

const CHILD = path.join(import.meta.dirname, 'build-child.js');
/** Below this many ms a timer is too coarse, and the event loop is polled until the moment. */
const SPIN_MS = 5;

/** `publish` begins when the new generation has its name, and contains the critical steps. */
export type KillPhase = BuildPhase | 'publish';
/** When to kill: ms after the beginning of a phase. */
export type Moment = { phase: KillPhase; afterMs: number };
/** How a build ended; `phase`: its last one. */
export type BuildEnd = {
  killed: boolean;
  pid: number;
  phase: KillPhase | undefined;
  /** Duration of each phase, ms; for the last one until the kill. */
  took: Map<KillPhase, number>;
  failure: string | undefined;
};

export type Builders = {
  /** Builds to the end, or until it is killed. */
  build: (order: BuildOrder, moment?: Moment) => Promise<BuildEnd>;
  close: () => void;
};

/** @param ahead number of processes kept ready */
export function createBuilders(ahead: number): Builders {
  const waiting = Array.from({ length: ahead }, start);

  return {
    build: async (order, moment) => {
      const next = waiting.shift() ?? start();
      const child = await next.ready;
      const generations = path.join(order.indexDir, 'generations');
      await mkdir(generations, { recursive: true });
      const watcher = watch(generations);
      try {
        return await follow(child, order, watcher, moment);
      } finally {
        watcher.close();
        child.kill('SIGKILL');
        waiting.push(start());
      }
    },
    close: () => {
      for (const { child } of waiting) child.kill('SIGKILL');
    },
  };
}

function start(): { child: ChildProcess; ready: Promise<ChildProcess> } {
  const child = fork(CHILD, { stdio: ['ignore', 'ignore', 'inherit', 'ipc'] });
  const ready = new Promise<ChildProcess>((resolve, reject) => {
    child.once('message', () => {
      resolve(child);
    });
    child.once('error', reject);
    child.once('exit', (code) => {
      reject(new Error(`a build process has ended with code ${code}`));
    });
  });
  // For those who await it; there may be none.
  ready.catch(() => undefined);
  return { child, ready };
}

function follow(
  child: ChildProcess,
  order: BuildOrder,
  watcher: FSWatcher,
  moment: Moment | undefined,
): Promise<BuildEnd> {
  const took = new Map<KillPhase, number>();
  let phase: KillPhase | undefined;
  let since = performance.now();
  let over = false;
  const leave = (): void => {
    const now = performance.now();
    if (phase !== undefined) took.set(phase, (took.get(phase) ?? 0) + now - since);
    since = now;
  };
  const enter = (next: KillPhase): void => {
    leave();
    phase = next;
    if (phase === moment?.phase && !took.has(phase))
      whenDue(since + moment.afterMs, () => over || child.kill('SIGKILL'));
  };
  return new Promise((resolve) => {
    const end = (killed: boolean, failure?: string): void => {
      if (over) return;
      over = true;
      leave();
      resolve({ killed, pid: child.pid ?? 0, phase, took, failure });
    };
    child.on('message', (news: BuildNews) => {
      if (news.kind === 'phase') enter(news.phase);
      else if (news.kind === 'ended') end(false);
      else if (news.kind === 'failed') end(false, news.reason);
    });
    child.on('exit', (code, signal) => {
      const settle = (): void => {
        if (signal === 'SIGKILL') end(true);
        else end(false, `ended by ${signal ?? `code ${code}`}`);
      };
      // Its messages are read to the end first.
      if (child.connected) child.once('disconnect', settle);
      else settle();
    });
    watcher.on('change', (_event, name) => {
      if (phase === 'verify' && !over && !String(name).startsWith('.')) enter('publish');
    });
    child.send(order);
  });
}

function whenDue(at: number, act: () => void): void {
  const left = at - performance.now();
  if (left <= 0) act();
  else if (left < SPIN_MS) setImmediate(whenDue, at, act);
  else setTimeout(whenDue, left - SPIN_MS + 1, at, act);
}
