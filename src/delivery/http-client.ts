// How requests travel. grammY's own way, node-fetch, waits until its timeout when a response breaks off half-way, and
// says nothing about the status of a response that is no JSON.
import { once } from 'node:events';
import http from 'node:http';
import https from 'node:https';
import type { Readable } from 'node:stream';
import type { ApiClientOptions } from 'grammy';

/** Something answered, but not the Bot API: a gateway, a captive portal. */
export class NotJson extends Error {
  readonly status: number;

  constructor(status: number, statusText: string) {
    super(`an answer that is no JSON, ${`${status} ${statusText}`.trim()}`);
    this.status = status;
  }
}

/** What grammY gives, and all that it reads. */
type RequestOptions = {
  method: string;
  headers: Record<string, string>;
  body: string | Readable;
  signal: AbortSignal;
};

/**
 * Options for grammY's client. Connections are kept open.
 * @param agent makes them, for example through a proxy
 */
export function createHttpClient(apiRoot: string, agent?: http.Agent): Pick<ApiClientOptions, 'fetch'> {
  const { request, Agent } = apiRoot.startsWith('https:') ? https : http;
  const own = agent ?? new Agent({ keepAlive: true });

  async function send(
    url: string,
    { body, ...options }: RequestOptions,
  ): Promise<{ json(): Promise<unknown> }> {
    const sending = request(url, { ...options, agent: own });
    // Later errors end the response as well; without a listener they would end the process.
    sending.on('error', () => undefined);
    // A request that still waits for its proxy does not end by itself.
    const responding = once(sending, 'response', { signal: options.signal });
    if (typeof body === 'string') sending.end(body);
    else body.on('error', (error) => sending.destroy(error)).pipe(sending);
    const [response] = (await responding) as [http.IncomingMessage]; // Node's types do not say so
    const chunks: Buffer[] = [];
    // Throws when the connection breaks before the end.
    for await (const chunk of response) chunks.push(chunk as Buffer); // no encoding is set
    const text = Buffer.concat(chunks).toString();
    return {
      json: () => {
        try {
          return Promise.resolve(JSON.parse(text) as unknown);
        } catch {
          return Promise.reject(new NotJson(response.statusCode ?? 0, response.statusMessage ?? ''));
        }
      },
    };
  }

  return { fetch: send };
}
