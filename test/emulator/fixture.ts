// An emulator whose clock stands still until told, asked without a network.
import assert from 'node:assert/strict';
import type { Update } from 'grammy/types';
import {
  type ApiResponse,
  type BotApiEmulator,
  createBotApiEmulator,
  type EmulatorOptions,
} from '../../src/emulator/emulator.ts';
import { BOT, TOKEN } from '../support/people.ts';

export { BOT, OTHER, READER, TOKEN } from '../support/people.ts';

export type Asked = {
  emulator: BotApiEmulator;
  /** Sends a request as JSON and gives the result. */
  call: (method: string, payload?: object, signal?: AbortSignal) => Promise<unknown>;
  /** Sends a request that is refused and gives the refusal. */
  refusal: (method: string, payload?: object) => Promise<Extract<ApiResponse, { ok: false }>>;
  updates: (payload?: object) => Promise<Update[]>;
  /** Lets time pass and fires due timers. */
  pass: (ms: number) => void;
};

export function ask(options: Partial<EmulatorOptions> = {}): Asked {
  let clock = Date.parse('2026-11-24T12:00:00Z');
  const timers = new Set<{ at: number; action: () => void }>();
  const emulator = createBotApiEmulator({
    token: TOKEN,
    bot: BOT,
    now: () => clock,
    later: (ms, action) => {
      const timer = { at: clock + ms, action };
      timers.add(timer);
      return () => timers.delete(timer);
    },
    firstUpdateId: 100,
    ...options,
  });

  async function request(method: string, payload: object, signal?: AbortSignal): Promise<ApiResponse> {
    const response = await emulator.handle(
      new Request(`http://localhost/bot${TOKEN}/${method}`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(payload),
        ...(signal === undefined ? {} : { signal }),
      }),
    );
    const answer = (await response.json()) as ApiResponse;
    assert.equal(response.status, answer.ok ? 200 : answer.error_code);
    return answer;
  }

  async function call(method: string, payload: object = {}, signal?: AbortSignal): Promise<unknown> {
    const answer = await request(method, payload, signal);
    assert.ok(answer.ok, JSON.stringify(answer));
    return answer.result;
  }

  return {
    emulator,
    call,
    refusal: async (method, payload = {}) => {
      const answer = await request(method, payload);
      assert.ok(!answer.ok, JSON.stringify(answer));
      return answer;
    },
    updates: async (payload = {}) => (await call('getUpdates', payload)) as Update[],
    pass: (ms) => {
      clock += ms;
      for (const timer of [...timers].filter(({ at }) => at <= clock)) {
        timers.delete(timer);
        timer.action();
      }
    },
  };
}

/** Lets everything run that does not wait for external events. */
export async function settle(): Promise<void> {
  for (let i = 0; i < 20; i++) await new Promise((resolve) => setImmediate(resolve));
}
