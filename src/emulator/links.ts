// The addresses that Telegram accepts for links and buttons, and their normalised form.

export type CheckedLink = { url: string } | { wrong: string };

/** Schemes of Telegram itself and of its neighbours, passed on as they are. */
const OWN_SCHEMES = /^(?:tg|ton|tonsite):/i;

/** @returns the address in Telegram's form (`http://` added, host in lower case, a path at least `/`), or what is wrong */
export function checkLink(link: string): CheckedLink {
  const trimmed = link.trim();
  if (trimmed === '') return { wrong: 'URL host is empty' };
  if (OWN_SCHEMES.test(trimmed)) return { url: trimmed };
  const [, scheme, rest = trimmed] = /^([a-z][a-z0-9+.-]*):\/\/(.*)$/is.exec(trimmed) ?? [];
  if (scheme !== undefined && !/^https?$/i.test(scheme)) return { wrong: 'Unsupported URL protocol' };
  const [, host = '', path = ''] = /^([^/?#]*)(.*)$/s.exec(rest) ?? [];
  if (host === '') return { wrong: 'URL host is empty' };
  // No dot means a name that only resolves at home, such as localhost.
  if (/\s/.test(rest) || !/^(?:[^@]*@)?(?:[^:@]*\.[^:@]*|\[[\da-f:]+\])(?::\d+)?$/i.test(host))
    return { wrong: 'Wrong HTTP URL' };
  const slash = path.startsWith('/') ? '' : '/';
  return { url: `${(scheme ?? 'http').toLowerCase()}://${host.toLowerCase()}${slash}${path}` };
}

/** The user that a link of the form `tg://user?id=7` mentions. */
export function mentionedUserId(link: string): number | undefined {
  const id = /^tg:(?:\/\/)?user\?(?:.*&)?id=(\d+)/i.exec(link)?.[1];
  return id === undefined ? undefined : Number(id);
}
