// Where the pages will be.
import { createServer } from 'node:net';
import { errnoOf, reasonOf } from '../../system/failure.ts';
import { isObject } from '../../system/is-object.ts';
import type { Check } from '../../terminal/check-lines.ts';
import type { Config } from '../config.ts';

const ASKING_MS = 2000;

/** Opens the port for a moment. */
export async function checkPort({ web }: Pick<Config, 'web'>): Promise<Check> {
  const name = 'port';
  const place = `${web.host}, port ${web.port}`;
  if (web.port === 0) return { name, state: 'ok', found: `${web.host}, any free port` };
  const error = await openOnce(web.host, web.port);
  if (error === undefined) return { name, state: 'ok', found: `${place}: free` };
  if (errnoOf(error) !== 'EADDRINUSE')
    return {
      name,
      state: 'wrong',
      found: `${place}: ${reasonOf(error)}`,
      next: 'set HOST and PORT to an address of this machine',
    };
  if (await isWenda(web.host, web.port)) return { name, state: 'ok', found: `${place}: Wenda runs there` };
  return {
    name,
    state: web.isPortFixed ? 'wrong' : 'hint',
    found: `${place}: taken by another program`,
    next: web.isPortFixed
      ? 'set PORT to a free one'
      : 'npm start takes the next free one; PORT names another',
  };
}

/** The error of opening a port; undefined if it works. */
function openOnce(host: string, port: number): Promise<Error | undefined> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', resolve);
    server.listen(port, host, () => {
      server.close(() => {
        resolve(undefined);
      });
    });
  });
}

/** Whether the health page of this product answers there. */
async function isWenda(host: string, port: number): Promise<boolean> {
  const at = ['0.0.0.0', '::'].includes(host) ? '127.0.0.1' : host;
  try {
    const url = `http://${at.includes(':') ? `[${at}]` : at}:${port}/healthz/live`;
    const response = await fetch(url, { signal: AbortSignal.timeout(ASKING_MS) });
    const body: unknown = await response.json();
    return isObject(body) && body['live'] === true;
  } catch {
    return false;
  }
}
