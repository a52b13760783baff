// How the operators' pages answer: never cached, never indexed, and without telling other sites where a reader came from.
import type { Context, MiddlewareHandler } from 'hono';
import { LOCALES } from '../../locales/translations.ts';
import { Failure } from '../../system/failure.ts';
import { type Insert, markup, type Markup } from '../markup.ts';
import type { Visit } from '../reader/visit.ts';

/** A page of this status cannot be told from an address that is none. */
export const NO_PAGE = 404;

export const withAdminHeaders: MiddlewareHandler = async (context, next) => {
  await next();
  context.header('cache-control', 'no-store');
  context.header('x-robots-tag', 'noindex, nofollow');
  // Not no-referrer: browsers then hide the origin of our own forms too.
  context.header('referrer-policy', 'same-origin');
};

export function html(
  context: Context,
  { language }: Visit,
  body: Markup,
  status: 200 | 403 | 409 | 500 = 200,
): Response {
  return context.body(body.toString(), status, {
    'content-type': 'text/html; charset=utf-8',
    'content-language': LOCALES[language].html,
  });
}

/** What was done, or why it was not, above a page. */
export function told(text: Insert, isBad = false): Markup {
  return markup`<p class="told${isBad && ' bad'}" role="status">${text}</p>`;
}

/** Why something could not be written; undefined if it was. @throws what is no expected failure */
export async function problemOf(written: Promise<unknown>): Promise<string | undefined> {
  try {
    await written;
    return undefined;
  } catch (error) {
    if (error instanceof Failure) return error.message;
    throw error;
  }
}
