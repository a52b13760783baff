// markdown-it with what the folders of note tools have beyond CommonMark and GFM: containers, admonitions, marks,
// footnotes, wikilinks, formulae. What is only for the tool that renders the folder (template expressions, shortcodes,
// comments, imports of components, attribute lists) is cut.
import MarkdownIt, { type MarkdownIt as Parser } from 'markdown-it';
import cjkFriendly from 'markdown-it-cjk-friendly';
import container from 'markdown-it-container';
import definitions from 'markdown-it-deflist';
import footnotes from 'markdown-it-footnote';
import mark from 'markdown-it-mark';
import { type BlockRule, lineOf, pushNote } from './note-block.ts';
import { shortcodes } from './shortcodes.ts';
import { WIKILINK } from './tags.ts';
import { toolMarkup } from './tool-markup.ts';

type InlineRule = Parameters<Parser['inline']['ruler']['before']>[2];

/** Only for the tool that renders the folder. */
const TEMPLATE =
  /\{\{\{?[^]{0,500}?\}\}\}?|\{%[^]{0,500}?%\}|\{\/\*[^]{0,500}?\*\/\}|<%[^]{0,500}?%>|(?<!\d)%%[^]{0,2000}?%%/y;
const WIKI = /(!?)\[\[([^\[\]|\n]+)(?:\|([^\[\]\n]*))?\]\]/y;
// As in pandoc: no blank inside the dollars, no digit behind them, so that prices stay what they are.
const FORMULA = /\$\$([^$]{1,1000})\$\$|\$(?![\s$])((?:[^$\\\n]|\\.){0,300}?[^\s\\$])\$(?![\dA-Za-z])/y;
const PICTURE = /\.(?:png|jpe?g|gif|webp|svg|avif|bmp)$/i;
const ADMONITION = /^(?:!!!|\?\?\?\+?|===\+?!?)[ \t]+(?:([\w-]+)(?:[ \t]+[\w-]+)*)?[ \t]*(?:"(.*)")?[ \t]*$/;
/** Characters of an admonition's line. */
const MAX_TITLE = 300;
/** Lines in which the end of a block formula or comment is looked for. */
const MAX_LINES = 200;
const BLOCK_FORMULA = /^\$\$(.*)$/;

const TEMPLATES = new RegExp(TEMPLATE, 'g');

