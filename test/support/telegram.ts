// The Bot API emulator on the project's own web server, for tests over HTTP: polling, confirming, stopping. The judge
// checks every call.
import { after } from 'node:test';
import type { Update } from 'grammy/types';
import { type BotApiEmulator, createBotApiEmulator } from '../../src/emulator/emulator.ts';
import { serve } from '../../src/web/server.ts';
import { BOT } from './people.ts';
import { createJudge } from './judge/judge.ts';

export type Telegram = {
  emulator: BotApiEmulator;
  /** The root for `client.apiRoot`. */
  url: string;
  /** All updates queued for the bot. */
  updates: Update[];
};

/** Serves until the test ends; then the judge must have found no breach. */
export async function startTelegram(token: string): Promise<Telegram> {
  const judge = createJudge();
  const updates: Update[] = [];
  const emulator = createBotApiEmulator({
    token,
    bot: BOT,
    now: Date.now,
    inlineFeedback: true,
    onCall: (method, payload) => {
      judge.check(method, payload);
    },
    onResult: (method, payload, response) => {
      if (response.ok) judge.succeeded(method, payload, response.result);
    },
    onUpdate: (update) => {
      judge.received(update);
      updates.push(update);
    },
  });
  const url = await serveUntilEnd(emulator.handle);
  after(() => {
    emulator.close();
    judge.assertClean();
  });
  return { emulator, url, updates };
}

/** Serves a handler on loopback until the test ends; returns its root. */
export async function serveUntilEnd(handle: (request: Request) => Promise<Response>): Promise<string> {
  const server = await serve({ fetch: handle, host: '127.0.0.1', port: 0 });
  after(server.close);
  return server.url;
}
