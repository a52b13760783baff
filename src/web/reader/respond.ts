// The headers of every page. A browser may cache pages but must revalidate them: the ETag is the generation and a hash
// of the content, since the most read topics change between two builds.
import type { Context } from 'hono';
import { LOCALES } from '../../locales/translations.ts';
import { sha256 } from '../../system/checksum.ts';
import type { Markup } from '../markup.ts';
import type { Visit } from './visit.ts';

export type Reply = {
  body: Markup;
  generation: string;
  visit: Visit;
  status?: 200 | 404 | 500;
  /** HTML by default. */
  contentType?: string;
};

/** A page, with an ETag if it has a lasting address. */
export function respond(context: Context, reply: Reply): Response {
  const { body, generation, visit, status = 200, contentType = 'text/html; charset=utf-8' } = reply;
  const text = body.toString();
  return context.body(text, status, {
    'content-type': contentType,
    'content-language': LOCALES[visit.language].html,
    'cache-control': 'no-cache',
    vary: 'Accept-Language',
    ...(status === 200 ? { etag: `"${generation}-${sha256(Buffer.from(text)).slice(0, 16)}"` } : {}),
  });
}
