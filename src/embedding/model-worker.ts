// The one worker thread in which models run, for the whole process. onnxruntime-node 1.14 does not survive the end of a
// thread that has used it: the next thread cannot load it, or the heap is corrupt (measured: 12 threads one after the
// other end in SIGSEGV or SIGABRT every time; 15 models one after the other in one thread never did). So the thread is
// started when the first model is asked for, models come and go in it, and it ends with the process.
import { Worker } from 'node:worker_threads';
import type { WorkerReply, WorkerRequest } from './worker-protocol.ts';

/** A request without its id. */
export type Order = WorkerRequest extends infer Request
  ? Request extends { id: number }
    ? Omit<Request, 'id'>
    : never
  : never;
export type Reply = Exclude<WorkerReply, { kind: 'download' | 'error' }>;

export interface ModelWorker {
  /** @throws Error with the worker's message when the order failed, or when the worker is gone */
  request(order: Order, onDownload?: (file: string, percent: number) => void): Promise<Reply>;
  /** Registers who is told when the thread has ended by itself. */
  onEnd(listener: (error: Error) => void): void;
}

type Waiting = {
  resolve: (reply: Reply) => void;
  reject: (error: Error) => void;
  onDownload: ((file: string, percent: number) => void) | undefined;
};

let shared: ModelWorker | undefined;

/** The process's model worker, started at the first call. */
export function modelWorker(): ModelWorker {
  shared ??= startWorker();
  return shared;
}

function startWorker(): ModelWorker {
  const worker = new Worker(new URL('./worker.js', import.meta.url), {
    // Loading a tokenizer leaves much garbage behind; a small nursery has it collected: 30 MB less resident, no slower.
    resourceLimits: { maxYoungGenerationSizeMb: 4 },
  });
  const waiting = new Map<number, Waiting>();
  let nextId = 0;
  const listeners: ((error: Error) => void)[] = [];
  let gone: Error | undefined;
  worker.unref(); // an idle model keeps no process alive; waiting requests do

  const settle = (id: number): Waiting | undefined => {
    const found = waiting.get(id);
    waiting.delete(id);
    if (waiting.size === 0) worker.unref();
    return found;
  };
  const end = (error: Error): void => {
    if (gone !== undefined) return;
    gone = error;
    for (const listener of listeners) listener(error);
    for (const id of [...waiting.keys()]) settle(id)?.reject(gone);
  };
  worker.on('message', (reply: WorkerReply) => {
    if (reply.kind === 'download') waiting.get(reply.id)?.onDownload?.(reply.file, reply.percent);
    else if (reply.kind === 'error') settle(reply.id)?.reject(new Error(reply.message));
    else settle(reply.id)?.resolve(reply);
  });
  worker.on('error', end);
  worker.on('exit', (code) => {
    end(new Error(`the model's thread ended with code ${code}; restart Wenda`));
  });

  return {
    onEnd: (listener) => listeners.push(listener),
    request: (order, onDownload) =>
      new Promise((resolve, reject) => {
        if (gone !== undefined) {
          reject(gone);
          return;
        }
        const id = nextId++;
        waiting.set(id, { resolve, reject, onDownload });
        worker.ref();
        worker.postMessage({ ...order, id });
      }),
  };
}
