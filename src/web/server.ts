// The web server: binds, finds a free port, and stops. What holds for every response and every connection is here:
// security headers, and limits that no client can exceed.
import { createServer, type Server, STATUS_CODES } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Duplex } from 'node:stream';
import { getRequestListener } from '@hono/node-server';
import { errnoOf, Failure, reasonOf } from '../system/failure.ts';
import { limitConnections } from './connections.ts';
import { SECURITY_HEADERS, securityHeaders } from './security-headers.ts';

export type RunningServer = {
  /** `http://host:port`, without a trailing slash. */
  url: string;
  /** Ends running responses too: an open stream of events would never end by itself. */
  close: () => Promise<void>;
};

export type ServeOptions = {
  /** `address`: where the connection comes from. */
  fetch: (request: Request, address: string | undefined) => Response | Promise<Response>;
  host: string;
  /** If it is taken, the next ones are tried; 0 for any. */
  port: number;
  /** Whether another port would not do, because a proxy passes requests on to this one. */
  isPortFixed?: boolean;
  /** The most connections at once; 500 by default, since a process may often have no more than 1,024 files open. */
  maxConnections?: number;
  /** Another host that pictures of the pages may come from. */
  imageOrigin?: string | undefined;
};

/** How many ports to try after the wanted one. */
const MAX_TRIES = 20;
/** Timeouts for slow or silent clients, in milliseconds. */
const HEADERS_TIMEOUT_MS = 10_000;
const REQUEST_TIMEOUT_MS = 30_000;
/** How often Node looks for them; with its default of 30 s they would stay much longer. */
const CHECKING_INTERVAL_MS = 1000;
/** Bytes of the largest body that any route reads: a photo for the emulated Bot API. Most routes read less, or none. */
const MAX_BODY = 12_000_000;
/** Node's names for a request that cannot be read, and their status; 400 for all others. */
const UNREADABLE: Readonly<Record<string, number>> = {
  HPE_HEADER_OVERFLOW: 431,
  HPE_CHUNK_EXTENSIONS_OVERFLOW: 413,
  ERR_HTTP_REQUEST_TIMEOUT: 408,
};

/** @throws Failure `web` when the address cannot be used */
export async function serve({
  fetch,
  host,
  port,
  isPortFixed = false,
  maxConnections = 500,
  imageOrigin,
}: ServeOptions): Promise<RunningServer> {
  const headers = securityHeaders(imageOrigin);
  for (let tried = 0; ; tried++) {
    // The adapter answers with 500 by itself when a handler fails, and drops bodies that no route has read.
    const listener = getRequestListener((request, { incoming }) =>
      Number(request.headers.get('content-length') ?? 0) > MAX_BODY
        ? new Response('too large', { status: 413 })
        : fetch(request, incoming.socket.remoteAddress),
    );
    const server = createServer(
      {
        headersTimeout: HEADERS_TIMEOUT_MS,
        requestTimeout: REQUEST_TIMEOUT_MS,
        connectionsCheckingInterval: CHECKING_INTERVAL_MS,
      },
      (request, response) => {
        for (const [name, value] of headers) response.setHeader(name, value);
        void listener(request, response);
      },
    );
    server.on('clientError', refuse);
    limitConnections(server, maxConnections);
    try {
      await listen(server, host, port === 0 ? 0 : port + tried);
      return { url: addressOf(server, host), close: () => close(server) };
    } catch (error) {
      const isTaken = errnoOf(error) === 'EADDRINUSE';
      if (isTaken && !isPortFixed && tried < MAX_TRIES && port + tried < 65_535) continue;
      throw new Failure(
        'web',
        `pages cannot be served on ${host}, port ${port} (${reasonOf(error)}); set HOST and PORT to an address of this machine that is free`,
      );
    }
  }
}

/** Answers what is no readable request, as Node would, but with our headers. */
function refuse(error: NodeJS.ErrnoException, socket: Duplex): void {
  if (!socket.writable) return void socket.destroy();
  const status = UNREADABLE[error.code ?? ''] ?? 400;
  const headers = [...SECURITY_HEADERS, ['connection', 'close']].map(
    ([name, value]) => `${name}: ${value}\r\n`,
  );
  // A client that does not end its side would otherwise keep the connection.
  socket.end(`HTTP/1.1 ${status} ${STATUS_CODES[status] ?? ''}\r\n${headers.join('')}\r\n`, () => {
    socket.destroy();
  });
}

function listen(server: Server, host: string, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, () => {
      server.off('error', reject);
      resolve();
    });
  });
}

function addressOf(server: Server, host: string): string {
  const { port } = server.address() as AddressInfo; // a string only for pipes
  return `http://${host.includes(':') ? `[${host}]` : host}:${port}`;
}

function close(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => {
      resolve();
    });
    server.closeAllConnections();
  });
}
