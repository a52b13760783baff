// Proves docs/operations.md and deploy/: the image in empty roots, then every command of the page on an empty Debian.
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { reasonOf } from '../../../src/system/failure.ts';
import { needTools, run } from './deploy/debian.ts';
import { proveImage } from './deploy/image.ts';
import { provePage } from './deploy/page.ts';
import { createProof, type Proof, type ProofOptions } from './proof.ts';

const PARTS = [provePage, proveImage] as const;

/** Proves the first `runs` parts. */
export async function proveDeploy({ runs, log, isTimeUp = () => false }: ProofOptions): Promise<Proof> {
  const proof = createProof();
  try {
    await needTools();
  } catch (error) {
    proof.skipped.push(`all of it: ${reasonOf(error)}`);
    return proof;
  }
  for (const part of PARTS.slice(0, runs)) {
    if (isTimeUp()) break;
    const home = await mkdtemp(path.join(tmpdir(), 'wenda-deploy-'));
    try {
      await part(proof, home, log);
    } catch (error) {
      proof.failures.push(`${part.name}: ${reasonOf(error)}`);
    } finally {
      // What systemd-nspawn mounts ends with it; should something be left, it is another file system, and stays.
      await run('rm', ['-rf', '--one-file-system', home]);
    }
    proof.done++;
  }
  return proof;
}
