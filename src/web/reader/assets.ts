// Style and script of the pages. They are part of the program, so that a build needs nothing copied; their address has a
// hash of what they say, and so a browser may keep them for good.
import { Hono } from 'hono';
import { sha256 } from '../../system/checksum.ts';
import { READER_CSS } from './reader-css.ts';
import { READER_SCRIPT } from './reader-script.ts';

const versionOf = (text: string): string => sha256(Buffer.from(text)).slice(0, 12);

export const CSS_ADDRESS = `/reader.css?v=${versionOf(READER_CSS)}`;
export const SCRIPT_ADDRESS = `/reader.js?v=${versionOf(READER_SCRIPT)}`;

/** Serves both. */
export function createAssetRoutes(): Hono {
  const routes = new Hono();
  const serve = (path: string, text: string, type: string): void => {
    const version = versionOf(text);
    routes.get(path, (context) =>
      context.body(text, 200, {
        'content-type': `${type}; charset=utf-8`,
        etag: `"${version}"`,
        // Another version is asked for by a page of another program: it must not be kept under that name.
        'cache-control':
          context.req.query('v') === version ? 'public, max-age=31536000, immutable' : 'no-cache',
      }),
    );
  };
  serve('/reader.css', READER_CSS, 'text/css');
  serve('/reader.js', READER_SCRIPT, 'text/javascript');
  return routes;
}
