// Requests to another thread or process and their replies, matched by number. Both sides share one type of calls, and
// the other side handles them in order. When the channel fails, pending and later requests fail too.
//
//   asking side   { id, call, argument } ──────────────────────────────►  answering side
//                 ◄───────────── { id, progress }*, then { id, result } or { id, error }
import { reasonOf } from './failure.ts';

/** The calls of a channel by name; arguments, results and progress are copied. */
export type Calls = Record<string, (argument: never) => unknown>;

type Request = { id: number; call: string; argument: unknown };
type Reply = { id: number } & ({ progress: unknown } | { result: unknown } | { error: string });

/** The connection to the other side: over a Worker, a ChildProcess, a thread's parentPort or a child's process. */
export type Peer = {
  post: (message: object) => void;
  onMessage: (listener: (message: unknown) => void) => void;
};

export type RequestChannel<C extends Calls, Progress> = {
  /** @throws Error with the other side's reason, or that of `fail` */
  request: <Name extends keyof C & string>(
    call: Name,
    argument: Parameters<C[Name]>[0],
    onProgress?: (progress: Progress) => void,
  ) => Promise<Awaited<ReturnType<C[Name]>>>;
  /** Number of pending requests. */
  waiting: () => number;
  /** Fails all pending and later requests, because the other side is gone. The first error counts. */
  fail: (error: Error) => void;
};

/** @param onWaiting called with the number of pending requests whenever it changes */
export function createRequestChannel<C extends Calls, Progress = never>(
  { post, onMessage }: Peer,
  onWaiting: (waiting: number) => void = () => undefined,
): RequestChannel<C, Progress> {
  type Waiting = {
    resolve: (result: never) => void;
    reject: (error: Error) => void;
    onProgress: ((progress: Progress) => void) | undefined;
  };
  const waiting = new Map<number, Waiting>();
  let nextId = 0;
  let failed: Error | undefined;

  onMessage((message) => {
    const reply = message as Reply; // the other side posts no others
    const found = waiting.get(reply.id);
    if (found === undefined) return;
    if ('progress' in reply) {
      found.onProgress?.(reply.progress as Progress); // the other side's type guarantees it
      return;
    }
    waiting.delete(reply.id);
    onWaiting(waiting.size);
    if ('error' in reply) found.reject(new Error(reply.error));
    else found.resolve(reply.result as never);
  });

  return {
    request: (call, argument, onProgress) =>
      new Promise((resolve, reject) => {
        if (failed !== undefined) throw failed;
        const id = nextId++;
        post({ id, call, argument } satisfies Request);
        waiting.set(id, { resolve, reject, onProgress });
        onWaiting(waiting.size);
      }),
    waiting: () => waiting.size,
    fail: (error) => {
      if (failed !== undefined) return;
      failed = error;
      for (const { reject } of waiting.values()) reject(error);
      waiting.clear();
      onWaiting(0);
    },
  };
}

/** The answering side's handler for each call. */
export type Answers<C extends Calls, Progress> = {
  [Name in keyof C]: (
    argument: Parameters<C[Name]>[0],
    onProgress: (progress: Progress) => void,
  ) => ReturnType<C[Name]> | Promise<ReturnType<C[Name]>>;
};

/** Answers the requests of a peer, one after the other. */
export function answerRequests<C extends Calls, Progress = never>(
  { post, onMessage }: Peer,
  answers: Answers<C, Progress>,
): void {
  const answer = async ({ id, call, argument }: Request): Promise<Reply> => {
    const onProgress = (progress: Progress): void => {
      post({ id, progress } satisfies Reply);
    };
    try {
      return { id, result: await answers[call as keyof C](argument as never, onProgress) };
    } catch (error) {
      return { id, error: reasonOf(error) };
    }
  };
  let last = Promise.resolve();
  onMessage((message) => {
    last = last.then(async () => {
      post(await answer(message as Request)); // the other side posts no others
    });
  });
}
