// Files that are read a range at a time. A read may give less than was asked for; everything here goes on until it has all
// of it, or says which file is too short.
import { closeSync, fstatSync, openSync, readSync } from 'node:fs';
import path from 'node:path';

/**
 * Fills `into` with the bytes of an open file from `position` on.
 * @param name of the file, for the error
 * @returns `into`
 * @throws Error when the file ends before that
 */
export function readExactly<T extends Uint8Array>(
  handle: number,
  into: T,
  position: number,
  name: string,
): T {
  for (let done = 0; done < into.length;) {
    const count = readSync(handle, into, done, into.length - done, position + done);
    if (count === 0)
      throw new Error(`${name} ends at byte ${position + done}, before byte ${position + into.length}`);
    done += count;
  }
  return into;
}

/** A file that is open for reading. */
export type OpenFile = {
  /** Bytes that it had when it was opened. */
  readonly size: number;
  /** See `readExactly`. @throws Error also when the file has been closed */
  read: <T extends Uint8Array>(into: T, position: number) => T;
  close: () => void;
};

/**
 * Opens a file and makes something of it that closes it in the end. When making it fails, it is closed at once.
 * @throws Error when it cannot be opened, and what `make` throws
 */
export function openFile<T>(file: string, make: (opened: OpenFile) => T): T {
  const handle = openSync(file, 'r');
  const name = path.basename(file);
  let isClosed = false;
  const close = (): void => {
    if (!isClosed) closeSync(handle);
    isClosed = true;
  };
  try {
    return make({
      size: fstatSync(handle).size,
      read: (into, position) => {
        // The number may be another file's by now.
        if (isClosed) throw new Error(`${name} has been closed`);
        return readExactly(handle, into, position, name);
      },
      close,
    });
  } catch (error) {
    close();
    throw error;
  }
}
