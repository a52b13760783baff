// A world for the intake: a queue as Telegram keeps it, a disk, a clock by hand, and processes that live until they are
// killed. Answers wait until the test lets them out, so that any moment can be the last one of a process.
import assert from 'node:assert/strict';
import { setImmediate } from 'node:timers/promises';
import type { Update } from 'grammy/types';
import { createIntake } from '../../src/delivery/intake.ts';
import { waitsAside } from '../../src/delivery/lanes.ts';
import { pollUpdates, type PollingOptions } from '../../src/delivery/polling.ts';
import { Undelivered } from '../../src/delivery/undelivered.ts';
import { createMemoryState } from '../../src/storage/memory-state.ts';
import type { UpdateLedger } from '../../src/storage/state-store.ts';
import { createHandClock } from './hand-clock.ts';

export type World = {
  /** Puts an update into Telegram's queue. */
  push(make: (id: number) => Update): number;
  /** Puts any value there; nothing confirms it. */
  pushValue(value: unknown): void;
  /** Lets time pass; what is then due happens. */
  pass(ms: number): Promise<void>;
  /** Answers that wait to be let out, in the order in which they were begun. */
  waiting(): number[];
  /** Lets an answer out. */
  let(id: number): Promise<void>;
  /** From now on every poll gets this at once, or what is in the queue. */
  freezePolls(result: readonly unknown[] | undefined): void;
  /** The next poll fails like this. */
  failPoll(error: Error): void;
  /** From now on the disk can be written, or not; what was written stays. */
  setDisk(works: boolean): void;
  start(): void;
  /** Ends the process at once. */
  kill(): void;
  /** Ends it in an orderly way: answers that are not out stay unfinished. */
  stop(): Promise<void>;
  /** The answers of each life, in their order. */
  readonly lives: readonly number[][];
  /** Updates that Telegram still has. */
  queue(): number[];
  /** The offset of every poll. */
  readonly offsets: (number | undefined)[];
  readonly warnings: string[];
  /** Rejects when polling has ended with a failure. */
  running(): Promise<void>;
};

type Life = { controller: AbortController; running: Promise<void>; end: () => void };

export function createWorld(): World {
  const clock = createHandClock({ start: 1_700_000_000_000, settled: settle });
  let queue: unknown[] = [];
  let [nextId, diskWorks] = [1000, true];
  let wake = (): void => undefined;
  const lives: number[][] = [];
  const offsets: (number | undefined)[] = [];
  const warnings: string[] = [];
  const pollFailures: Error[] = [];
  let frozen: readonly unknown[] | undefined;
  /** What a kill leaves. */
  const disk = createMemoryState();
  let inHand = new Map<number, { letOut: () => void; giveUp: () => void }>();
  let life: Life | undefined;

  const getUpdates: PollingOptions['api']['getUpdates'] = async (options, signal) => {
    const { offset, limit = 100, timeout = 0 } = options ?? {};
    offsets.push(offset);
    const failure = pollFailures.shift();
    if (failure !== undefined) throw failure;
    if (frozen !== undefined) return frozen as Update[];
    if (offset !== undefined)
      queue = queue.filter((value) => !((value as Update | null)?.update_id ?? NaN) || idOf(value) >= offset);
    if (queue.length === 0 && timeout > 0) {
      await Promise.race([
        clock.wait(timeout * 1000, signal as AbortSignal),
        new Promise<void>((resolve) => (wake = resolve)),
      ]);
      if (signal?.aborted === true) throw new Error('aborted');
    }
    return queue.slice(0, limit) as Update[];
  };

  function start(): void {
    const controller = new AbortController();
    const answers: number[] = [];
    lives.push(answers);
    let isAlive = true;
    const own = new Map<number, { letOut: () => void; giveUp: () => void }>();
    inHand = own;
    // A process that cannot write keeps its changes in memory; they end with it.
    const memory = createMemoryState();
    const ledgerNow = (): UpdateLedger => (diskWorks ? disk.updates : memory.updates);
    const ledger: UpdateLedger = {
      has: (id) => disk.updates.has(id) || memory.updates.has(id),
      add: (id) => {
        if (isAlive) ledgerNow().add(id);
      },
      keep: (one) => {
        if (isAlive) ledgerNow().keep(one);
      },
      kept: () => disk.updates.kept(),
    };
    const options = {
      now: clock.now,
      wait: clock.wait,
      random: () => 0.5,
      logger: {
        debug: () => undefined,
        info: () => undefined,
        warn: (message: string) => warnings.push(message),
        error: (message: string) => assert.fail(message),
      },
    };
    const intake = createIntake({
      ...options,
      ledger,
      isDurable: () => diskWorks,
      onTokenRefused: () => {
        controller.abort();
      },
      handle: async ({ update_id: id }) => {
        await waitsAside(() => Promise.resolve({ ok: true, result: true as never }), 'getMe', {});
        return new Promise((resolve, reject) => {
          own.set(id, {
            letOut: () => {
              answers.push(id);
              resolve();
            },
            giveUp: () => {
              reject(new Undelivered('stopped'));
            },
          });
        });
      },
    });
    intake.resume();
    const running = pollUpdates(
      {
        ...options,
        api: { getUpdates },
        intake,
        kinds: ['message', 'inline_query'],
        reached: () => undefined,
      },
      controller.signal,
    ).then(async () => {
      intake.stop();
      for (const { giveUp } of own.values()) giveUp();
      await intake.settled();
    });
    running.catch(() => undefined);
    life = {
      controller,
      running,
      end: () => {
        isAlive = false;
        controller.abort();
        own.clear();
      },
    };
  }

  /** Turns the event loop until nothing happens any more: an update begins in each turn. */
  async function settle(): Promise<void> {
    const seen = (): number => inHand.size + offsets.length + lives.flat().length;
    let [before, quiet] = [seen(), 0];
    while (quiet < 8) {
      await setImmediate();
      const after = seen();
      quiet = after === before ? quiet + 1 : 0;
      before = after;
    }
  }

  return {
    push: (make) => {
      const update = make(nextId++);
      queue.push(update);
      wake();
      return update.update_id;
    },
    pushValue: (value) => {
      queue.push(value);
      wake();
    },
    pass: clock.pass,
    waiting: () => [...inHand.keys()],
    let: async (id) => {
      const one = inHand.get(id);
      inHand.delete(id);
      one?.letOut();
      await settle();
    },
    freezePolls: (result) => {
      frozen = result;
    },
    failPoll: (error) => pollFailures.push(error),
    setDisk: (works) => {
      diskWorks = works;
    },
    start,
    kill: () => {
      life?.end();
    },
    stop: async () => {
      life?.controller.abort();
      await life?.running;
      life?.end();
    },
    lives,
    queue: () => queue.map(idOf),
    offsets,
    warnings,
    running: () => life?.running ?? Promise.resolve(),
  };

  function idOf(value: unknown): number {
    return (value as Update | null)?.update_id ?? NaN;
  }
}
