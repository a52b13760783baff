// Telegram's HTML: the allowed tags, their nesting, and what must be escaped. Stricter than the server where that is
// lenient, so that nothing depends on its leniency. Source: Bot API, "HTML style".
const TAGS = new Set(
  'b strong i em u ins s strike del code pre a tg-spoiler span tg-emoji tg-time blockquote'.split(' '),
);
// Names are in lower case with few digits: the server shows anything else literally.
const ENTITY = /&(?:lt|gt|amp|quot|#\d{1,7}|#x[0-9a-fA-F]{1,6});/g;
const TAG = /^<(\/?)([a-z-]+)((?: [a-z-]+(?:="[^"<>]*")?)*)>$/;

export type Html = { text: string; violations: string[] };

/** The visible text, and every breach. */
export function readHtml(html: string): Html {
  const open: string[] = [];
  const violations: string[] = [];
  let text = '';
  for (const token of html.match(/<[^>]*>|[^<]+|</g) ?? []) {
    const shown = token.slice(0, 60);
    violations.push(...entityBreaches(token));
    if (!token.startsWith('<')) {
      if (/[&>]/.test(token.replace(ENTITY, ''))) violations.push(`unescaped & or > in "${shown}"`);
      text += unescape(token);
      continue;
    }
    const [, closing, name = '', attributes = ''] = TAG.exec(token) ?? [];
    if (!TAGS.has(name)) violations.push(`unsupported tag ${shown}`);
    else if (closing === '/') {
      const expected = open.pop();
      if (expected !== name) violations.push(`</${name}> closes <${expected ?? 'nothing'}>`);
      if (attributes !== '') violations.push(`wrong attributes ${shown}`);
    } else {
      const parent = open.at(-1);
      const isLanguage = name === 'code' && parent === 'pre' && !open.includes('code');
      if (name === 'blockquote' && open.includes('blockquote')) violations.push('blockquotes do not nest');
      if (!isLanguage && (open.includes('pre') || open.includes('code')))
        violations.push(`<${name}> within code`);
      if (!fits(name, attributes, parent)) violations.push(`wrong attributes ${shown}`);
      if (attributes.replace(ENTITY, '').includes('&')) violations.push(`unescaped & in ${shown}`);
      open.push(name);
    }
  }
  const formatting = formattingBytes(html);
  if (formatting > MAX_FORMATTING) violations.push(`${formatting} bytes of formatting`);
  if (open.length > 0) violations.push(`not closed: ${open.map((name) => `<${name}>`).join('')}`);
  return { text, violations };
}

/** Telegram refuses about that much ("Entities_too_long"). Source: tdlib/telegram-bot-api#165. */
const MAX_FORMATTING = 9500;
/** Bytes of a piece of formatting besides an address. */
const PIECE = 12;

function formattingBytes(html: string): number {
  const pieces = html.match(/<[a-z][^>]*>/g) ?? [];
  return pieces.reduce((sum, tag) => {
    const [, address = ''] = /^<a href="([^"]*)"/.exec(tag) ?? [];
    return sum + PIECE + Buffer.byteLength(unescape(address));
  }, 0);
}

/** The text that is seen. */
export function visibleText(html: string): string {
  return readHtml(html).text;
}

function fits(name: string, attributes: string, parent: string | undefined): boolean {
  switch (name) {
    case 'a':
      return /^ href="[^"]+"$/.test(attributes);
    case 'span':
      return attributes === ' class="tg-spoiler"';
    case 'blockquote':
      return attributes === '' || attributes === ' expandable';
    case 'tg-emoji':
      return /^ emoji-id="\d+"$/.test(attributes);
    case 'tg-time':
      return / unix="\d+"/.test(attributes);
    case 'code': // a language needs <pre><code>; otherwise it is lost
      return attributes === '' || (parent === 'pre' && /^ class="language-[\w+#.-]+"$/.test(attributes));
    default:
      return attributes === '';
  }
}

/** Numbers that stand for no character; the server shows them literally. */
function entityBreaches(token: string): string[] {
  return (token.match(ENTITY) ?? [])
    .filter((entity) => {
      const code = codeOf(entity);
      return code === 0 || code >= 0x10ffff || (code >= 0xd800 && code <= 0xdfff);
    })
    .map((entity) => `${entity} is not a character`);
}

function codeOf(entity: string): number {
  const named: Record<string, number> = { '&lt;': 60, '&gt;': 62, '&amp;': 38, '&quot;': 34 };
  const [, hex = '', digits = ''] = /^&#(x?)([0-9a-fA-F]+);$/.exec(entity) ?? [];
  return named[entity] ?? parseInt(digits, hex === '' ? 10 : 16);
}

/** The characters that entities stand for, in a text or in the value of an attribute. */
export function unescape(text: string): string {
  return text.replace(ENTITY, (entity) => String.fromCodePoint(Math.min(codeOf(entity), 0x10ffff)));
}

/**
 * A text as the server cleans it: control characters become spaces, and blank or invisible text is empty. Source:
 * tdlib, `clean_input_string` and `strip_empty_characters`, and a few more invisible ones.
 */
export function isEmptyText(text: string): boolean {
  return /^[\s\p{Cc}\u00ad\u030a\u0333\u033f\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180e\u200b-\u200f\u2028-\u202f\u2060-\u206f\u2800\u3164\ufeff\ufffc\u{e0000}-\u{e007f}]*$/u.test(
    text,
  );
}
