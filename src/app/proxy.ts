// The proxy between this process and the Bot API, which many networks do not reach directly. Requests go through
// CONNECT or SOCKS, so a proxy sees the address of the Bot API but nothing of what is said.
import type { Agent } from 'node:http';
import { isLoopback } from '../web/local-only.ts';
import { connectThrough } from './proxy-tunnel.ts';

/** `socks:` is how some desktops write it. Source: GNOME's settings. */
const PROTOCOLS = ['http:', 'https:', 'socks5:', 'socks5h:', 'socks:'];

/** A proxy's address, with or without `http://`; undefined if it is none. */
export function parseProxy(value: string): URL | undefined {
  const address = value.includes('://') ? value : `http://${value}`;
  if (!URL.canParse(address)) return undefined;
  const proxy = new URL(address);
  const isLegible = decodes(proxy.username) && decodes(proxy.password);
  return PROTOCOLS.includes(proxy.protocol) && proxy.hostname !== '' && isLegible ? proxy : undefined;
}

/**
 * Whether an address is reached without a proxy: this machine always is.
 * @param exceptions value of NO_PROXY
 */
export function isReachedDirectly(address: string, exceptions: string): boolean {
  const { hostname, port, protocol } = new URL(address);
  const ownPort = port === '' ? (protocol === 'https:' ? '443' : '80') : port;
  const patterns = exceptions.toLowerCase().split(/[\s,]+/);
  return isLoopback(hostname) || patterns.some((pattern) => isMeant(pattern, hostname, ownPort));
}

/** Milliseconds for a proxy to connect. */
const CONNECT_MS = 15_000;

/**
 * Makes connections through a proxy and keeps them open.
 * @param patienceMs milliseconds for the proxy to connect
 */
export async function createProxyAgent(proxy: URL, patienceMs = CONNECT_MS): Promise<Agent> {
  if (proxy.protocol.startsWith('socks')) {
    const { SocksProxyAgent } = await import('socks-proxy-agent');
    return new SocksProxyAgent(proxy, { keepAlive: true, timeout: patienceMs });
  }
  const { HttpsProxyAgent } = await import('https-proxy-agent');
  const agent = new HttpsProxyAgent(proxy, { keepAlive: true });
  agent.connect = (_request, destination) => connectThrough(proxy, destination, patienceMs);
  return agent;
}

/** Whether a pattern of NO_PROXY means this host: `*`, a name with all below it, either with a port. */
function isMeant(pattern: string, hostname: string, port: string): boolean {
  const [, name = '', only] = /^(?:\*?\.)?(.*?)(?::(\d+))?$/.exec(pattern) ?? [];
  if (name === '' || (only !== undefined && only !== port)) return false;
  return name === '*' || hostname === name || hostname.endsWith(`.${name}`);
}

function decodes(part: string): boolean {
  try {
    decodeURIComponent(part);
    return true;
  } catch {
    return false;
  }
}
