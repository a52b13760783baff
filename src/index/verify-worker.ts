// A thread that compares files of a generation with their descriptions, one after the other: hundreds of megabytes are
// hashed, and the process must go on meanwhile. It loads no more of the program than that takes.
import { parentPort, workerData } from 'node:worker_threads';
import { reasonOf } from '../system/failure.ts';
import { type ExpectedFile, verifyFile } from './verify-file.ts';

export type VerifyOrder = { folder: string; files: [name: string, expected: ExpectedFile][] };
/** Said of each file; `reason` when it is not what it should be. */
export type Verified = { name: string; reason?: string };

const { folder, files } = workerData as VerifyOrder;
for (const [name, expected] of files) {
  const verified: Verified = { name };
  await verifyFile(folder, name, expected).catch((error: unknown) => (verified.reason = reasonOf(error)));
  parentPort?.postMessage(verified);
}
