// One request to the Bot API, with what grammY keeps to itself: the status, and the far side's clock.
import http from 'node:http';
import https from 'node:https';
import { once } from 'node:events';
import { reasonOf } from '../../system/failure.ts';
import { isObject } from '../../system/is-object.ts';

export type BotApiAnswer =
  | {
      status: number;
      /** Milliseconds since 1970 by the far side's clock. */
      date: number | undefined;
      result: unknown;
      /** What Telegram says to a refused request. */
      description: string;
    }
  /** It was not reached, or something else answered. */
  | { error: string };

/** Calls a method without parameters. Never rejects. */
export async function askBotApi(
  { apiRoot, token }: { apiRoot: string; token: string },
  method: string,
  options: { agent: http.Agent | undefined; signal: AbortSignal },
): Promise<BotApiAnswer> {
  const { get } = apiRoot.startsWith('https:') ? https : http;
  try {
    const sending = get(`${apiRoot}/bot${token}/${method}`, options);
    sending.on('error', () => undefined);
    const [response] = (await once(sending, 'response')) as [http.IncomingMessage]; // Node's types do not say so
    let text = '';
    for await (const chunk of response.setEncoding('utf8')) text += String(chunk);
    const body: unknown = JSON.parse(text);
    if (!isObject(body) || typeof body['ok'] !== 'boolean') return { error: 'something else answers there' };
    const date = Date.parse(response.headers.date ?? '');
    return {
      status: response.statusCode ?? 0,
      date: Number.isNaN(date) ? undefined : date,
      result: body['result'],
      description: typeof body['description'] === 'string' ? body['description'] : '',
    };
  } catch (error) {
    if (options.signal.aborted) return { error: 'no answer in time' };
    if (error instanceof SyntaxError) return { error: 'something else answers there' };
    return { error: reasonOf(error) };
  }
}
