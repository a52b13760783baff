// The file that has every change since the last snapshot, one a line, before the call that made it returns.
//
//   {"version":2}                        the first line
//   [41,"reads",["qinghe/1",3]]          change 41: this row of the table `reads` is now so
//   [42,"preferences",null,-7]           change 42: the row with this key is gone
//
// Numbers only grow, and every snapshot names the last change that is in it. So each line is made again exactly where
// it is missing, whenever a kill comes:
//
//                     begin             tables written,           cut
//                       |               one after the other        |
//   journal  ...39 40   | 41 42 43 44                              | 41 42 43 44     renamed into place
//   reads.json          |       (written: up to 42)                |
//                       |                                          |
//   killed here:  all tables old    a start makes 43 again in    the same: 41 and 42
//                 + all lines       `reads`, and all of them     are left out for `reads`
//                                   in tables not yet written
//
// A line that a kill or a full disk divided has no end: its call has not returned, and a start cuts it off. A kill of
// the process loses nothing; a power cut may lose the last second or two, until the file is synced.
import { constants, renameSync, writeSync } from 'node:fs';
import { access, type FileHandle, open, rm, truncate } from 'node:fs/promises';
import path from 'node:path';
import { STATE_VERSION } from './state-version.ts';
import type { Change } from './tables.ts';

export type Journal = {
  /** Whether changes are written; they are not from the first failure to the next `cut`. */
  isWorking: () => boolean;
  /** Bytes of all lines. */
  size: () => number;
  /** Writes a change before it returns, if it works. */
  append: (number: number, change: Change) => void;
  /** Remembers the lines from now on, for `cut`. */
  begin: () => void;
  /**
   * Replaces the file by one with the lines since `begin`; from then on it works.
   * @throws Error when that cannot be written; nothing has changed then
   */
  cut: () => Promise<void>;
  /** Waits until the lines are on disk; notices if the file has been deleted. */
  sync: () => Promise<void>;
  /** Ends the writing. */
  close: () => Promise<void>;
};

/** Its name in the folder of the tables. */
export const JOURNAL = 'journal.jsonl';
/** The first line. */
export const HEAD = `${JSON.stringify({ version: STATE_VERSION })}\n`;
/** Emptied at first, then only appended to, even if another process has the file open. */
const NEW = constants.O_WRONLY | constants.O_CREAT | constants.O_TRUNC | constants.O_APPEND;

/**
 * @param end where the first line comes, in bytes; what follows is cut off. 0: the file is created, or replaced
 * @param onFailure called with the reason when the file, or a line of it, cannot be written
 */
export async function openJournal(
  file: string,
  end: number,
  onFailure: (error: unknown) => void,
): Promise<Journal> {
  /** Undefined while lines cannot be written. */
  let handle: FileHandle | undefined;
  let size = 0;
  let isSynced = true;
  let since: string[] | undefined;

  async function close(): Promise<void> {
    const closed = handle;
    handle = undefined;
    await closed?.close().catch(() => undefined); // every line has been written already
  }

  function fail(error: unknown): void {
    void close();
    onFailure(error);
  }

  async function cut(): Promise<void> {
    const temporary = path.join(path.dirname(file), `.${path.basename(file)}.${process.pid}`);
    const next = await open(temporary, NEW);
    let bytes: number;
    try {
      // From here to the new handle without a pause, in which lines could come.
      bytes = write(next, HEAD + (since ?? []).join(''));
      renameSync(temporary, file);
    } catch (error) {
      await next.close();
      await rm(temporary, { force: true });
      throw error;
    }
    const closed = close();
    handle = next;
    size = bytes - HEAD.length;
    isSynced = false;
    since = undefined;
    await closed;
  }

  try {
    if (end === 0) await cut();
    else {
      await truncate(file, end);
      handle = await open(file, 'a');
      size = end - HEAD.length;
    }
  } catch (error) {
    fail(error);
  }
  return {
    isWorking: () => handle !== undefined,
    size: () => size,
    append: (number, change) => {
      const text = `${JSON.stringify([number, ...change])}\n`;
      since?.push(text);
      if (handle === undefined) return;
      try {
        size += write(handle, text);
        isSynced = false;
      } catch (error) {
        fail(error);
      }
    },
    begin: () => {
      since = [];
    },
    cut,
    sync: async () => {
      const synced = handle;
      if (synced === undefined) return;
      try {
        // A deleted file can still be written, but no start will read it.
        await access(file);
        if (isSynced) return;
        isSynced = true;
        await synced.datasync();
      } catch (error) {
        if (synced === handle) fail(error);
      }
    },
    close,
  };
}

/** @returns the number of bytes */
function write({ fd }: FileHandle, text: string): number {
  const bytes = Buffer.from(text);
  // A full disk takes a part; the call for the rest says why.
  for (let at = 0; at < bytes.length;) at += writeSync(fd, bytes, at);
  return bytes.length;
}
