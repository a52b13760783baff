// A limit on open connections. Refusing new ones at the limit would let silent clients lock out everyone, monitors
// included; so the connection that is of least use gives way to the new one.
import type { Server } from 'node:http';
import type { Socket } from 'node:net';

/**
 * Keeps a server's connections below a limit. Beyond it one is closed: of those whose requests have been answered, which
 * lose nothing, else of those that have sent none, else of those that wait for an answer; and among these the oldest.
 */
export function limitConnections(server: Server, most: number): void {
  // Each in the order in which they became so; the first are closed first.
  const [answered, silent, waiting] = [new Set<Socket>(), new Set<Socket>(), new Set<Socket>()];
  const forget = (socket: Socket): void => {
    for (const set of [answered, silent, waiting]) set.delete(socket);
  };
  server.on('connection', (socket) => {
    if (answered.size + silent.size + waiting.size >= most) {
      const useless = firstOf(answered) ?? firstOf(silent) ?? firstOf(waiting);
      useless?.destroy();
      if (useless !== undefined) forget(useless); // its event comes later
    }
    silent.add(socket);
    socket.once('close', () => {
      forget(socket);
    });
  });
  server.on('request', ({ socket }, response) => {
    forget(socket);
    waiting.add(socket);
    response.once('close', () => {
      forget(socket);
      if (!socket.destroyed) answered.add(socket);
    });
  });
}

function firstOf(set: ReadonlySet<Socket>): Socket | undefined {
  const [first] = set;
  return first;
}
