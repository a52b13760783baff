// One process at a time: a file that names its owner. A lock whose owner is gone is taken over; that the same number may
// belong to another process by now is told by when that process began. A lock of another machine (or of a container that
// has been made anew) counts as long as its owner gives signs of life.
import { link, readFile, rename, rm, stat, utimes, writeFile } from 'node:fs/promises';
import { readFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { Failure, type FailureCode, reasonOf } from './failure.ts';

export type ProcessLock = { release(): Promise<void> };

export type LockOptions = {
  /** What is refused, for the message: `data/state is in use`. */
  inUse: string;
  /** What to do, for the message. */
  remedy: string;
  code: FailureCode;
};

type Owner = {
  pid: number;
  host: string;
  /** When the process began, as the system tells it; empty where it does not. */
  began: string;
  /** ISO 8601, UTC. */
  since: string;
};

/** A sign of life of the owner, and how long one may be missing before an owner elsewhere counts as gone. */
const SIGN_MS = 10_000;
const MISSING_MS = 60_000;
const ATTEMPTS = 5;

/** @throws Failure with the given code when another process has the lock, or the file cannot be written */
export async function acquireLock(file: string, options: LockOptions): Promise<ProcessLock> {
  const own: Owner = {
    pid: process.pid,
    host: hostname(),
    began: beginOf(process.pid),
    since: new Date().toISOString(),
  };
  const text = `${JSON.stringify(own)}\n`;
  for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
    if (await create(file, text, options)) return hold(file, text);
    const held = await readFile(file, 'utf8').catch(() => undefined);
    if (held === undefined) continue; // released meanwhile
    const signAt = await stat(file).then(({ mtimeMs }) => mtimeMs, () => 0); // prettier-ignore
    const refusal = refusalFor(held, Date.now() - signAt);
    if (refusal !== undefined)
      throw new Failure(options.code, `${options.inUse} by ${refusal}; ${options.remedy} (lock: ${file})`);
    await takeAway(file, held);
  }
  throw new Failure(options.code, `${options.inUse}: processes fight over ${file}; start one of them only`);
}

/** Makes the file with its content at once; false when there is one. */
async function create(file: string, text: string, { code }: LockOptions): Promise<boolean> {
  const temporary = `${file}.${process.pid}.${Math.random().toString(36).slice(2)}`;
  try {
    await writeFile(temporary, text, { flag: 'wx' });
    await link(temporary, file);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw new Failure(code, `${file} cannot be written (${reasonOf(error)})`);
  } finally {
    await rm(temporary, { force: true });
  }
}

/** Who has the lock, when it still counts. */
function refusalFor(held: string, silentMs: number): string | undefined {
  const owner = readOwner(held);
  if (owner === undefined) return silentMs < MISSING_MS ? 'a process that does not say its name' : undefined;
  const who = `process ${owner.pid}${owner.host === hostname() ? '' : ` on ${owner.host}`}, since ${owner.since}`;
  if (owner.host !== hostname()) return silentMs < MISSING_MS ? who : undefined;
  const isSame = isAlive(owner.pid) && beginOf(owner.pid) === owner.began;
  return isSame ? who : undefined;
}

/**
 * Takes a stale lock out of the way. It is renamed first: when two find it at once, only one gets it; and should the other
 * have put a new lock in its place already, that one is put back.
 */
async function takeAway(file: string, stale: string): Promise<void> {
  const aside = `${file}.stale.${process.pid}`;
  try {
    await rename(file, aside);
    if ((await readFile(aside, 'utf8')) !== stale) await link(aside, file);
  } catch {
    // Somebody else was faster: the next attempt looks again.
  }
  await rm(aside, { force: true });
}

function hold(file: string, text: string): ProcessLock {
  const timer = setInterval(() => {
    const now = new Date();
    void utimes(file, now, now).catch(() => undefined);
  }, SIGN_MS);
  timer.unref();
  return {
    release: async () => {
      clearInterval(timer);
      const held = await readFile(file, 'utf8').catch(() => undefined);
      if (held === text) await rm(file, { force: true });
    },
  };
}

function readOwner(text: string): Owner | undefined {
  try {
    const { pid, host, began, since } = JSON.parse(text) as Partial<Record<keyof Owner, unknown>>;
    if (typeof pid !== 'number' || typeof host !== 'string') return undefined;
    return { pid, host, began: String(began), since: String(since) };
  } catch {
    return undefined;
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

/** On Linux: the boot and the clock tick at which a process began. Source: proc(5), field 22 of stat. */
function beginOf(pid: number): string {
  try {
    const boot = readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim();
    const fields = readFileSync(`/proc/${pid}/stat`, 'utf8')
      .replace(/^.*\) /s, '')
      .split(' ');
    return `${boot}:${fields[19] ?? ''}`;
  } catch {
    return '';
  }
}
