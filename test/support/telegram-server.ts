// A small Bot API on loopback, for what has to cross HTTP: polling, confirming, stopping. The judge looks at every call.
import { createServer, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { after } from 'node:test';
import type { Update } from 'grammy/types';
import { BOT } from './fake-telegram.ts';
import { createJudge } from './judge/judge.ts';

export type Call = { method: string; payload: Record<string, unknown> };

export type TelegramServer = {
  url: string;
  calls: Call[];
  /** Queues an update for the bot; returns its id. */
  deliver(update: Omit<Update, 'update_id'>): number;
  /** Queues a private message for the bot; returns its update id. */
  message(text: string): number;
  /** Resolves with the first call of a method that satisfies the condition, from a place in `calls` on. */
  waitFor(
    method: string,
    condition?: (payload: Record<string, unknown>) => boolean,
    from?: number,
  ): Promise<Call>;
  /** Forgets which updates were confirmed, as after a crash before the confirmation. */
  redeliver(): void;
  /** Answers every call with this error. */
  refuseWith(code: number, description: string): void;
  /** Holds back the next answer to sendMessage until the returned function is called. */
  holdNextSend(): () => void;
};

export async function startTelegramServer(): Promise<TelegramServer> {
  const calls: Call[] = [];
  const judge = createJudge();
  const updates: Update[] = [];
  const waiting: {
    method: string;
    condition: (payload: Record<string, unknown>) => boolean;
    resolve: (call: Call) => void;
  }[] = [];
  let confirmed = 0;
  let nextId = 1;
  let refusal: { error_code: number; description: string } | undefined;
  let poll: { response: ServerResponse; timer: NodeJS.Timeout } | undefined;
  let hold: Promise<void> | undefined;

  const reply = (response: ServerResponse, result: unknown, call?: Call): void => {
    if (call !== undefined && refusal === undefined) judge.succeeded(call.method, call.payload, result);
    response.setHeader('content-type', 'application/json');
    response.end(JSON.stringify(refusal === undefined ? { ok: true, result } : { ok: false, ...refusal }));
  };
  const pending = (): Update[] => updates.filter(({ update_id }) => update_id >= confirmed);
  const release = (): void => {
    if (poll === undefined || (pending().length === 0 && refusal === undefined)) return;
    clearTimeout(poll.timer);
    reply(poll.response, pending());
    poll = undefined;
  };

  const server: Server = createServer((request, response) => {
    let body = '';
    request.on('data', (chunk: Buffer) => (body += chunk.toString()));
    request.on('end', () => {
      const method = request.url?.split('/').at(-1) ?? '';
      const payload = (body === '' ? {} : JSON.parse(body)) as Record<string, unknown>;
      const call = { method, payload };
      calls.push(call);
      judge.check(method, payload);
      for (const waiter of [...waiting]) {
        if (waiter.method === method && waiter.condition(payload)) {
          waiting.splice(waiting.indexOf(waiter), 1);
          waiter.resolve(call);
        }
      }
      void respond(call, response);
    });
  });

  async function respond(call: Call, response: ServerResponse): Promise<void> {
    const { method, payload } = call;
    switch (method) {
      case 'getMe':
        reply(response, BOT);
        return;
      case 'getMyDescription':
        reply(response, { description: '' });
        return;
      case 'getMyShortDescription':
        reply(response, { short_description: '' });
        return;
      case 'getChatMember':
        reply(response, { status: 'member' });
        return;
      case 'getUpdates': {
        confirmed = Math.max(confirmed, Number(payload['offset'] ?? 0));
        const timeout = Math.min(Number(payload['timeout'] ?? 0), 30) * 1000;
        poll = { response, timer: setTimeout(() => { reply(response, []); poll = undefined; }, timeout) }; // prettier-ignore
        response.on('close', () => {
          if (poll?.response === response) {
            clearTimeout(poll.timer);
            poll = undefined;
          }
        });
        release();
        return;
      }
      case 'sendMessage':
      case 'sendRichMessage': {
        const held = hold;
        hold = undefined;
        await held;
        const chat = { id: payload['chat_id'], type: 'private' };
        reply(response, { message_id: 1000 + calls.length, date: 1, chat, text: payload['text'] }, call);
        return;
      }
      default:
        reply(response, true, call);
    }
  }

  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  after(() => {
    clearTimeout(poll?.timer);
    server.closeAllConnections();
    server.close();
    judge.assertClean();
  });

  function deliver(parts: Omit<Update, 'update_id'>): number {
    const update: Update = { ...parts, update_id: nextId++ };
    judge.received(update);
    updates.push(update);
    release();
    return update.update_id;
  }

  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    calls,
    deliver,
    message: (text) => {
      const from = { id: 7, is_bot: false, first_name: '读者', language_code: 'zh-hans' };
      const message = { message_id: nextId, date: 1, chat: { id: 7, type: 'private' }, from, text };
      return deliver({ message } as Omit<Update, 'update_id'>);
    },
    waitFor: (method, condition = () => true, from = 0) => {
      const found = calls.slice(from).find((call) => call.method === method && condition(call.payload));
      if (found !== undefined) return Promise.resolve(found);
      return new Promise((resolve) => waiting.push({ method, condition, resolve }));
    },
    redeliver: () => {
      confirmed = 0;
    },
    refuseWith: (error_code, description) => {
      refusal = { error_code, description };
      release();
    },
    holdNextSend: () => {
      let free: () => void = () => undefined;
      hold = new Promise((resolve) => (free = resolve));
      return free;
    },
  };
}
