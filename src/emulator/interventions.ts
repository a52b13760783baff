// Instruments for tests: they watch, await, fail or delay the bot's requests.
import type { Payload } from './parameters.ts';
import { Refusal, type RefusalParameters } from './refusal.ts';

export type Call = { method: string; payload: Payload };
export type Failure = { code: number; description?: string; parameters?: RefusalParameters };

export type Interventions = {
  /** The newest calls, oldest first. */
  readonly calls: readonly Call[];
  /** Resolves with the first call of a method that satisfies the condition, past or future. */
  waitFor: (method: string, condition?: (payload: Payload) => boolean) => Promise<Call>;
  /** The next call of a method fails; several failures are used one after the other. */
  failNext: (method: string, failure: Failure) => void;
  /** Every call fails, including an open long poll; without an argument, calls are carried out again. */
  failAll: (failure?: Failure) => void;
  /** The next call of a method is carried out, but its response is held back until the returned function is called. */
  holdNext: (method: string) => () => void;
};

const MAX_CALLS = 1000;

export type InterventionsInside = Interventions & {
  arrived(call: Call): void;
  /** @throws Refusal when the call is to fail */
  checkFailure(method: string): void;
  held(method: string): Promise<void>;
};

export function createInterventions({
  onCall,
  onFailAll,
}: {
  onCall: (method: string, payload: Payload) => void;
  onFailAll: (refusal: Refusal) => void;
}): InterventionsInside {
  const calls: Call[] = [];
  const waiting = new Set<{ matches: (call: Call) => boolean; resolve: (call: Call) => void }>();
  const failures = new Map<string, Refusal[]>();
  const holds = new Map<string, Promise<void>[]>();
  let everything: Refusal | undefined;

  return {
    calls,
    waitFor: (method, condition = () => true) => {
      const matches = (call: Call): boolean => call.method === method && condition(call.payload);
      const found = calls.find(matches);
      if (found !== undefined) return Promise.resolve(found);
      return new Promise((resolve) => waiting.add({ matches, resolve }));
    },
    failNext: (method, failure) => {
      failures.set(method, [...(failures.get(method) ?? []), refusalOf(failure)]);
    },
    failAll: (failure) => {
      everything = failure === undefined ? undefined : refusalOf(failure);
      if (everything !== undefined) onFailAll(everything);
    },
    holdNext: (method) => {
      let release: () => void = () => undefined;
      const hold = new Promise<void>((resolve) => (release = resolve));
      holds.set(method, [...(holds.get(method) ?? []), hold]);
      return () => {
        release();
      };
    },
    arrived: (call) => {
      calls.push(call);
      if (calls.length > MAX_CALLS) calls.shift();
      onCall(call.method, call.payload);
      for (const waiter of [...waiting]) {
        if (!waiter.matches(call)) continue;
        waiting.delete(waiter);
        waiter.resolve(call);
      }
    },
    checkFailure: (method) => {
      const failure = failures.get(method)?.shift() ?? everything;
      if (failure !== undefined) throw failure;
    },
    held: async (method) => {
      await holds.get(method)?.shift();
    },
  };
}

const NAMES: Record<number, string> = {
  400: 'Bad Request',
  401: 'Unauthorized',
  403: 'Forbidden',
  404: 'Not Found',
  409: 'Conflict',
  500: 'Internal Server Error',
  502: 'Bad Gateway',
};

function refusalOf({ code, description, parameters }: Failure): Refusal {
  const usual =
    code === 429
      ? `Too Many Requests: retry after ${parameters?.retry_after ?? 0}`
      : (NAMES[code] ?? 'Error');
  return new Refusal(code, description ?? usual, parameters);
}
