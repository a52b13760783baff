// The page can speak for its reader, so no other site may use it: not by a name that leads here (DNS rebinding), not by
// a form or script of its own (cross-site requests).
import type { Context, MiddlewareHandler } from 'hono';

const LOOPBACK = ['localhost', '127.0.0.1', '[::1]'];

/**
 * Refuses with 403 whatever is not asked under a name of this machine, and what another site asks for.
 * @param hosts further names that the pages are configured to be reached by
 */
export function localOnly(hosts: readonly string[] = []): MiddlewareHandler {
  const isOwn = ownNames(hosts);

  return async (context, next) => {
    const { host } = new URL(context.req.url);
    const given = context.req.header('host');
    if (!isOwn(context))
      return context.json({ error: 'This page answers only under the address of this machine.' }, 403);
    const site = context.req.header('sec-fetch-site');
    // A link elsewhere may lead to the page itself, but nothing else may be asked for from elsewhere.
    const isVisit = context.req.header('sec-fetch-mode') === 'navigate' && context.req.method === 'GET';
    if (site !== undefined && !['same-origin', 'none'].includes(site) && !isVisit)
      return context.json({ error: 'Other sites may not use this page.' }, 403);
    if (context.req.method !== 'GET' && context.req.method !== 'HEAD') {
      const origin = context.req.header('origin');
      if (origin !== undefined && hostOf(origin) !== (given ?? host))
        return context.json({ error: 'Other sites may not use this page.' }, 403);
      // A form of another site can send any other type without being asked first.
      if (!/^application\/json\s*(?:;|$)/i.test(context.req.header('content-type') ?? ''))
        return context.json({ error: 'The content type must be application/json.' }, 403);
    }
    return next();
  };
}

/** Whether a request came under a name of this machine, or one of these. */
export function ownNames(hosts: readonly string[] = []): (context: Context) => boolean {
  const allowed = new Set([...LOOPBACK, ...hosts.map((host) => hostnameOf(bracketed(host)))]);
  return ({ req }) => {
    const given = req.header('host');
    const { hostname } = new URL(req.url);
    return allowed.has(hostname) && (given === undefined || allowed.has(hostnameOf(given)));
  };
}

/** Whether only this machine reaches what is bound to this name. */
export function isLoopback(host: string): boolean {
  const name = hostnameOf(bracketed(host));
  return LOOPBACK.includes(name) || /^127(?:\.\d{1,3}){3}$/.test(name);
}

function hostOf(origin: string): string | undefined {
  return URL.canParse(origin) ? new URL(origin).host : undefined;
}

/** The name in a Host header; as it is when it is none. */
function hostnameOf(host: string): string {
  return URL.canParse(`http://${host}`) ? new URL(`http://${host}`).hostname : host;
}

function bracketed(host: string): string {
  return host.includes(':') && !host.startsWith('[') ? `[${host}]` : host;
}
