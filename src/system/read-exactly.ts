// Reads files a range at a time. A read may give fewer bytes than requested; these functions continue until they have
// all, or report which file is too short.
import { closeSync, fstatSync, openSync, readSync } from 'node:fs';
import path from 'node:path';

/**
 * Fills `into` from an open file, starting at `position`.
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
  /** Its size in bytes when it was opened. */
  readonly size: number;
  /** See `readExactly`. @throws Error also when the file has been closed */
  read: <T extends Uint8Array>(into: T, position: number) => T;
  close: () => void;
};

/**
 * Opens a file and makes an object of it that closes it later. If making the object fails, the file is closed at once.
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
        // The descriptor may be another file's by now.
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
