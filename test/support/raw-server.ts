// A server that answers requests to the Bot API with exactly the bytes that a test wants, or breaks off.
import { once } from 'node:events';
import { type AddressInfo, createServer, type Socket } from 'node:net';
import { after } from 'node:test';

export type RawServer = {
  url: string;
  /** Methods of the requests, in their order. */
  requests: string[];
};

/** What is done to a connection that has sent a whole request. */
export type Reaction = (socket: Socket) => void;

/** A whole response. */
export function responds(status: string, type: string, body: string): Reaction {
  const length = Buffer.byteLength(body);
  return (socket) =>
    socket.write(`HTTP/1.1 ${status}\r\ncontent-type: ${type}\r\ncontent-length: ${length}\r\n\r\n${body}`);
}

/** Serves until the test ends. @param react gives the reaction to each request by its number from 0 */
export async function startRawServer(react: (count: number) => Reaction): Promise<RawServer> {
  const requests: string[] = [];
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
    socket.on('error', () => socket.destroy());
    let received = '';
    socket.on('data', (chunk) => {
      received += chunk.toString();
      const [head = '', body] = received.split('\r\n\r\n');
      const length = Number(/^content-length: *(\d+)/im.exec(head)?.[1] ?? 0);
      if (body === undefined || Buffer.byteLength(body) < length) return;
      received = '';
      requests.push(/\/(\w+) HTTP/.exec(head)?.[1] ?? '');
      react(requests.length - 1)(socket);
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  after(() => {
    server.close();
    for (const socket of sockets) socket.destroy();
  });
  // A server on a port has such an address.
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, requests };
}
