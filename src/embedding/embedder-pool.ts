// One model in several processes, for builds on machines with more than one core. Processes and not threads: the runtime
// does not survive the end of a thread that has used it (see model-worker.ts), and a process gives its memory back.
import { type ChildProcess, fork } from 'node:child_process';
import { Failure } from '../system/failure.ts';
import type { Embedder, ModelDescription, TextKind, TokenisedText } from './embedder.ts';
import type { ModelChoice } from './model-files.ts';
import { type EmbedderOptions, CALLS_AT_ONCE } from './transformers-embedder.ts';

type Call =
  | { kind: 'load'; choice: ModelChoice }
  | { kind: 'embed'; texts: readonly string[]; as: TextKind }
  | { kind: 'parts'; texts: readonly (readonly string[])[] }
  | { kind: 'token-vectors'; ids: Uint32Array };

export type PoolRequest = { id: number; call: Call };

export type PoolReply =
  | { id: number; kind: 'download'; file: string; percent: number }
  | { id: number; kind: 'loaded'; model: ModelDescription }
  | { id: number; kind: 'vectors'; vectors: Float32Array[] }
  | { id: number; kind: 'parts'; texts: TokenisedText[] }
  | { id: number; kind: 'error'; message: string };

type Result<Kind> = Extract<PoolReply, { kind: Kind }>;

/**
 * Loads a model into so many processes (the first of them downloads it when it is not here yet).
 * @returns an embedder that gives every call to the process with the least to do
 * @throws Failure `model` when the model cannot be had, or a process ends
 */
export async function createEmbedderPool(
  choice: ModelChoice,
  processes: number,
  options: Pick<EmbedderOptions, 'onDownload'> = {},
): Promise<Embedder> {
  const members: Member[] = [];
  const close = async (): Promise<void> => {
    await Promise.all(members.map((member) => member.close()));
  };
  try {
    const first = startMember(options);
    members.push(first);
    const { model } = await first.request({ kind: 'load', choice }, 'loaded');
    for (let i = 1; i < processes; i++) members.push(startMember(options));
    await Promise.all(members.slice(1).map((member) => member.request({ kind: 'load', choice }, 'loaded')));
    const idlest = (): Member => members.reduce((a, b) => (b.waiting() < a.waiting() ? b : a), first);
    const embedParts = async (texts: readonly (readonly string[])[]): Promise<TokenisedText[]> =>
      texts.length === 0 ? [] : (await idlest().request({ kind: 'parts', texts }, 'parts')).texts;
    const vectorsOf = async (ids: Uint32Array): Promise<Float32Array[]> =>
      ids.length === 0 ? [] : (await idlest().request({ kind: 'token-vectors', ids }, 'vectors')).vectors;
    return {
      model,
      close,
      concurrency: processes * CALLS_AT_ONCE,
      embed: async (texts, as) =>
        texts.length === 0 ? [] : (await idlest().request({ kind: 'embed', texts, as }, 'vectors')).vectors,
      tokens: model.staticTokens ? { embedParts, vectorsOf } : undefined,
    };
  } catch (error) {
    await close();
    throw error;
  }
}

type Member = {
  /** Calls that have not been answered. */
  waiting: () => number;
  /** @throws Failure `model` when the call failed or the process has ended */
  request: <Kind extends PoolReply['kind']>(call: Call, kind: Kind) => Promise<Result<Kind>>;
  close: () => Promise<void>;
};

type Waiting = { resolve: (reply: PoolReply) => void; reject: (error: Error) => void };

function startMember({ onDownload }: Pick<EmbedderOptions, 'onDownload'>): Member {
  const child: ChildProcess = fork(new URL('./embedding-process.js', import.meta.url), {
    serialization: 'advanced', // vectors as they are
    execArgv: [],
  });
  const waiting = new Map<number, Waiting>();
  let nextId = 0;
  let ended: Failure | undefined;
  const end = (what: string): void => {
    ended ??= new Failure('model', `a process that embeds has ended (${what})`);
    for (const { reject } of waiting.values()) reject(ended);
    waiting.clear();
  };
  child.on('message', (reply: PoolReply) => {
    if (reply.kind === 'download') {
      onDownload?.(reply.file, reply.percent);
      return;
    }
    const found = waiting.get(reply.id);
    waiting.delete(reply.id);
    if (reply.kind === 'error') found?.reject(new Failure('model', reply.message));
    else found?.resolve(reply);
  });
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
    waiting: () => waiting.size,
    request: async (call, kind) => {
      const reply = await new Promise<PoolReply>((resolve, reject) => {
        if (ended !== undefined) {
          reject(ended);
          return;
        }
        const id = nextId++;
        waiting.set(id, { resolve, reject });
        child.send({ id, call } satisfies PoolRequest, (error) => {
          if (error !== null) end(error.message);
        });
      });
      if (reply.kind !== kind) throw new Error(`a process answered ${call.kind} with ${reply.kind}`);
      return reply as Result<typeof kind>;
    },
    close: async () => {
      if (child.connected) child.disconnect();
      if (child.pid !== undefined) await exited;
    },
  };
}
