// Marks in Markdown that only the tool of a folder reads: statements of MDX, included files, tables of contents, attribute
// lists, icons, tags of components with expressions. They are cut, or become what they mean.
import type { MarkdownIt as Parser } from 'markdown-it';
import { type BlockRule, type BlockState, lineOf } from './note-block.ts';

type InlineRule = Parameters<Parser['inline']['ruler']['before']>[2];

/** Lines in which the end of a statement is looked for. */
const MAX_LINES = 200;
const IMPORT = /^import\s+(?:['"][^'"]+['"]|[\w*{][^'"]*\sfrom\s+['"][^'"]+['"])\s*;?\s*$/;
const IMPORT_OPEN = /^import\s+(?:\w+\s*,\s*)?\{[^}'"]*$/;
const EXPORT =
  /^export\s+(?:(?:const|let|var)\s+(?:\w+|\{[^}]*\}|\[[^\]]*\])\s*(?::[^=]+)?=|default\s+(?:(?:async\s+)?function\b|class\b|[{[(]|[\w.]+;?\s*$)|(?:async\s+)?function\s*\*?\s*\w+\s*\(|class\s+\w+|\{|\*\s+from\s)/;
/** A file of which lines are included, a table of contents. */
const INCLUDE =
  /^(?:<<<\s*[@./].*|-+8<-+\s+["'].*["']\s*|@?\[\[?_?toc_?\]\]?(?:\(.*\))?\s*|\{:\s*toc\s*\}\s*)$/i;
const INCLUDES = /^-+8<-+\s*$/;
/** The end of a container that is not open. */
const STRAY = /^:{3,}\s*$/;

const ATTRIBUTE =
  /(?:[.#][\w-]+|(?:width|height|align|target|rel|loading|class|style|id|title|alt|download|lang|type|data-[\w-]+)=(?:"[^"]*"|'[^']*'|[^\s"'{}]+)|download)/;
const ATTRIBUTES = new RegExp(String.raw`(?<=[)\]*_\`:>])\{:?\s*(?:${ATTRIBUTE.source}\s*){1,20}\}`, 'y');
const ICON = /:(?:material|fontawesome|octicons|simple)-[\w-]+:/y;
const KEYS = /(?<![\w+])\+\+([a-z][\w-]*(?:\+[\w"-]+)*)\+\+(?![\w+])/y;
const RAISED = /(?<=[\p{L}\p{N})\]])\^([\dA-Za-z+−-]{1,8})\^/uy;
const LOWERED = /(?<=[A-Za-z)\]])~([\d+−-]{1,4}|[a-z])~(?!~)/y;
const INSERTED = /\^\^(?=\S)([^^\n]{1,300})\^\^/y;
/** The first character, the whole mark, and the tag that its text gets; without one, the mark is cut. */
const MARKS: readonly (readonly [sign: string, pattern: RegExp, tag?: string])[] = [
  ['{', ATTRIBUTES],
  [':', ICON],
  ['+', KEYS, 'kbd'],
  ['~', LOWERED, 'sub'],
  ['^', RAISED, 'sup'],
  ['^', INSERTED, 'ins'],
];
// Names of Vue (`@click`, `#slot`) and values of JSX (`{require('./a.png')}`), which HTML does not have.
const VALUE = String.raw`"[^"]*"|'[^']*'|\{(?:[^{}]|\{[^{}]{0,500}\}){0,500}\}|[^\s"'=<>${'`'}{}]+`;
const COMPONENT = new RegExp(
  String.raw`<[A-Za-z][\w.-]*(?:\s+[@:#]?[A-Za-z_][\w:.@-]*(?:\s*=\s*(?:${VALUE}))?){1,40}\s*/?>`,
  'y',
);
const EXPRESSION = /=\s*\{((?:[^{}]|\{[^{}]*\})*)\}/g;

export function toolMarkup(parser: Parser): void {
  parser.block.ruler.before('fence', 'statement', statement);
  parser.block.ruler.before('fence', 'stray', stray, { alt: ['paragraph'] });
  parser.inline.ruler.before('escape', 'keys', mark);
  parser.inline.ruler.before('html_inline', 'component', component);
}

const statement: BlockRule = (state, startLine, endLine, silent) => {
  const first = lineOf(state, startLine);
  // Asked at every line: one character decides before anything is matched.
  if (!/^[ie<@[{-]/.test(first)) return false;
  let end: number | undefined;
  if (IMPORT.test(first) || INCLUDE.test(first)) end = startLine + 1;
  else if (INCLUDES.test(first))
    end = lineAfter(state, startLine + 1, endLine, (line) => INCLUDES.test(line));
  else if (IMPORT_OPEN.test(first))
    end = lineAfter(state, startLine + 1, endLine, (line) =>
      /^.*\}\s*from\s+['"][^'"]+['"]\s*;?\s*$/.test(line),
    );
  else if (EXPORT.test(first)) {
    let depth = 0;
    const isLast = (line: string): boolean => {
      for (const sign of line) depth += '([{'.includes(sign) ? 1 : ')]}'.includes(sign) ? -1 : 0;
      return depth <= 0 && !/[=>,(+]\s*$/.test(line);
    };
    end = lineAfter(state, startLine, endLine, isLast);
  }
  if (end === undefined) return false;
  if (!silent) state.line = end;
  return true;
};

const stray: BlockRule = (state, startLine, _endLine, silent) => {
  if (!STRAY.test(lineOf(state, startLine))) return false;
  if (!silent) state.line = startLine + 1;
  return true;
};

const mark: InlineRule = (state, silent) => {
  for (const [sign, pattern, tag] of MARKS) {
    if (state.src[state.pos] !== sign) continue;
    pattern.lastIndex = state.pos;
    const match = pattern.exec(state.src);
    if (match === null) continue;
    if (!silent && tag !== undefined) {
      state.push('mark_open', tag, 1);
      state.push('text', '', 0).content = match[1] ?? '';
      state.push('mark_close', tag, -1);
    }
    state.pos += match[0].length;
    return true;
  }
  return false;
};

/** Of an expression only a text in quotes is kept: an address. */
const component: InlineRule = (state, silent) => {
  if (state.src.charAt(state.pos) !== '<') return false;
  COMPONENT.lastIndex = state.pos;
  const [tag] = COMPONENT.exec(state.src) ?? [];
  if (tag === undefined) return false;
  const plain = tag.replace(
    EXPRESSION,
    (_all, code: string) => `="${/["'`]([^"'`]*)["'`]/.exec(code)?.[1] ?? ''}"`,
  );
  if (!silent) state.push('html_inline', '', 0).content = plain;
  state.pos += tag.length;
  return true;
};

/** The line behind the first for which a test holds. */
function lineAfter(
  state: BlockState,
  from: number,
  endLine: number,
  isLast: (line: string) => boolean,
): number | undefined {
  for (let line = from; line < Math.min(endLine, from + MAX_LINES); line++)
    if (isLast(lineOf(state, line))) return line + 1;
  return undefined;
}
