// A thread that compares files of a generation with their descriptions, one after the other: it hashes hundreds of
// megabytes while the process goes on. It loads only the part of the program that this needs.
import { parentPort } from 'node:worker_threads';
import { answerRequests } from '../system/request-channel.ts';
import { type ExpectedFile, verifyFile } from './verify-file.ts';

export type VerifyCalls = {
  /** @throws Error naming what is missing or damaged */
  verify: (file: { folder: string; name: string; expected: ExpectedFile }) => void;
};

answerRequests<VerifyCalls>(
  {
    post: (message) => parentPort?.postMessage(message),
    onMessage: (listener) => parentPort?.on('message', listener),
  },
  { verify: ({ folder, name, expected }) => verifyFile(folder, name, expected) },
);
