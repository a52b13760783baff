// The head of an article file as keys with values, whatever it is written in: YAML between `---`, TOML between `+++`, or
// one JSON object. Every scalar is the text as written: `title: 2024` is the title "2024", not a number.
import { parse as parseToml, TomlDate, TomlError } from 'smol-toml';
import { isObject } from '../system/is-object.ts';
import type { HeadEntry, HeadValue, Report } from './head-entry.ts';
import { looksLikeYaml, readYamlHead } from './yaml-head.ts';

/** `bodyLine` is the line (from 0) on which the body begins. A file without a head is all body. */
export type Head = { entries: HeadEntry[]; body: string; bodyLine: number };

/** Separates the head of a file from its body and reads it. @param text with LF line ends */
export function readHead(text: string, report: Report): Head {
  const firstEnd = endOfLine(text, 0);
  const fence = FENCES.find(({ open }) => open.test(text.slice(0, firstEnd)));
  if (fence === undefined) return { entries: [], body: text, bodyLine: 0 };
  const inside: string[] = [];
  let isClosed = false;
  let at = firstEnd + 1;
  while (at < text.length && !isClosed) {
    const end = endOfLine(text, at);
    const line = text.slice(at, end);
    isClosed = fence.close.test(line);
    if (!isClosed) inside.push(line);
    at = end + 1;
  }
  // An unclosed head is told by its first line.
  if (!fence.isHead(isClosed ? inside : inside.slice(0, 1))) return { entries: [], body: text, bodyLine: 0 };
  if (!isClosed) {
    report(1, `the front matter is not closed: add a line \`${fence.name}\` after it`, 'error');
    return { entries: [], body: '', bodyLine: inside.length + 1 };
  }
  return { entries: fence.read(inside, report), body: text.slice(at), bodyLine: inside.length + 2 };
}

function endOfLine(text: string, from: number): number {
  const end = text.indexOf('\n', from);
  return end < 0 ? text.length : end;
}

type Fence = {
  open: RegExp;
  close: RegExp;
  /** As people write it. */
  name: string;
  isHead: (inside: readonly string[]) => boolean;
  /** @param inside the lines between the fences; the first is line 2 of the file */
  read: (inside: readonly string[], report: Report) => HeadEntry[];
};

const FENCES: readonly Fence[] = [
  {
    open: /^---[ \t]*$/,
    close: /^(?:---|\.\.\.)[ \t]*$/,
    name: '---',
    // A rule at the top of a page is no head.
    isHead: looksLikeYaml,
    read: readYamlHead,
  },
  {
    open: /^\+\+\+[ \t]*$/,
    close: /^\+\+\+[ \t]*$/,
    name: '+++',
    isHead: () => true,
    read: readTomlHead,
  },
  {
    open: /^\{[ \t]*$/,
    close: /^\}[ \t]*$/,
    name: '}',
    isHead: (inside) => isObject(parsedJson(inside)),
    read: (inside) => entriesOf(parsedJson(inside) ?? {}, inside),
  },
];

function readTomlHead(lines: readonly string[], report: Report): HeadEntry[] {
  try {
    return entriesOf(parseToml(lines.join('\n')), lines);
  } catch (error) {
    if (!(error instanceof TomlError)) throw error;
    const quoted = lines.map(quoteToml);
    const changed = quoted.findIndex((line, index) => line !== lines[index]);
    try {
      const entries = entriesOf(parseToml(quoted.join('\n')), quoted);
      report(changed + 2, `put the value in quotes: ${quoted[changed] ?? ''}`, 'warning');
      return entries;
    } catch {
      const [reason = ''] = error.message.split('\n');
      report(error.line + 1, `the front matter cannot be read: ${reason}`, 'error');
      return [];
    }
  }
}

/** `title = 通知` with the quotes that it lacks. */
function quoteToml(line: string): string {
  const [, key, value] = /^\s*([\w-]+)\s*=\s*([^\s"'[{].*?)\s*$/.exec(line) ?? [];
  if (key === undefined || value === undefined) return line;
  try {
    parseToml(line);
    return line;
  } catch {
    return `${key} = ${JSON.stringify(value)}`;
  }
}

function parsedJson(inside: readonly string[]): object | undefined {
  try {
    return JSON.parse(`{${inside.join('\n')}}`) as object; // what begins with a brace is an object
  } catch {
    return undefined;
  }
}

function entriesOf(value: object, lines: readonly string[]): HeadEntry[] {
  return Object.entries(value).map(([key, own]) => {
    const at = lines.findIndex((line) => line.replace(/^\s*"?/, '').startsWith(key));
    return { key: key.toLowerCase(), value: headValue(own), line: Math.max(0, at) + 2 };
  });
}

function headValue(value: unknown): HeadValue {
  // It keeps the zone that was written; Date would not.
  if (value instanceof TomlDate) return value.toISOString();
  if (Array.isArray(value)) return value.map(headValue);
  if (isObject(value))
    return Object.fromEntries(Object.entries(value).map(([key, own]) => [key, headValue(own)]));
  if (typeof value === 'string') return value;
  return typeof value === 'number' || typeof value === 'boolean' ? String(value) : '';
}
