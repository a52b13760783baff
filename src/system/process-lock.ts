// A lock for one process at a time: a file that names its owner. A lock whose owner has ended is stale and gets
// replaced. The owner's start time shows whether its process id now belongs to another process. A lock of another
// machine (or of a recreated container) is valid as long as its owner gives signs of life.
import { link, open, readdir, readFile, rm, stat, utimes, writeFile } from 'node:fs/promises';
import { hostname } from 'node:os';
import path from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { errnoOf, Failure, type FailureCode, reasonOf, writeRemedy } from './failure.ts';
import { isObject } from './is-object.ts';
import { beginOf, isRunning } from './running-process.ts';
import { replaceFile } from './synced-file.ts';

export type ProcessLock = {
  /** False once another process has taken the lock, which happens to one that was stopped for long. */
  isHeld(): boolean;
  release(): Promise<void>;
};

export type LockOptions = {
  /** What the lock refuses, for the message: `data/state is in use`. */
  inUse: string;
  /** What to do, for the message. */
  remedy: string;
  code: FailureCode;
  /**
   * After how many ms without a sign of life a lock of another machine is taken: more than its owner's main thread is
   * ever busy. It is waited for. Without it such a lock is refused until a minute has passed.
   */
  silentMs?: number;
};

/** Another process has the lock. */
export class LockHeld extends Failure {}

/** The lock's file cannot be read or written; `cause` says why. */
export class LockUnusable extends Failure {}

type Owner = {
  pid: number;
  host: string;
  /** When the process began, as the system reports it; empty if it does not. */
  began: string;
  /** ISO 8601, UTC. */
  since: string;
};

/** The owner gives a sign of life at this interval; one elsewhere counts as gone after the longer time without any. */
const SIGN_MS = 500;
const MISSING_MS = 60_000;
const LOOK_MS = 100;
const ATTEMPTS = 5;

/**
 * @throws LockHeld with the given code when another process has the lock; LockUnusable when that is not known, or the
 * file cannot be written
 */
export async function acquireLock(file: string, options: LockOptions): Promise<ProcessLock> {
  const own: Owner = {
    pid: process.pid,
    host: hostname(),
    began: beginOf(process.pid),
    since: new Date().toISOString(),
  };
  const text = `${JSON.stringify(own)}\n`;
  for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
    const held = await readLock(file, options);
    if (held === undefined) {
      if (await create(file, text, options)) return holdAlone(file, text);
      continue; // taken meanwhile
    }
    const refusal = await refusalFor(file, held, options);
    if (refusal !== undefined)
      throw new LockHeld(options.code, `${options.inUse} by ${refusal}; ${options.remedy} (lock: ${file})`);
    if (await takeOver(file, held, text, options)) return holdAlone(file, text);
  }
  throw new Failure(
    options.code,
    `${options.inUse}: several processes compete for ${file}; start only one of them`,
  );
}

/** Creates the file together with its content; false if it exists. */
async function create(file: string, text: string, { code }: LockOptions): Promise<boolean> {
  const temporary = `${file}.${process.pid}.${Math.random().toString(36).slice(2)}`;
  let written = false;
  try {
    await writeFile(temporary, text, { flag: 'wx' });
    written = true;
    await link(temporary, file);
    return true;
  } catch (error) {
    if (errnoOf(error) === 'EEXIST') return false;
    // Another machine, which cannot see this process, took the lock for a stale one.
    if (written && errnoOf(error) === 'ENOENT') return false;
    throw notWritten(code, file, error);
  } finally {
    await rm(temporary, { force: true });
  }
}

function notWritten(code: FailureCode, file: string, error: unknown): Failure {
  return new LockUnusable(code, `${file} cannot be written (${reasonOf(error)}); ${writeRemedy(error)}`, {
    cause: error,
  });
}

/** The owner of a lock that is still valid, for the message; undefined when the lock is stale. */
async function refusalFor(
  file: string,
  held: string,
  { silentMs }: LockOptions,
): Promise<string | undefined> {
  const owner = readOwner(held);
  if (owner?.host === hostname()) {
    if (!isRunning(owner.pid)) return undefined;
    const began = beginOf(owner.pid);
    // If one of the two is unknown (other systems, a /proc that hides other users' processes), a running process is
    // enough.
    const isSame = began === owner.began || began === '' || owner.began === '';
    return isSame ? `process ${owner.pid}, since ${owner.since}` : undefined;
  }
  if (await isSilent(file, silentMs)) return undefined;
  const who =
    owner === undefined
      ? 'an unknown process'
      : `process ${owner.pid} on ${owner.host}, since ${owner.since}`;
  return silentMs === undefined ? `${who}; if that has ended, its lock expires within a minute` : who;
}

