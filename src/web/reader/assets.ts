// Style and scripts of the pages. They are part of the program, so that a build copies no files. Their addresses contain
// a hash of their content, so a browser may cache them for good.
import { Hono } from 'hono';
import { sha256 } from '../../system/checksum.ts';
import { ARTICLE_SCRIPT } from './article-script.ts';
import { READER_CSS } from './reader-css.ts';
import { SEARCH_SCRIPT } from './search-script.ts';
import { THEME_SCRIPT } from './theme-script.ts';

/** What every page has. */
const READER_SCRIPT = THEME_SCRIPT + SEARCH_SCRIPT;

const versionOf = (text: string): string => sha256(Buffer.from(text)).slice(0, 12);

export const CSS_ADDRESS = `/reader.css?v=${versionOf(READER_CSS)}`;
export const SCRIPT_ADDRESS = `/reader.js?v=${versionOf(READER_SCRIPT)}`;
export const ARTICLE_SCRIPT_ADDRESS = `/article.js?v=${versionOf(ARTICLE_SCRIPT)}`;

/** Serves them. */
export function createAssetRoutes(): Hono {
  const routes = new Hono();
  const serve = (path: string, text: string, type: string): void => {
    const version = versionOf(text);
    routes.get(path, (context) =>
      context.body(text, 200, {
        'content-type': `${type}; charset=utf-8`,
        etag: `"${version}"`,
        // A page of another version of the program asks for another hash: nothing may be cached under that name.
        'cache-control':
          context.req.query('v') === version ? 'public, max-age=31536000, immutable' : 'no-cache',
      }),
    );
  };
  serve('/reader.css', READER_CSS, 'text/css');
  serve('/reader.js', READER_SCRIPT, 'text/javascript');
  serve('/article.js', ARTICLE_SCRIPT, 'text/javascript');
  return routes;
}
