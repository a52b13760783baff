// Which requests the operators' pages take: those of their own forms. The cookie is SameSite=Strict already; this holds
// where a browser or a sister site gets round that.
import type { AdminSession } from './admin-sessions.ts';
import { isSameSecret } from './admin-sessions.ts';

/** The field of a form with the session's token. */
export const FORM_TOKEN = 'token';
/** Bytes of the largest form: twenty questions and a place. */
const MAX_FORM = 32_768;

/** Whether a request comes from a page of this site. @param publicUrl another name of the site, if it has one */
export function isOwnRequest({ headers, url }: Request, publicUrl: string | undefined): boolean {
  const origin = headers.get('origin');
  const site = headers.get('sec-fetch-site');
  // Every browser names the origin of a form that is sent by POST.
  if (origin === null || !URL.canParse(origin) || (site !== null && site !== 'same-origin')) return false;
  const host = headers.get('host') ?? new URL(url).host;
  return new URL(origin).host === host || (publicUrl !== undefined && origin === new URL(publicUrl).origin);
}

/** The fields of a form; undefined if it is none, or none of this session. */
export async function ownForm(
  request: Request,
  session: AdminSession,
  publicUrl: string | undefined,
): Promise<URLSearchParams | undefined> {
  if (!isOwnRequest(request, publicUrl)) return undefined;
  if (!/^application\/x-www-form-urlencoded\b/i.test(request.headers.get('content-type') ?? ''))
    return undefined;
  if (Number(request.headers.get('content-length') ?? MAX_FORM + 1) > MAX_FORM) return undefined;
  const form = new URLSearchParams(await request.text());
  return isSameSecret(form.get(FORM_TOKEN) ?? '', session.formToken) ? form : undefined;
}