/** Whether an owner gives no sign of life for some time, a third of which is watched: its clock may be wrong. */
async function isSilent(file: string, silentMs = 0): Promise<boolean> {
  const sign = await lastSign(file);
  const age = Date.now() - sign;
  if (age >= MISSING_MS) return true;
  const untilMs = Math.min(silentMs, Math.max(silentMs - age, silentMs / 3));
  for (let watched = 0; watched < untilMs; watched += LOOK_MS) {
    await setTimeout(LOOK_MS);
    const now = await lastSign(file);
    if (now !== sign) return now === 0;
  }
  return silentMs > 0;
}

/** In ms since 1970; 0 for a lock that was released. */
async function lastSign(file: string): Promise<number> {
  // Opened, because a network file system may remember the times of a file that is only looked at.
  const handle = await open(file).catch(() => undefined);
  if (handle === undefined) return 0;
  try {
    return (await handle.stat()).mtimeMs;
  } finally {
    await handle.close();
  }
}

/**
 * Replaces a stale lock with this process's own. Two processes may find it stale, and the slower must not replace the
 * new lock of the faster. So replacing needs a second lock, under which the first is checked again.
 * @returns whether this process now has the lock
 */
async function takeOver(file: string, stale: string, text: string, options: LockOptions): Promise<boolean> {
  const turn = await acquireLock(`${file}.takeover`, options);
  try {
    if ((await readLock(file, options)) !== stale) return false;
    await replaceFile(file, Buffer.from(text)).catch((error: unknown) => {
      throw notWritten(options.code, file, error);
    });
    return true;
  } finally {
    await turn.release();
  }
}

/** The content of a lock; undefined if it no longer exists. */
async function readLock(file: string, { code }: LockOptions): Promise<string | undefined> {
  return readFile(file, 'utf8').catch((error: unknown) => {
    if (errnoOf(error) === 'ENOENT') return undefined;
    throw new LockUnusable(code, `${file} cannot be read (${reasonOf(error)})`, { cause: error });
  });
}

async function holdAlone(file: string, text: string): Promise<ProcessLock> {
  await removeHalfWritten(file).catch(() => undefined); // does no harm
  return hold(file, text);
}

/** Removes leftovers of processes that were killed while they wrote this lock, or the second lock for replacing it. */
async function removeHalfWritten(file: string): Promise<void> {
  const folder = path.dirname(file);
  const lock = path.basename(file);
  const began = Date.now() - process.uptime() * 1000;
  for (const name of await readdir(folder)) {
    // `lock.PID.random` is from create, `.lock.PID` from replaceFile.
    const begin = [`${lock}.`, `.${lock}.`].find((start) => name.startsWith(start));
    const pid = /^(?:takeover\.)*(\d+)(?:\.[0-9a-z]+)?$/.exec(name.slice(begin?.length ?? name.length))?.[1];
    if (pid === undefined) continue;
    const place = path.join(folder, name);
    // A process of an earlier container may have had this process's id.
    const isOurs = Number(pid) === process.pid && (await stat(place)).mtimeMs >= began;
    if (!isOurs && (Number(pid) === process.pid || !isRunning(Number(pid)))) await rm(place, { force: true });
  }
}

function hold(file: string, text: string): ProcessLock {
  let isHeld = true;
  const sign = async (): Promise<void> => {
    const held = await readFile(file, 'utf8').catch(() => text);
    const now = new Date();
    if (held !== text) isHeld = false;
    else if (isHeld) await utimes(file, now, now).catch(() => undefined);
  };
  const timer = setInterval(() => void sign(), SIGN_MS);
  timer.unref();
  return {
    isHeld: () => isHeld,
    release: async () => {
      // The next owner in the same millisecond of this process writes the same text.
      if (!isHeld) return;
      isHeld = false;
      clearInterval(timer);
      const held = await readFile(file, 'utf8').catch(() => undefined);
      if (held === text) await rm(file, { force: true });
    },
  };
}

function readOwner(text: string): Owner | undefined {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return undefined;
  }
  if (!isObject(value)) return undefined;
  const { pid, host, began, since } = value;
  // An id below 1 would mean a process group, which is always alive.
  if (typeof pid !== 'number' || !Number.isSafeInteger(pid) || pid < 1 || typeof host !== 'string')
    return undefined;
  return {
    pid,
    host,
    began: typeof began === 'string' ? began : '',
    since: typeof since === 'string' ? since : 'long ago',
  };
}
