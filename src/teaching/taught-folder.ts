// The folder with what operators have taught: read whole, and written by one at a time. A file is replaced at once or
// not at all.
import { readFileSync } from 'node:fs';
import { mkdir, stat } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { errnoOf, Failure, reasonOf, writeRemedy } from '../system/failure.ts';
import { acquireLock, LockUnusable, type ProcessLock } from '../system/process-lock.ts';
import { replaceFile } from '../system/synced-file.ts';
import { TAUGHT_FILES, type TaughtFile, type TaughtTexts } from './lesson-lines.ts';

/** Another process is waited for: it writes a few lines. Milliseconds between two looks, and looks at most. */
const LOOK_MS = 50;
const LOOKS = 100;

/** The files as they are now. @throws Failure `config` naming a file that cannot be read */
export function readTexts(folder: string): TaughtTexts {
  const texts = TAUGHT_FILES.map((file) => [file, textOf(path.join(folder, file))] as const);
  return Object.fromEntries(texts) as TaughtTexts; // it has every file
}

/** The text of a file; empty if there is none. */
export function textOf(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    if (['ENOENT', 'ENOTDIR'].includes(errnoOf(error) ?? '')) return '';
    throw new Failure('config', `${file} cannot be read (${reasonOf(error)}); let this user read it`);
  }
}

/** Sizes and times of the files, as a text that differs after every change. */
export async function stampsOf(folder: string): Promise<string> {
  const stamps = TAUGHT_FILES.map((file) =>
    stat(path.join(folder, file)).then(
      ({ size, mtimeMs, ctimeMs, ino }) => `${size} ${mtimeMs} ${ctimeMs} ${ino}`,
      (error: unknown) => errnoOf(error) ?? 'unreadable',
    ),
  );
  return (await Promise.all(stamps)).join('\n');
}

export interface TaughtFolder {
  /**
   * Changes the files, all or none of them, while nobody else does; a kill may come between two.
   * @throws Failure `config` naming a file that cannot be written, and the next step
   */
  change(edit: (texts: TaughtTexts) => TaughtTexts): Promise<void>;
  /** Changes another file in it, which may be missing (then its text is empty). Same errors. */
  changeFile(file: string, edit: (text: string) => string): Promise<void>;
}

export function createTaughtFolder(folder: string): TaughtFolder {
  let last: Promise<unknown> = Promise.resolve();

  /** One after the other in this process; a lock keeps other processes out. */
  function alone<T>(task: () => Promise<T>): Promise<T> {
    const turn = last.then(async () => {
      await written(folder, () => mkdir(folder, { recursive: true }));
      const lock = await locked();
      try {
        return await task();
      } finally {
        await lock.release();
      }
    });
    last = turn.catch(() => undefined);
    return turn;
  }

  async function locked(): Promise<ProcessLock> {
    const file = path.join(folder, '.teaching.lock');
    const options = { inUse: `${folder} is written`, remedy: 'try again', code: 'config' } as const;
    for (let looks = 0; ; looks++) {
      try {
        return await acquireLock(file, options);
      } catch (error) {
        if (error instanceof LockUnusable) throw notWritten(folder, error.cause);
        if (looks >= LOOKS) throw error;
        await setTimeout(LOOK_MS);
      }
    }
  }

  async function replace(file: string, before: string, after: string): Promise<void> {
    if (after === before) return;
    await written(file, async () => {
      await mkdir(path.dirname(file), { recursive: true });
      await replaceFile(file, Buffer.from(after));
    });
  }

  return {
    change: (edit) =>
      alone(async () => {
        const before = readTexts(folder);
        const after = edit(before);
        const begun: TaughtFile[] = [];
        try {
          for (const file of TAUGHT_FILES) {
            await replace(path.join(folder, file), before[file], after[file]);
            begun.push(file);
          }
        } catch (error) {
          // Half a lesson is none. Where not even that can be written, the files are read as they are.
          for (const file of begun)
            await replace(path.join(folder, file), after[file], before[file]).catch(() => undefined);
          throw error;
        }
      }),
    changeFile: (name, edit) =>
      alone(async () => {
        const file = path.join(folder, name);
        const before = textOf(file);
        await replace(file, before, edit(before));
      }),
  };
}

async function written<T>(file: string, write: () => Promise<T>): Promise<T> {
  return write().catch((error: unknown) => {
    throw notWritten(file, error);
  });
}

function notWritten(file: string, cause: unknown): Failure {
  return new Failure(
    'config',
    `${file} cannot be written (${reasonOf(cause)}); ${writeRemedy(cause)}, or name another folder in TEACHING_DIR`,
  );
}
