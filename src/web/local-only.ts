// The page can act for its reader, so no other site may use it: neither through a name that resolves here (DNS
// rebinding), nor through a form or script on that site (cross-site requests).
import type { Context, MiddlewareHandler } from 'hono';

const LOOPBACK = ['localhost', '127.0.0.1', '[::1]'];

/**
 * Refuses with 403 requests that are not under a name of this machine, and requests of other sites.
 * @param hosts further configured names of the pages
 */
export function localOnly(hosts: readonly string[] = []): MiddlewareHandler {
  const isOwn = ownNames(hosts);

  return async (context, next) => {
    const { host } = new URL(context.req.url);
    const given = context.req.header('host');
    if (!isOwn(context))
      return context.json({ error: 'This page answers only under the address of this machine.' }, 403);
    const site = context.req.header('sec-fetch-site');
    // Other sites may link to the page itself, but request nothing else.
    const isVisit = context.req.header('sec-fetch-mode') === 'navigate' && context.req.method === 'GET';
    if (site !== undefined && !['same-origin', 'none'].includes(site) && !isVisit)
      return context.json({ error: 'Other sites may not use this page.' }, 403);
    if (context.req.method !== 'GET' && context.req.method !== 'HEAD') {
      const origin = context.req.header('origin');
      if (origin !== undefined && hostOf(origin) !== (given ?? host))
        return context.json({ error: 'Other sites may not use this page.' }, 403);
      // Another site's form could send any other type without a preflight request.
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

/** Whether only this machine can reach a server bound to this name. */
export function isLoopback(host: string): boolean {
  const name = hostnameOf(bracketed(host));
  return LOOPBACK.includes(name) || /^127(?:\.\d{1,3}){3}$/.test(name);
}

function hostOf(origin: string): string | undefined {
  return URL.canParse(origin) ? new URL(origin).host : undefined;
}

/** The name in a Host header; an invalid header comes back unchanged. */
function hostnameOf(host: string): string {
  return URL.canParse(`http://${host}`) ? new URL(`http://${host}`).hostname : host;
}

function bracketed(host: string): string {
  return host.includes(':') && !host.startsWith('[') ? `[${host}]` : host;
}
