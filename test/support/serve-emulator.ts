// The emulated Bot API on loopback, for what has to cross HTTP. Requests become web-standard ones; a connection that
// closes aborts its request.
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Readable } from 'node:stream';
import { after } from 'node:test';

export type Handler = (request: Request) => Promise<Response>;

/** Serves a handler until the test file ends; returns the root for `client.apiRoot`. */
export async function serve(handle: Handler): Promise<string> {
  const server = createServer((request, response) => {
    void respond(handle, request, response);
  });
  // Enough for any test, few enough for a leak to show.
  server.maxConnections = 64;
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  after(() => {
    server.closeAllConnections();
    server.close();
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`; // it listens on a port, not on a pipe
}

async function respond(handle: Handler, incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> {
  const gone = new AbortController();
  outgoing.on('close', () => {
    gone.abort();
  });
  try {
    const response = await handle(toRequest(incoming, gone.signal));
    if (gone.signal.aborted) return;
    outgoing.writeHead(response.status, Object.fromEntries(response.headers));
    outgoing.end(Buffer.from(await response.arrayBuffer()));
  } catch (error) {
    // A mistake of the handler: the test must see it, not hang.
    if (!outgoing.headersSent) outgoing.writeHead(500, { 'content-type': 'text/plain' });
    outgoing.end(String(error));
  }
}

function toRequest(incoming: IncomingMessage, signal: AbortSignal): Request {
  const { method = 'GET', url = '/' } = incoming;
  const headers = new Headers();
  for (const [name, value] of Object.entries(incoming.headers)) {
    if (value !== undefined) headers.set(name, String(value));
  }
  const hasBody = method !== 'GET' && method !== 'HEAD';
  const init: RequestInit = { method, headers, signal };
  // A body that is still arriving needs `duplex`, which the types of Node do not name.
  if (hasBody) Object.assign(init, { body: Readable.toWeb(incoming), duplex: 'half' });
  return new Request(`http://127.0.0.1${url}`, init);
}
