// A connection through an HTTP proxy (CONNECT: RFC 9110, 9.3.6). The way of https-proxy-agent has no end when a proxy
// takes the connection and says nothing, and ends the process when one with https closes it too early.
import http from 'node:http';
import https from 'node:https';
import { isIP, type Socket } from 'node:net';
import tls from 'node:tls';

/** Where a request goes, as Node gives it to an agent. */
export type Destination = {
  host?: string | null | undefined;
  port?: number | string | null | undefined;
  /** Whether TLS is spoken there. */
  secureEndpoint: boolean;
};

/**
 * Rejects when the proxy refuses, breaks off or does not answer in time.
 * @param patienceMs milliseconds for the proxy to connect
 */
export async function connectThrough(
  proxy: URL,
  { host: given, port, secureEndpoint }: Destination,
  patienceMs: number,
): Promise<Socket> {
  const host = given ?? '';
  const target = `${isIP(host) === 6 ? `[${host}]` : host}:${port ?? ''}`;
  const socket = await openTunnel(proxy, target, patienceMs);
  if (!secureEndpoint) return socket;
  return tls.connect({ host, servername: serverName(host), socket, ALPNProtocols: ['http/1.1'] });
}

function openTunnel(proxy: URL, target: string, patienceMs: number): Promise<Socket> {
  const { request } = proxy.protocol === 'https:' ? https : http;
  const host = proxy.hostname.replace(/^\[|\]$/g, '');
  const asking = request({
    method: 'CONNECT',
    host,
    port: proxy.port || undefined,
    path: target,
    headers: { host: target, ...loginOf(proxy) },
    // Else it would be that of the header.
    servername: serverName(host),
    agent: false,
  });
  const timer = setTimeout(() => {
    asking.destroy(new Error('the proxy does not answer'));
  }, patienceMs);
  asking.once('close', () => {
    clearTimeout(timer);
  });
  return new Promise((resolve, reject) => {
    asking.once('connect', ({ statusCode = 0, statusMessage = '' }, socket, head) => {
      if (head.length > 0) socket.unshift(head);
      if (statusCode === 200)
        resolve(socket); // of a request without an agent of our own
      else {
        socket.destroy();
        reject(new Error(`the proxy refuses to connect (${statusCode} ${statusMessage})`));
      }
    });
    asking.on('error', reject);
    asking.end();
  });
}

/** A name for the certificate; addresses of numbers are none. */
function serverName(host: string): string {
  return isIP(host) === 0 ? host : '';
}

function loginOf({ username, password }: URL): Record<string, string> {
  if (username === '' && password === '') return {};
  const login = `${decodeURIComponent(username)}:${decodeURIComponent(password)}`;
  return { 'proxy-authorization': `Basic ${Buffer.from(login).toString('base64')}` };
}
