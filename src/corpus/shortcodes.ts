// Shortcodes of Hugo, Hexo and Jekyll that mean something for a reader: code, pictures, remarks and tabs with a title, links
// to other pages. All others are cut like every template expression; what stands between two of them stays.
import type { MarkdownIt as Parser } from 'markdown-it';
import { type BlockRule, type BlockState, lineOf, pushNote } from './note-block.ts';

type InlineRule = Parameters<Parser['inline']['ruler']['before']>[2];

/** A line that is one shortcode: `{{< name arguments >}}`, `{% name arguments %}`, `<!-- tab arguments -->`. */
const OPENING =
  /^(?:\{\{([<%])\s*([\w-]+)(?:\s+(.*?))?\s*[%>]\}\}|\{%-?\s*(\w+)(?:\s+(.*?))?\s*-?%\}|<!--\s*(tab)(?:\s+(.*?))?\s*-->)\s*$/;
const CODE = new Set(['highlight', 'codeblock', 'code']);
const PICTURE = new Set(['figure', 'img', 'image', 'asset_img']);
/** Their title is an argument without a name. */
const TITLED = new Set(
  'notice note alert callout admonition hint tab details detail expand collapse accordion hideToggle folding spoiler'.split(
    ' ',
  ),
);
/** Kinds of remarks and how they look; no titles. */
const LOOK =
  /^(?:default|primary|success|info|warning|danger|error|tip|note|important|caution|simple|modern|flat|disabled|open|no-icon|\w+=\S*)$/;
const FOLDED = /^(?:details?|expand|collapse|accordion|hideToggle|folding|spoiler)$/;
/** Lines in which the end of a shortcode is looked for. */
const MAX_LINES = 200;
const ARGUMENT = /([\w-]+)\s*=\s*(?:"([^"]*)"|'([^']*)'|(\S+))|"([^"]*)"|'([^']*)'|(\S+)/g;
/** A link to a page by a shortcode. */
const LINK =
  /\[([^[\]\n]+)\]\((?:\{\{[<%]\s*(?:rel)?ref\s+"?([^"\s>%]+)"?[^{}]*\}\}|\{%\s*(?:link|post_url)\s+([^\s%]+)\s*%\})\)/y;
const POST_LINK =
  /\{%\s*post_link\s+([^\s%]+)\s+(?:'([^'\n]*)'|"([^"\n]*)"|([^%'"\n]+?))(?:\s+(?:true|false))?\s*%\}/y;

export function shortcodes(parser: Parser): void {
  const interrupts = { alt: ['paragraph', 'reference', 'blockquote', 'list'] };
  parser.block.ruler.before('fence', 'shortcode', shortcode, interrupts);
  parser.inline.ruler.before('template', 'shortcode-link', link);
}

const shortcode: BlockRule = (state, startLine, endLine, silent) => {
  const line = lineOf(state, startLine);
  const match = /^[{<]/.test(line) ? OPENING.exec(line) : null;
  if (match === null) return false;
  const name = match[2] ?? match[4] ?? match[6] ?? '';
  const given = readArguments(match[3] ?? match[5] ?? match[7] ?? '');
  const isPicture = PICTURE.has(name);
  const close = isPicture ? startLine : closingLine(state, name, startLine, endLine);
  const title = given.named['title'] ?? given.named['name'] ?? given.named['summary'] ?? given.named['label'];
  const shown = title ?? (TITLED.has(name) ? titleAmong(given.positional) : undefined);
  if (close === undefined || (!isPicture && !CODE.has(name) && shown === undefined)) return false;
  if (silent) return true;
  const all = { start: startLine, end: close + 1 };
  if (isPicture) {
    const token = state.push('html_block', '', 0);
    const [first, ...rest] = given.positional;
    const src = given.named['src'] ?? first ?? '';
    const caption =
      given.named['caption'] ??
      title ??
      given.named['alt'] ??
      rest.filter((word) => !/^\d+$/.test(word)).join(' ');
    token.content = `<img src="${attribute(src)}" alt="${attribute(caption)}">`;
    token.map = [startLine, close + 1];
    state.line = close + 1;
  } else if (CODE.has(name)) {
    const token = state.push('fence', 'code', 0);
    token.content = state.getLines(startLine + 1, close, state.blkIndent, true);
    token.info = given.named['lang'] ?? (given.positional[0] ?? '').replace(/^lang:/, '');
    token.map = [startLine, close + 1];
    state.line = close + 1;
  } else
    pushNote(
      state,
      ` ${FOLDED.test(name) ? 'details' : '-'} ${shown ?? ''}`,
      all,
      { start: startLine + 1, end: close },
      state.blkIndent,
    );
  return true;
};

/** The line of the shortcode that closes one, those inside it left out. */
function closingLine(state: BlockState, name: string, from: number, endLine: number): number | undefined {
  const close = new RegExp(
    String.raw`^(?:\{\{[<%]\s*/\s*${name}\s*[%>]\}\}|\{%-?\s*end${name}\s*-?%\}|<!--\s*end${name}\s*-->)\s*$`,
  );
  let depth = 0;
  for (let line = from; line < Math.min(endLine, from + MAX_LINES); line++) {
    const text = lineOf(state, line);
    if (close.test(text)) depth--;
    else {
      const [, , hugo, , hexo, , tab] = OPENING.exec(text) ?? [];
      if ((hugo ?? hexo ?? tab) === name) depth++;
    }
    if (depth === 0) return line;
  }
  return undefined;
}

function readArguments(text: string): { named: Record<string, string>; positional: string[] } {
  const named: Record<string, string> = {};
  const positional: string[] = [];
  for (const [, key, a, b, c, d, e, word] of text.matchAll(ARGUMENT)) {
    if (key !== undefined) named[key] = a ?? b ?? c ?? '';
    else positional.push(d ?? e ?? word ?? '');
  }
  return { named, positional };
}

function titleAmong(positional: readonly string[]): string | undefined {
  const words = positional.filter((word) => !LOOK.test(word));
  return words.length === 0 ? undefined : words.join(' ').split('@')[0];
}

function attribute(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('"', '&quot;');
}

const link: InlineRule = (state, silent) => {
  const sign = state.src[state.pos];
  if (sign !== '[' && sign !== '{') return false;
  const pattern = sign === '[' ? LINK : POST_LINK;
  pattern.lastIndex = state.pos;
  const match = pattern.exec(state.src);
  if (match === null) return false;
  if (!silent) {
    const [, first = '', second, third, fourth] = match;
    const [words, href] = sign === '[' ? [first, second ?? third] : [second ?? third ?? fourth, first];
    state.push('link_open', 'a', 1).attrs = [['href', href ?? '']];
    state.push('text', '', 0).content = words ?? '';
    state.push('link_close', 'a', -1);
  }
  state.pos += match[0].length;
  return true;
};
