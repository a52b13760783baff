// A head in YAML, read by the `yaml` library, which keeps line numbers. People who write titles do not know YAML: where
// it refuses a line whose meaning is plain (`title: 通知: 停水`), the line is read as text, and a warning says what to
// write. A mistake under one key does not lose the others.
import { isAlias, isMap, isScalar, isSeq, type Node, parseDocument, Scalar, type YAMLMap } from 'yaml';
import type { HeadEntry, HeadValue, Report } from './head-entry.ts';

/** `key:` at the start of a line; people also write the wide colon, or no space behind it. */
const KEY = /^(["']?)([\p{L}_][\p{L}\p{N} _.-]{0,60})\1\s{0,9}[:：](?!\/\/)/u;
/** Where a value begins in a line: behind the dash of a list, or behind a key. */
const VALUE = /^(\s*(?:-\s+)?)(?:([\p{L}_][\p{L}\p{N} _.-]{0,60}?)\s{0,9}[:：]\s{0,99})?(.*)$/u;
/** Keys without which an article would be shown wrongly: a mistake under one of them is an error. */
const NEEDED = /^(?:title|date|source|views|related|draft|published)$/;

/** A key with a proper colon, or one of ours with any; `时间：周三` is a line of text. */
const SURE_KEY = /^(?:["']?[\p{L}_][\p{L}\p{N} _.-]{0,60}["']?\s{0,9}:(?:\s|$)|(?:title|date)\s*[:：])/iu;

/** Whether lines between two `---` are meant as YAML, rather than as text between two rules. */
export function looksLikeYaml(lines: readonly string[]): boolean {
  return lines.every((line) => /^\s*(?:#|$)/.test(line)) || lines.some((line) => SURE_KEY.test(line));
}

/** @param lines between the fences; the first is line 2 of the file */
export function readYamlHead(lines: readonly string[], report: Report): HeadEntry[] {
  const warn = (index: number, message: string): void => {
    report(index + 2, message, 'warning');
  };
  const whole = entriesIn(lines, 0, warn);
  return whole ?? chunksOf(lines).flatMap(({ start, end }) => readChunk(lines.slice(start, end), start));

  function readChunk(chunk: readonly string[], start: number): HeadEntry[] {
    const plain = entriesIn(chunk, start, warn);
    if (plain !== undefined) return plain;
    const mended = chunk.map((line) => quoteValue(line.replace(/^[\t ]*\t[\t ]*/, (tabs) => spaces(tabs))));
    const entries = entriesIn(mended, start, warn);
    for (const [index, line] of chunk.entries()) {
      if (entries === undefined || mended[index] === line) continue;
      const isTab = line.trim() === mended[index]?.trim();
      warn(
        start + index,
        isTab
          ? 'a tab indents this line: YAML wants spaces'
          : `put the value in quotes: ${mended[index]?.trim() ?? ''}`,
      );
    }
    if (entries !== undefined) return entries;
    const first = chunk.length === 1 ? undefined : entriesIn(chunk.slice(0, 1), start, warn)?.[0];
    // A value ends in its line; what stands below it is a line of its own, whatever is in front of it.
    if (first !== undefined && first.value !== '')
      return [first, ...chunk.slice(1).flatMap((line, index) => readLine(line, start + 1 + index))];
    const key = KEY.exec(chunk[0] ?? '')?.[2]?.toLowerCase() ?? '';
    const reason = parse(chunk.join('\n')).errors[0]?.message ?? 'this is no `key: value`';
    report(
      start + 2,
      `the front matter cannot be read here (${reason}): put values with : # [ ] { } " @ in quotes`,
      NEEDED.test(key) ? 'error' : 'warning',
    );
    return [];
  }

  function readLine(line: string, index: number): HeadEntry[] {
    if (line.trim() === '') return [];
    if (KEY.test(line.trim())) warn(index, `begin the line with the key: ${line.trim()}`);
    return readChunk([line.trim()], index);
  }
}

/** Each key with the lines below it that belong to it. */
function chunksOf(lines: readonly string[]): { start: number; end: number }[] {
  const starts = lines.flatMap((line, index) => (index === 0 || KEY.test(line) ? [index] : []));
  return starts
    .map((start, nth) => ({ start, end: starts[nth + 1] ?? lines.length }))
    .filter(({ start, end }) => lines.slice(start, end).some((line) => line.trim() !== ''));
}

function parse(text: string): ReturnType<typeof parseDocument> {
  // `failsafe` leaves every scalar as written.
  return parseDocument(text, { schema: 'failsafe', uniqueKeys: false, prettyErrors: false });
}

/** The entries of lines that are a map in YAML; undefined if they are not. @param start index of the first line */
function entriesIn(
  lines: readonly string[],
  start: number,
  warn: (index: number, message: string) => void,
): HeadEntry[] | undefined {
  const text = lines.join('\n');
  const document = parse(text);
  if (document.errors.length > 0) return undefined;
  const root = document.contents;
  if (root === null) return [];
  if (!isMap(root)) return undefined;
  const seen = new Set<string>();
  return (root as YAMLMap<Node, Node | null>).items.flatMap((item): HeadEntry[] => {
    const key = isScalar(item.key) ? String(item.key.value).toLowerCase() : '';
    const index = text.slice(0, item.key.range?.[0] ?? 0).split('\n').length - 1;
    if (seen.has(key)) {
      warn(start + index, `${key} is there twice: the first one counts`);
      return [];
    }
    seen.add(key);
    const value = key === 'title' ? titleOf(item.value, lines[index] ?? '', start + index, warn) : undefined;
    return [{ key, value: value ?? valueOf(item.value, text), line: start + index + 2 }];
  });
}

/** A title as it stands in its line, if YAML would take a part of it for something else; otherwise undefined. */
function titleOf(
  node: Node | null,
  line: string,
  index: number,
  warn: (index: number, message: string) => void,
): string | undefined {
  const written = (VALUE.exec(line)?.[3] ?? '').trim();
  if (written === '') return undefined;
  const advice = `put the title in quotes: title: ${JSON.stringify(written)}`;
  const isText = isScalar(node) && node.tag === undefined && node.anchor === undefined;
  if (!isText || node.value === '') {
    if (!/^(["'])\1$/.test(written)) warn(index, advice);
    return isScalar(node) && /^["']/.test(written) ? undefined : written;
  }
  if (node.type !== Scalar.PLAIN || !/\s#/.test(written)) return undefined;
  // Comments have a space behind the sign, tags such as `#话题` have none.
  const isTag = /\s#[^\s#]/.test(written);
  warn(index, isTag ? advice : `everything behind # is left out: ${advice}`);
  return isTag ? written : undefined;
}

function valueOf(node: Node | null, text: string): HeadValue {
  if (isScalar(node)) {
    const value = (typeof node.value === 'string' ? node.value : (node.source ?? '')).trim();
    return node.type === Scalar.PLAIN && /^(?:~|null)$/i.test(value) ? '' : value;
  }
  if (isSeq<Node | null>(node))
    return node.items.map((item) => (isMap(item) ? sourceOf(item, text) : valueOf(item, text)));
  if (isMap<Node, Node | null>(node))
    return Object.fromEntries(
      node.items.map((item) => [isScalar(item.key) ? String(item.key.value) : '', valueOf(item.value, text)]),
    );
  return isAlias(node) ? sourceOf(node, text) : '';
}

/** `- 通知: 停水` is a map for YAML, and a text for its author. */
function sourceOf(node: Node, text: string): string {
  const [start = 0, end = 0] = node.range ?? [];
  return text.slice(start, end).trim();
}

/** A line whose value YAML refuses, with the value in quotes; any other line as it is. */
function quoteValue(line: string): string {
  const [, indent = '', key, value = ''] = VALUE.exec(line) ?? [];
  if (value === '' || /^[|>][-+0-9]*\s*(?:#|$)/.test(value)) return line;
  const document = parse(line.trim());
  const isRead = document.errors.length === 0 && (key === undefined || !isScalar(document.contents));
  if (isRead) return line;
  return `${indent}${key === undefined ? '' : `${key}: `}${JSON.stringify(unquoted(value.trim()))}`;
}

/** The text of `'It's here'`, `"他说"好""` or `"没有收尾`; `"新版"手册` keeps its quotation marks. */
function unquoted(value: string): string {
  const [, quote = ''] = /^(["'])/.exec(value) ?? [];
  if (quote === '') return value;
  const count = value.split(quote).length - 1;
  if (count === 1) return value.slice(1);
  const isAround = value.endsWith(quote) && (count % 2 === 1 || value.endsWith(quote + quote));
  return isAround ? value.slice(1, -1) : value;
}

/** Two spaces for a tab. */
function spaces(tabs: string): string {
  return tabs.replaceAll('\t', '  ');
}
