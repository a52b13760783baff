import { stat } from 'node:fs/promises';
import path from 'node:path';
import { sha256OfFile } from '../system/checksum.ts';

/** A file of a generation as its manifest describes it: size, and sha256 in hex. */
export type ExpectedFile = { bytes: number; sha256: string };

/**
 * Verifies a file of a generation: compares it with its manifest.
 * @throws Error when it is missing, has another size, or other content
 */
export async function verifyFile(folder: string, name: string, expected: ExpectedFile): Promise<void> {
  const file = path.join(folder, name);
  const found = await stat(file).catch(() => undefined);
  if (found === undefined) throw new Error(`${name} is missing`);
  if (found.size !== expected.bytes)
    throw new Error(`${name} has ${found.size} bytes instead of ${expected.bytes}`);
  if ((await sha256OfFile(file)) !== expected.sha256)
    throw new Error(`${name} is damaged (its checksum differs)`);
}
