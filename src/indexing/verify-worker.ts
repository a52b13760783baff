// The thread that compares the files of a generation with its manifest: hundreds of megabytes are hashed, and the bot must
// go on meanwhile.
import { parentPort, workerData } from 'node:worker_threads';
import { reasonOf } from '../failure.ts';
import { readManifest, verifyFiles } from './generation-folders.ts';

const folder = workerData as string;
try {
  const manifest = await readManifest(folder);
  await verifyFiles(folder, manifest);
  parentPort?.postMessage({ manifest });
} catch (error) {
  parentPort?.postMessage({ reason: reasonOf(error) });
}
