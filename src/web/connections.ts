// A limit on open connections. Refusing new ones at the limit would let silent clients lock out everyone, monitors
// included; so the connection that is of least use gives way to the new one.
import type { Server } from 'node:http';
import type { Socket } from 'node:net';

/**
 * Keeps a server's connections below a limit: beyond it, the one that has been without a request for the longest is
 * closed; if all have requests, the one with the oldest request.
 */
export function limitConnections(server: Server, most: number): void {
  // In the order in which they became so.
  const idle = new Set<Socket>();
  const busy = new Set<Socket>();
  const forget = (socket: Socket): void => {
    idle.delete(socket);
    busy.delete(socket);
  };
  server.on('connection', (socket) => {
    if (idle.size + busy.size >= most) {
      const [useless] = idle.size > 0 ? idle : busy;
      useless?.destroy();
      if (useless !== undefined) forget(useless); // its event comes later
    }
    idle.add(socket);
    socket.once('close', () => {
      forget(socket);
    });
  });
  server.on('request', ({ socket }, response) => {
    idle.delete(socket);
    busy.add(socket);
    response.once('close', () => {
      busy.delete(socket);
      if (!socket.destroyed) idle.add(socket);
    });
  });
}
