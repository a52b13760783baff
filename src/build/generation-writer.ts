// The files of a generation on their way to the disk.
import path from 'node:path';
import { sha256 } from '../system/checksum.ts';
import { syncFile, writeSynced } from '../system/synced-file.ts';
import { describeFile } from '../index/generation-folders.ts';
import type { Manifest } from '../index/manifest.ts';
import { FILES } from '../index/open-index.ts';

export type GenerationWriter = {
  folder: string;
  /**
   * Starts writing a file; its bytes must not change any more. The build goes on while the disk works.
   * @throws the error of an earlier write
   */
  write: (name: string, bytes: Uint8Array) => void;
  /** Adds a file that other code has written, and waits until it is on disk. */
  adopt: (name: string) => Promise<void>;
  /**
   * Waits until everything is on disk.
   * @throws the first error of all writes
   */
  settled: () => Promise<void>;
  /** Size and sha256 of all files, for the manifest. */
  described: () => Manifest['files'];
};

/** Checksums are computed from the bytes in memory, so that verification compares the disk with them. */
export function createGenerationWriter(folder: string): GenerationWriter {
  const files = new Map<string, Manifest['files'][string]>();
  const writing = new Set<Promise<void>>();
  const errors: unknown[] = [];
  const refuseAfterError = (): void => {
    if (errors.length > 0) throw errors[0];
  };
  return {
    folder,
    write: (name, bytes) => {
      refuseAfterError();
      files.set(name, { bytes: bytes.length, sha256: sha256(bytes) });
      const written: Promise<void> = writeSynced(path.join(folder, name), bytes)
        .catch((error: unknown) => {
          errors.push(error);
        })
        .finally(() => writing.delete(written));
      writing.add(written);
    },
    adopt: async (name) => {
      const file = path.join(folder, name);
      await syncFile(file);
      files.set(name, await describeFile(file));
    },
    settled: async () => {
      await Promise.all(writing);
      refuseAfterError();
    },
    described: () =>
      Object.fromEntries(
        Object.values(FILES).flatMap((name) => {
          const description = files.get(name);
          return description === undefined ? [] : [[name, description] as const];
        }),
      ),
  };
}
