// A judge for outgoing messages: the rules of Telegram's server that a reply can break.
import assert from 'node:assert/strict';

const TAGS = new Set(['b', 'i', 'u', 'a', 'code', 'blockquote']);

/** Checks Telegram's HTML and returns the visible text. */
export function visibleText(html: string): string {
  const open: string[] = [];
  let text = '';
  for (const token of html.match(/<[^>]*>|[^<]+|</g) ?? []) {
    if (!token.startsWith('<')) {
      assert.doesNotMatch(token.replace(/&(?:lt|gt|amp|quot);/g, ''), /[&>]/, `unescaped: ${token}`);
      text += token;
      continue;
    }
    const [, closing, name = ''] =
      /^<(\/?)([a-z]+)(?: [^>]*)?>$/.exec(token) ?? assert.fail(`no tag: ${token}`);
    assert.ok(TAGS.has(name), `unknown tag ${token}`);
    if (closing === '/') assert.equal(open.pop(), name, `tags are not nested: ${html}`);
    else {
      assert.ok(!(name === 'blockquote' && open.includes('blockquote')), 'blockquotes do not nest');
      open.push(name);
    }
  }
  assert.deepEqual(open, [], `not closed in ${html}`);
  return text
    .replace(/&lt;/g, '<')
    .replace(/&gt;/g, '>')
    .replace(/&quot;/g, '"')
    .replace(/&amp;/g, '&');
}
