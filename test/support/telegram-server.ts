// A small Bot API on loopback, for what has to cross HTTP: polling, confirming, stopping.
import { createServer, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { after } from 'node:test';

export type Call = { method: string; payload: Record<string, unknown> };

export type TelegramServer = {
  url: string;
  calls: Call[];
  /** Queues a private message for the bot; returns its update id. */
  message(text: string): number;
  /** Resolves with the first call of a method that satisfies the condition. */
  waitFor(method: string, condition?: (payload: Record<string, unknown>) => boolean): Promise<Call>;
  /** Forgets which updates were confirmed, as after a crash before the confirmation. */
  redeliver(): void;
  /** Answers every call with this error. */
  refuseWith(code: number, description: string): void;
  /** Holds back the next answer to sendMessage until the returned function is called. */
  holdNextSend(): () => void;
};

type StoredUpdate = { update_id: number; message: object };

export async function startTelegramServer(): Promise<TelegramServer> {
  const calls: Call[] = [];
  const updates: StoredUpdate[] = [];
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

  const reply = (response: ServerResponse, result: unknown): void => {
    response.setHeader('content-type', 'application/json');
    response.end(JSON.stringify(refusal === undefined ? { ok: true, result } : { ok: false, ...refusal }));
  };
  const pending = (): StoredUpdate[] => updates.filter(({ update_id }) => update_id >= confirmed);
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
      for (const waiter of [...waiting]) {
        if (waiter.method === method && waiter.condition(payload)) {
          waiting.splice(waiting.indexOf(waiter), 1);
          waiter.resolve(call);
        }
      }
      void respond(method, payload, response);
    });
  });

  async function respond(
    method: string,
    payload: Record<string, unknown>,
    response: ServerResponse,
  ): Promise<void> {
    switch (method) {
      case 'getMe':
        reply(response, { id: 42, is_bot: true, first_name: '问答', username: 'wenda_test_bot' });
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
      case 'sendMessage': {
        const held = hold;
        hold = undefined;
        await held;
        reply(response, {
          message_id: 1000 + calls.length,
          date: 1,
          chat: { id: 7, type: 'private' },
          text: payload['text'],
        });
        return;
      }
      default:
        reply(response, true);
    }
  }

  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  after(() => {
    clearTimeout(poll?.timer);
    server.closeAllConnections();
    server.close();
  });

  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    calls,
    message: (text) => {
      const update_id = nextId++;
      const user = { id: 7, is_bot: false, first_name: '读者', language_code: 'zh-hans' };
      updates.push({
        update_id,
        message: { message_id: update_id, date: 1, chat: { id: 7, type: 'private' }, from: user, text },
      });
      release();
      return update_id;
    },
    waitFor: (method, condition = () => true) => {
      const found = calls.find((call) => call.method === method && condition(call.payload));
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
