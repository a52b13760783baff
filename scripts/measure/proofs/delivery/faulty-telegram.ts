// The emulated Bot API behind an HTTP server that can fail in every way in which a network, a gateway or Telegram itself
// does. It notes a chat's calls that come before the time that Telegram has asked for.
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';
import type { UserFromGetMe } from 'grammy/types';
import { type BotApiEmulator, createBotApiEmulator } from '../../../../src/emulator/emulator.ts';

/** What happens to one request. */
export type Fault =
  | { kind: 'flood'; seconds: number }
  /** Its answer waits for the promise; who has given up by then is not served. */
  | { kind: 'stall'; until: Promise<unknown> }
  /** `isCarriedOut`: the message is sent, and the bot does not learn of it. */
  | { kind: 'bad gateway' | 'reset' | 'cut off' | 'broken JSON'; isCarriedOut: boolean };

/** A request, as far as faults depend on it; `chat` is empty if it has none. */
export type Call = { method: string; chat: string };

export type FaultyTelegram = {
  emulator: BotApiEmulator;
  /** For TELEGRAM_API_ROOT; the same after `leave` and `comeBack`. */
  url: string;
  /** Decides about each request from now on; without it all are carried out. */
  setFaults: (choose?: (call: Call) => Fault | undefined) => void;
  /** Refuses connections, and breaks those that are open. */
  leave: () => Promise<void>;
  comeBack: () => Promise<void>;
  /** Resolves at the next poll. */
  polled: () => Promise<void>;
  /** Calls of a chat that came too early. */
  readonly early: readonly string[];
  /** How often each fault happened. */
  readonly happened: ReadonlyMap<Fault['kind'], number>;
  /** Messages that a chat got although the bot was not told so. */
  lostResponses: (chat: string) => number;
  close: () => Promise<void>;
};

export const TOKEN = '123456789:AAabcdefghijklmnopqrstuvwxyz0123456';
const BOT = {
  id: 123_456_789,
  is_bot: true,
  first_name: '问答',
  username: 'wenda_test_bot',
  can_join_groups: true,
  can_read_all_group_messages: false,
  supports_inline_queries: true,
} as UserFromGetMe; // newer fields of getMe come and go
/** More than a proof writes in a chat: what is looked for afterwards must not have gone. */
const HISTORY_LIMIT = 100_000;
/** Timers may end this much early. */
const TOLERANCE_MS = 5;

/** Serves on a free port of loopback. */
export async function openFaultyTelegram(): Promise<FaultyTelegram> {
  const emulator = createBotApiEmulator({
    token: TOKEN,
    bot: BOT,
    now: Date.now,
    historyLimit: HISTORY_LIMIT,
  });
  let choose: (call: Call) => Fault | undefined = () => undefined;
  let isAway = false;
  let waiting: (() => void)[] = [];
  const notBefore = new Map<string, number>();
  const early: string[] = [];
  const happened = new Map<Fault['kind'], number>();
  const lost = new Map<string, number>();
  const server = createServer((request, response) => {
    // A connection that the bot has closed.
    answer(request, response).catch(() => response.destroy());
  });
  const { port } = await listen(0);
  const url = `http://127.0.0.1:${port}`;

  async function listen(at: number): Promise<AddressInfo> {
    await new Promise<void>((resolve, reject) => {
      server.once('error', reject).listen(at, '127.0.0.1', resolve);
    });
    return server.address() as AddressInfo; // it listens on a port
  }

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const body = await buffer(request);
    const call = { method: request.url?.split('/').at(-1) ?? '', chat: chatIn(body) };
    if (call.method === 'getUpdates') for (const resolve of waiting.splice(0)) resolve();
    // A chat's calls go one at a time; of those without a chat, others may be on their way already.
    const tooEarlyMs = (notBefore.get(call.chat) ?? 0) - TOLERANCE_MS - Date.now();
    if (tooEarlyMs > 0 && call.chat !== '') early.push(`${call.method} came ${tooEarlyMs} ms too early`);

    const fault = choose(call);
    if (fault !== undefined) happened.set(fault.kind, (happened.get(fault.kind) ?? 0) + 1);
    if (fault?.kind === 'flood') {
      notBefore.set(call.chat, Date.now() + fault.seconds * 1000);
      write(response, flood(fault.seconds));
      return;
    }
    if (fault?.kind === 'stall') await fault.until;
    const reaches = fault === undefined || fault.kind === 'stall';
    if (response.destroyed || (!reaches && !fault.isCarriedOut)) {
      if (!reaches) breakOff(response, fault.kind);
      return;
    }
    const result = await carryOut(request, response, body);
    if (call.method === 'sendMessage' && (!reaches || isAway))
      lost.set(call.chat, (lost.get(call.chat) ?? 0) + 1);
    if (reaches) write(response, result);
    else breakOff(response, fault.kind);
  }

  async function carryOut(
    request: IncomingMessage,
    response: ServerResponse,
    body: Buffer<ArrayBuffer>,
  ): Promise<Answer> {
    const gone = new AbortController();
    response.on('close', () => {
      gone.abort();
    });
    const { method = 'GET', headers } = request;
    const result = await emulator.handle(
      new Request(`${url}${request.url ?? ''}`, {
        method,
        headers: { 'content-type': headers['content-type'] ?? '' },
        signal: gone.signal,
        ...(method === 'GET' ? {} : { body }),
      }),
    );
    return { status: result.status, text: await result.text() };
  }

  return {
    emulator,
    url,
    setFaults: (chosen = () => undefined) => {
      choose = chosen;
    },
    leave: async () => {
      isAway = true;
      await new Promise<void>((resolve) => {
        server.close(() => {
          resolve();
        });
        server.closeAllConnections();
      });
    },
    comeBack: async () => {
      isAway = false;
      await listen(port);
    },
    polled: () => new Promise((resolve) => waiting.push(resolve)),
    early,
    happened,
    lostResponses: (chat) => lost.get(chat) ?? 0,
    close: async () => {
      emulator.close();
      waiting = [];
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

type Answer = { status: number; text: string };

function write(response: ServerResponse, { status, text }: Answer): void {
  response.writeHead(status, { 'content-type': 'application/json' }).end(text);
}

function flood(seconds: number): Answer {
  const description = `Too Many Requests: retry after ${seconds}`;
  const refusal = { ok: false, error_code: 429, description, parameters: { retry_after: seconds } };
  return { status: 429, text: JSON.stringify(refusal) };
}

function breakOff(response: ServerResponse, kind: Exclude<Fault['kind'], 'flood' | 'stall'>): void {
  switch (kind) {
    case 'bad gateway':
      response.writeHead(502, { 'content-type': 'text/html' }).end('<html><h1>502 Bad Gateway</h1></html>');
      break;
    case 'reset':
      response.socket?.resetAndDestroy();
      break;
    case 'cut off':
      response.writeHead(200, { 'content-type': 'application/json', 'content-length': 5000 });
      response.write('{"ok":true,"result":{"mess', () => response.destroy());
      break;
    case 'broken JSON':
      write(response, { status: 200, text: '{"ok":true,"result":{"message_id":1,,' });
  }
}

/** Uploads, which are no JSON, are for a chat too; no fault depends on it. */
function chatIn(body: Buffer): string {
  return /"chat_id":"?(-?\w+)/.exec(body.toString('latin1'))?.[1] ?? '';
}
