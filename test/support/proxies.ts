// Two small proxies, just enough of CONNECT (RFC 9110, 9.3.6) and of SOCKS5 (RFC 1928, 1929) for a client to be tested.
// Whatever name is asked for, they connect to one target.
import { once } from 'node:events';
import { createServer as createHttpServer } from 'node:http';
import { type AddressInfo, connect, createServer, type Server, type Socket } from 'node:net';
import { after } from 'node:test';

export type Proxy = {
  /** `host:port`. */
  host: string;
  /** What clients wanted to reach, as `host:port`. */
  asked: string[];
};

export type ProxyOptions = {
  /** Where it connects to. */
  target: string;
  /** `user:password`; without it everyone may connect. */
  login?: string | undefined;
};

/** An HTTP proxy, until the test ends. */
export async function startHttpProxy({ target, login }: ProxyOptions): Promise<Proxy> {
  const asked: string[] = [];
  const server = createHttpServer((_request, response) => {
    response.writeHead(400).end();
  });
  server.on('connect', (request, socket: Socket) => {
    asked.push(request.url ?? '');
    const expected = login === undefined ? undefined : `Basic ${Buffer.from(login).toString('base64')}`;
    if (expected !== undefined && request.headers['proxy-authorization'] !== expected) {
      socket.end('HTTP/1.1 407 Proxy Authentication Required\r\ncontent-length: 0\r\n\r\n');
      return;
    }
    join(socket, target, () => socket.write('HTTP/1.1 200 Connection established\r\n\r\n'));
  });
  return { host: await listen(server), asked };
}

/** A proxy that does only what it is told with each connection, until the test ends; gives its `host:port`. */
export function startRawProxy(treat: (socket: Socket) => unknown): Promise<string> {
  return listen(
    createServer((socket) => {
      socket.on('error', () => socket.destroy());
      treat(socket);
    }),
  );
}

/** A SOCKS5 proxy, until the test ends. */
export async function startSocksProxy({ target, login }: ProxyOptions): Promise<Proxy> {
  const asked: string[] = [];
  const server = createServer((socket) => {
    socket.on('error', () => socket.destroy());
    void serve(socket).catch(() => socket.destroy());
  });

  async function serve(socket: Socket): Promise<void> {
    const [, count = 0] = await read(socket, 2);
    await read(socket, count);
    socket.write(Uint8Array.of(5, login === undefined ? 0 : 2));
    if (login !== undefined) {
      const [, userLength = 0] = await read(socket, 2);
      const user = await read(socket, userLength);
      const [passwordLength = 0] = await read(socket, 1);
      const password = await read(socket, passwordLength);
      const isRight = `${user.toString()}:${password.toString()}` === login;
      socket.write(Uint8Array.of(1, isRight ? 0 : 1));
      if (!isRight) {
        socket.end();
        return;
      }
    }
    const [, , , kind] = await read(socket, 4);
    // 1: an IPv4 address; 3: a name after its length.
    const host =
      kind === 1
        ? [...(await read(socket, 4))].join('.')
        : (await read(socket, (await read(socket, 1))[0] ?? 0)).toString();
    asked.push(`${host}:${(await read(socket, 2)).readUInt16BE()}`);
    join(socket, target, () => socket.write(Uint8Array.of(5, 0, 0, 1, 0, 0, 0, 0, 0, 0)));
  }

  return { host: await listen(server), asked };
}

async function read(socket: Socket, length: number): Promise<Buffer> {
  for (;;) {
    const bytes = length === 0 ? Buffer.alloc(0) : (socket.read(length) as Buffer | null);
    if (bytes !== null) return bytes;
    await once(socket, 'readable');
  }
}

function join(socket: Socket, target: string, onConnected: () => void): void {
  const { hostname, port } = new URL(target);
  const far = connect(Number(port), hostname, () => {
    onConnected();
    far.pipe(socket).pipe(far);
  });
  for (const [one, other] of [
    [socket, far],
    [far, socket],
  ] as const) {
    one.on('error', () => other.destroy());
    one.on('close', () => other.destroy());
  }
}

async function listen(server: Server): Promise<string> {
  const sockets = new Set<Socket>();
  server.on('connection', (socket) => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  after(() => {
    server.close();
    for (const socket of sockets) socket.destroy();
  });
  return `127.0.0.1:${(server.address() as AddressInfo).port}`; // a server on a port has one
}
