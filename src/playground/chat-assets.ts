// The page's compiled script files and its style. Only files that the page imports are served.
import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { Context } from 'hono';
import { sha256 } from '../system/checksum.ts';
import { THEME_SCRIPT } from '../web/reader/theme-script.ts';
import { CHAT_CSS } from './chat-css.ts';

export type Asset = { body: string; type: string; etag: string };

const ENTRY = 'app.js';
/** Runs before the first paint, as on all other pages. */
export const THEME_FILE = 'wear-theme.js';

/**
 * Reads the script and everything it imports.
 * @param folder with the compiled page
 * @throws Error when a file is missing
 */
function readAssets(folder: string): Map<string, Asset> {
  const assets = new Map<string, Asset>([
    ['style.css', asset(CHAT_CSS, 'text/css')],
    [THEME_FILE, asset(THEME_SCRIPT, 'text/javascript')],
  ]);
  const waiting = [ENTRY];
  for (let name = waiting.pop(); name !== undefined; name = waiting.pop()) {
    if (assets.has(name)) continue;
    const script = readFileSync(path.join(folder, name), 'utf8');
    assets.set(name, asset(script, 'text/javascript'));
    for (const [, imported] of script.matchAll(/from\s*['"]\.\/([a-z-]+\.js)['"]/g))
      if (imported !== undefined) waiting.push(imported);
  }
  return assets;
}

/** Answers for `:name`; a browser revalidates each time, and `etag()` tells it if nothing has changed. */
export function createAssetResponder(folder: string): (context: Context) => Response {
  const assets = readAssets(folder);
  return (context) => {
    const found = assets.get(context.req.param('name') ?? '');
    if (found === undefined) return context.json({ error: 'There is no such file.' }, 404);
    return context.body(found.body, 200, {
      'content-type': found.type,
      'cache-control': 'no-cache',
      etag: found.etag,
    });
  };
}

function asset(body: string, type: string): Asset {
  return { body, type: `${type}; charset=utf-8`, etag: `"${sha256(Buffer.from(body)).slice(0, 16)}"` };
}
