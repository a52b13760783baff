// The YAML head of an article file, read by the `yaml` library, which keeps line numbers, so that every problem names
// its line. YAML 1.2 core: dates stay strings.
import { isMap, isScalar, isSeq, LineCounter, parseDocument, type Scalar, type YAMLMap } from 'yaml';
import type { Article, Problem } from './article.ts';

export type FrontMatter = Pick<Article, 'title' | 'date' | 'views' | 'source' | 'related'>;

/** The front matter of a file; `bodyLine` is the line (from 0) on which the Markdown body begins. */
export type FrontMatterResult = {
  values: Partial<FrontMatter>;
  body: string;
  bodyLine: number;
  problems: Problem[];
};

const FENCE = /^---[ \t]*$/;
const KNOWN_KEYS = new Set(['title', 'date', 'views', 'source', 'related']);

/** Reads and checks the front matter of one article file. Never throws: errors come back as problems. */
export function readFrontMatter(file: string, text: string): FrontMatterResult {
  const problems: Problem[] = [];
  const report = (line: number, message: string, severity: Problem['severity'] = 'error'): void => {
    problems.push({ severity, file, line, message });
  };
  const clean = unifyLineEnds(text);
  const lines = clean.split('\n');
  if (!FENCE.test(lines[0] ?? '')) {
    report(1, 'no front matter: the file must begin with a line `---`, then title and date, then `---`');
    return { values: {}, body: clean, bodyLine: 0, problems };
  }
  const close = lines.findIndex((line, index) => index > 0 && FENCE.test(line));
  if (close < 0) {
    report(1, 'the front matter is not closed: add a line `---` after it');
    return { values: {}, body: '', bodyLine: lines.length, problems };
  }

  const counter = new LineCounter();
  const document = parseDocument(lines.slice(1, close).join('\n'), {
    lineCounter: counter,
    prettyErrors: false,
  });
  const lineOf = (offset: number): number => counter.linePos(offset).line + 1;
  for (const error of document.errors) report(lineOf(error.pos[0]), `front matter: ${error.message}`);
  const map = isMap(document.contents) ? (document.contents as YAMLMap) : undefined;

  const values: Partial<FrontMatter> = {};
  if (document.errors.length === 0) readValues();
  return { values, body: lines.slice(close + 1).join('\n'), bodyLine: close + 1, problems };

  function readValues(): void {
    warnAboutUnknownKeys();
    const title = scalar('title');
    if (!title?.text) report(title?.line ?? 1, 'missing title: add `title: …` to the front matter');
    else values.title = title.text;

    const date = scalar('date');
    if (!date?.text) report(date?.line ?? 1, 'missing date: add `date: YYYY-MM-DD` to the front matter');
    else if (!isDate(date.text)) report(date.line, `bad date "${date.text}": write a real day as YYYY-MM-DD`);
    else values.date = date.text;

    const views = scalar('views');
    if (views === undefined || views.text === '') values.views = 0;
    else if (!/^\d{1,15}$/.test(views.text))
      report(views.line, `bad views "${views.text}": write a whole number`);
    else values.views = Number(views.text);

    const source = scalar('source');
    if (source?.text) {
      if (isWebAddress(source.text)) values.source = source.text;
      else report(source.line, `bad source "${source.text}": write an address with http:// or https://`);
    }
    values.related = readRelated();
  }

  /** The value of a key, and the line of the key. */
  function entry(key: string): { value: unknown; line: number } | undefined {
    const pair = map?.items.find((item) => isScalar(item.key) && item.key.value === key);
    if (pair === undefined) return undefined;
    return { value: pair.value, line: lineOf(isScalar(pair.key) ? (pair.key.range?.[0] ?? 0) : 0) };
  }

  function scalar(key: string): { text: string; line: number } | undefined {
    const found = entry(key);
    if (found === undefined) return undefined;
    const { value, line } = found;
    if (isScalar(value)) return { text: textOf(value), line };
    if (value !== null) report(line, `${key} must be a single value`);
    return { text: '', line };
  }

  function readRelated(): string[] {
    const found = entry('related');
    if (found === undefined) return [];
    const { value, line } = found;
    if (value === null || (isScalar(value) && value.value === null)) return [];
    if (!isSeq(value)) {
      report(line, 'related must be a list of titles: `related: [title, title]`');
      return [];
    }
    const titles: string[] = [];
    for (const item of value.items) {
      const title = isScalar(item) ? textOf(item) : '';
      if (title === '') report(line, 'related holds something that is not a title');
      else if (!titles.includes(title)) titles.push(title);
    }
    return titles;
  }

  function warnAboutUnknownKeys(): void {
    for (const item of map?.items ?? []) {
      if (isScalar(item.key) && !KNOWN_KEYS.has(String(item.key.value))) {
        report(
          lineOf(item.key.range?.[0] ?? 0),
          `unknown key "${String(item.key.value)}" is ignored`,
          'warning',
        );
      }
    }
  }
}

/** A text with LF line ends and without a byte order mark. */
export function unifyLineEnds(text: string): string {
  return text.replace(/^\uFEFF/, '').replace(/\r\n?/g, '\n');
}

/** The text as written: `title: 2024` is the title "2024", not a number. */
function textOf({ value, source }: Scalar): string {
  if (value === null || value === undefined) return '';
  return (typeof value === 'string' ? value : (source ?? '')).trim();
}

/** True for a day that exists, written YYYY-MM-DD. */
export function isDate(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false;
  const time = Date.parse(`${text}T00:00:00Z`);
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(text);
}

function isWebAddress(text: string): boolean {
  if (!URL.canParse(text)) return false;
  const { protocol } = new URL(text);
  return protocol === 'http:' || protocol === 'https:';
}
