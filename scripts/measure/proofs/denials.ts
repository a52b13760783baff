// Ways to keep a build from writing, with real means of the system, because file permissions do not stop root. Means
// that a machine does not allow are reported and skipped.
import { execFile } from 'node:child_process';
import { chmod, chown, mkdir, readdir } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import { reasonOf } from '../../../src/system/failure.ts';
import { pick, programFile } from './proof.ts';

const run = promisify(execFile);

/** A folder where builds can be kept from writing. */
export type Place = {
  indexDir: string;
  /** Lets builds write (again). */
  allow: () => Promise<void>;
  /**
   * Keeps the next build from writing in some place.
   * @param needed bytes of a generation and of its largest file
   */
  deny: (random: () => number, needed: Needed) => Promise<void>;
  /** The prefix of a denied command; `program` and its arguments follow. */
  prefix: () => string[];
  remove: () => Promise<void>;
};
export type Needed = { generation: number; largestFile: number };
/** @throws Error if the machine does not allow it */
export type Means = (home: string) => Promise<Place>;

/** Bytes of a file system that is large enough for everything. */
const ROOMY = 256 << 20;
const BLOCK = 512; // of `ulimit -f`, by POSIX
/** `nobody` on most systems; any id that is not root's and owns no file will do. */
const SOMEONE = 65_534;

/** The means by their names. */
export const MEANS: Readonly<Record<string, Means>> = {
  'full disk': async (home) => {
    const place = await mounted(home);
    const resize = async (bytes: number): Promise<void> => {
      await run('mount', ['-o', `remount,size=${Math.max(4096, Math.round(bytes))}`, place.mount]);
    };
    return {
      ...place,
      allow: () => resize(ROOMY),
      deny: async (random, { generation }) => {
        const used = await usedBytes(place.mount);
        await resize(used + random() * generation);
      },
    };
  },

  'limit on the size of files': async (home) => {
    // Works for every user; node turns the signal for exceeding it into an error.
    let blocks: number | undefined;
    const indexDir = path.join(home, 'index');
    return Promise.resolve({
      indexDir,
      allow: () => {
        blocks = undefined;
        return Promise.resolve();
      },
      deny: (random, { largestFile }) => {
        blocks = Math.floor((random() * largestFile) / BLOCK);
        return Promise.resolve();
      },
      prefix: () => (blocks === undefined ? [] : ['/bin/sh', '-c', `ulimit -f ${blocks}; exec "$@"`, 'sh']),
      remove: () => Promise.resolve(),
    });
  },

  'read-only file system': async (home) => {
    const place = await mounted(home);
    const remount = async (how: string): Promise<void> => {
      await run('mount', ['-o', `remount,${how}`, place.mount]);
    };
    return { ...place, allow: () => remount('rw'), deny: () => remount('ro') };
  },

  "someone else's folder": async (home) => {
    const indexDir = path.join(home, 'index');
    await mkdir(indexDir);
    const isRoot = process.getuid?.() === 0;
    const as = isRoot ? ['setpriv', `--reuid=${SOMEONE}`, `--regid=${SOMEONE}`, '--clear-groups'] : [];
    if (isRoot) await canRead(as);
    const folders = async (): Promise<string[]> => [
      indexDir,
      ...(await readdir(indexDir))
        .filter((name) => name === 'generations')
        .map((name) => path.join(indexDir, name)),
    ];
    return {
      indexDir,
      allow: async () => {
        for (const folder of await folders())
          await (isRoot ? run('chown', ['-R', `${SOMEONE}:${SOMEONE}`, folder]) : chmod(folder, 0o755));
      },
      deny: async (random) => {
        const folder = pick(random, await folders());
        await (isRoot ? chown(folder, 0, 0) : chmod(folder, 0o555));
      },
      prefix: () => as,
      remove: () => Promise.resolve(),
    };
  },
};

/** A small separate file system. */
async function mounted(
  home: string,
): Promise<Pick<Place, 'indexDir' | 'prefix' | 'remove'> & { mount: string }> {
  const mount = path.join(home, 'mount');
  await mkdir(mount);
  try {
    await run('mount', ['-t', 'tmpfs', '-o', `size=${ROOMY}`, 'tmpfs', mount]);
  } catch (error) {
    throw new Error(`a file system cannot be mounted (${oneLine(error)})`, { cause: error });
  }
  return {
    mount,
    indexDir: path.join(mount, 'index'),
    prefix: () => [],
    remove: async () => {
      await run('umount', ['-l', mount]);
    },
  };
}

async function usedBytes(mount: string): Promise<number> {
  const { stdout } = await run('df', ['-B1', '--output=used', mount]);
  return Number(stdout.trim().split('\n').at(-1));
}

/** @throws Error when the other user cannot run the program */
async function canRead(as: readonly string[]): Promise<void> {
  await run('env', [...as, 'test', '-r', programFile('scripts/build-index')]).catch((error: unknown) => {
    throw new Error(`another user cannot run the program (${oneLine(error)})`, { cause: error });
  });
}

function oneLine(error: unknown): string {
  return reasonOf(error).replace(/\s+/g, ' ').trim();
}
