// One model in several processes, for builds on machines with more than one core. Processes instead of threads: the
// runtime does not survive the end of a thread that has used it (see model-worker.ts), and a process gives its memory
// back. Not for models of static token vectors: copying texts and vectors would cost more than embedding them.
import { type ChildProcess, fork } from 'node:child_process';
import { Failure, reasonOf } from '../system/failure.ts';
import { createRequestChannel, type RequestChannel } from '../system/request-channel.ts';
import type { Embedder, ModelDescription, TextKind } from './embedder.ts';
import type { ModelChoice } from './model-files.ts';
import type { Download } from './model-worker.ts';
import { type EmbedderOptions, CALLS_AT_ONCE } from './transformers-embedder.ts';

export type PoolCalls = {
  load: (choice: ModelChoice) => ModelDescription;
  embed: (order: { texts: readonly string[]; kind: TextKind }) => Float32Array[];
};

/**
 * Loads a model into several processes; the first of them downloads it if necessary.
 * @returns an embedder that gives every call to the least busy process
 * @throws Failure `model` when the model is not available, or a process ends
 */
export async function createEmbedderPool(
  choice: ModelChoice,
  processes: number,
  { onDownload }: Pick<EmbedderOptions, 'onDownload'> = {},
): Promise<Embedder> {
  const members = [startMember()];
  const close = async (): Promise<void> => {
    await Promise.all(members.map((member) => member.close()));
  };
  try {
    const model = await members[0]!.request('load', choice, onDownload);
    while (members.length < processes) members.push(startMember());
    await Promise.all(members.slice(1).map((member) => member.request('load', choice)));
    const idlest = (): Member => members.reduce((a, b) => (b.waiting() < a.waiting() ? b : a));
    return {
      model,
      concurrency: processes * CALLS_AT_ONCE,
      embed: async (texts, kind) => (texts.length === 0 ? [] : idlest().request('embed', { texts, kind })),
      tokens: undefined,
      close,
    };
  } catch (error) {
    await close();
    throw error;
  }
}

/** A process, and the channel for calls to it. */
type Member = Pick<RequestChannel<PoolCalls, Download>, 'request' | 'waiting'> & {
  close: () => Promise<void>;
};

function startMember(): Member {
  const child: ChildProcess = fork(new URL('./embedding-process.js', import.meta.url), {
    serialization: 'advanced', // vectors without JSON
    execArgv: [],
  });
  const { request, waiting, fail } = createRequestChannel<PoolCalls, Download>({
    post: (message) =>
      child.send(message, (error) => {
        if (error !== null) end(error.message);
      }),
    onMessage: (listener) => child.on('message', listener),
  });
  const end = (what: string): void => {
    fail(new Failure('model', `a process that embeds has ended (${what})`));
  };
  child.on('error', (error) => {
    end(error.message);
  });
  const exited = new Promise<void>((resolve) => {
    child.on('exit', (code, signal) => {
      end(signal ?? `code ${code ?? '?'}`);
      resolve();
    });
  });
  return {
    request: (call, argument, onProgress) =>
      request(call, argument, onProgress).catch((error: unknown) => {
        throw error instanceof Failure
          ? error
          : new Failure('model', reasonOf(error).replace(/^\[model\] /, ''));
      }),
    waiting,
    close: async () => {
      if (child.connected) child.disconnect();
      if (child.pid !== undefined) await exited;
    },
  };
}
