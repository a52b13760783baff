// The web server: binds, finds a free port, and stops.
import { createServer } from 'node:http';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { getRequestListener } from '@hono/node-server';
import { errnoOf, Failure, reasonOf } from '../system/failure.ts';

export type RunningServer = {
  /** `http://host:port`, without a trailing slash. */
  url: string;
  /** Ends running responses too: an open stream of events would never end by itself. */
  close: () => Promise<void>;
};

export type ServeOptions = {
  fetch: (request: Request) => Response | Promise<Response>;
  host: string;
  /** If it is taken, the next ones are tried; 0 for any. */
  port: number;
};

/** How many ports to try after the wanted one. */
const MAX_TRIES = 20;
/** Timeouts for slow or silent clients, in milliseconds. */
const HEADERS_TIMEOUT_MS = 10_000;
const REQUEST_TIMEOUT_MS = 30_000;

/** @throws Failure `web` when the address cannot be used */
export async function serve({ fetch, host, port }: ServeOptions): Promise<RunningServer> {
  for (let tried = 0; ; tried++) {
    const server = createServer(
      { headersTimeout: HEADERS_TIMEOUT_MS, requestTimeout: REQUEST_TIMEOUT_MS },
      // The adapter answers with 500 by itself when a handler fails.
      (request, response) => void listener(request, response),
    );
    const listener = getRequestListener(fetch);
    try {
      await listen(server, host, port === 0 ? 0 : port + tried);
      return { url: addressOf(server, host), close: () => close(server) };
    } catch (error) {
      const isTaken = errnoOf(error) === 'EADDRINUSE';
      if (isTaken && tried < MAX_TRIES && port + tried < 65_535) continue;
      throw new Failure(
        'web',
        `pages cannot be served on ${host}, port ${port} (${reasonOf(error)}); set HOST and PORT to an address of this machine that is free`,
      );
    }
  }
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