/** A text without template expressions, shortcodes and comments of tools. */
export function withoutTemplates(text: string): string {
  return /[{%]/.test(text) ? text.replace(TEMPLATES, '') : text;
}

export function createMarkdownParser(): Parser {
  const parser = new MarkdownIt('default', { html: true, linkify: false, typographer: false });
  // The reader decides which addresses may be links; otherwise a refused one would be shown as its source.
  parser.validateLink = () => true;
  // Addresses stay as written: they name files of the wiki, too.
  parser.normalizeLink = (address) => address;
  parser.use(cjkFriendly).use(mark).use(footnotes).use(definitions);
  parser.use(container, 'note', { validate: (name: string) => name.trim() !== '' });
  // Footnotes stay where they are defined; the reader puts them at the end of their section.
  parser.core.ruler.disable('footnote_tail');
  const interrupts = { alt: ['paragraph', 'reference', 'blockquote', 'list'] };
  parser.block.ruler.before('fence', 'admonition', admonition, interrupts);
  parser.block.ruler.before('fence', 'comment', comment, interrupts);
  parser.block.ruler.before('fence', 'formula', blockFormula, interrupts);
  parser.inline.ruler.before('link', 'wikilink', wikilink);
  parser.inline.ruler.before('escape', 'formula', formula);
  parser.inline.ruler.before('text', 'template', template);
  toolMarkup(parser);
  shortcodes(parser);
  return parser;
}

/** `!!! note "Title"`, `??? tip`, `=== "Tab"`, with an indented body. */
const admonition: BlockRule = (state, startLine, endLine, silent) => {
  if (!'!?='.includes(firstOf(state, startLine))) return false;
  const match = ADMONITION.exec(lineOf(state, startLine).trimEnd().slice(0, MAX_TITLE));
  if (match === null || (match[1] === undefined && match[2] === undefined)) return false;
  const indent = (state.sCount[startLine] ?? 0) + 4;
  // Without a title or a body it is a shout: !!! wow this is great
  const body = state.skipEmptyLines(startLine + 1);
  if (match[2] === undefined && (body >= endLine || (state.sCount[body] ?? 0) < indent)) return false;
  if (silent) return true;
  let next = startLine + 1;
  while (next < endLine && (state.isEmpty(next) || (state.sCount[next] ?? 0) >= indent)) next++;
  // An empty title stands for none.
  const info = match[2] === '' ? '' : ` ${match[1] ?? ''} ${match[2] ?? ''}`;
  pushNote(state, info, { start: startLine, end: next }, { start: startLine + 1, end: next }, indent);
  return true;
};

/** `%%` … `%%` over several lines. */
const comment: BlockRule = (state, startLine, endLine, silent) => {
  if (firstOf(state, startLine) !== '%') return false;
  const first = lineOf(state, startLine);
  if (!first.startsWith('%%') || first.includes('%%', 2)) return false;
  const close = lineEndingWith('%%', state, startLine + 1, endLine);
  if (close === undefined) return false;
  if (!silent) state.line = close + 1;
  return true;
};

const blockFormula: BlockRule = (state, startLine, endLine, silent) => {
  if (firstOf(state, startLine) !== '$') return false;
  const first = BLOCK_FORMULA.exec(lineOf(state, startLine).trimEnd());
  if (first === null) return false;
  const isClosed = first[1]?.endsWith('$$') === true;
  const close = isClosed ? startLine : lineEndingWith('$$', state, startLine + 1, endLine);
  if (close === undefined) return false;
  if (silent) return true;
  const token = state.push('fence', 'code', 0);
  const lines = state.getLines(startLine, close + 1, state.blkIndent, false).trim();
  token.content = lines.replace(/^\$\$|\$\$$/g, '').trim();
  token.info = 'tex';
  token.map = [startLine, close + 1];
  state.line = close + 1;
  return true;
};

const wikilink: InlineRule = (state, silent) => {
  if (!'[!'.includes(state.src.charAt(state.pos))) return false;
  const match = matchAt(WIKI, state.src, state.pos);
  if (match === undefined) return false;
  const [whole, embed, target = '', alias = ''] = match;
  const address = target.trim();
  if (!silent) {
    if (embed === '!' && PICTURE.test(address)) {
      const image = state.push('image', 'img', 0);
      image.attrs = [['src', address]];
      // An alias of digits is a width.
      image.content = /^\d*(?:x\d+)?$/.test(alias) ? '' : alias;
      image.children = [];
    } else {
      state.push('link_open', 'a', 1).attrs = [['href', WIKILINK + address]];
      state.push('text', '', 0).content =
        alias.trim() ||
        address
          .replace(/\.md(?=#|$)/, '')
          .replace(/#\^?/g, ' › ')
          .replace(/^ › /, '');
      state.push('link_close', 'a', -1);
    }
  }
  state.pos += whole.length;
  return true;
};

const formula: InlineRule = (state, silent) => {
  if (state.src.charAt(state.pos) !== '$') return false;
  const match = matchAt(FORMULA, state.src, state.pos);
  // 变量$user和$pass: words, unless TeX says that they are text.
  if (match === undefined || (/\p{Script=Han}/u.test(match[0]) && !match[0].includes('\\'))) return false;
  if (!silent) state.push('code_inline', 'code', 0).content = (match[1] ?? match[2] ?? '').trim();
  state.pos += match[0].length;
  return true;
};

const template: InlineRule = (state, silent) => {
  if (!'{%'.includes(state.src.charAt(state.pos))) return false;
  const match = matchAt(TEMPLATE, state.src, state.pos);
  if (match === undefined) return false;
  if (!silent) state.push('html_inline', '', 0).content = '';
  state.pos += match[0].length;
  return true;
};

function lineEndingWith(
  end: string,
  state: Parameters<BlockRule>[0],
  from: number,
  endLine: number,
): number | undefined {
  for (let line = from; line < Math.min(endLine, from + MAX_LINES); line++)
    if (lineOf(state, line).trimEnd().endsWith(end)) return line;
  return undefined;
}

function matchAt(pattern: RegExp, text: string, at: number): RegExpExecArray | undefined {
  pattern.lastIndex = at;
  return pattern.exec(text) ?? undefined;
}

// Rules are asked at every line and every mark: one character decides before anything is matched.
function firstOf(state: Parameters<BlockRule>[0], line: number): string {
  return state.src.charAt((state.bMarks[line] ?? 0) + (state.tShift[line] ?? 0)) || ' ';
}
