// What the head of an article file says about it. Wikis come from many tools: each writes keys of its own, which are none
// of our business, and dates in its own way. Little of it can be wrong enough to keep an article out.
import { withinDistance } from '../text/edit-distance.ts';
import type { Article, Problem } from './article.ts';
import { dayIn } from './day.ts';
import type { HeadEntry, HeadValue } from './head-entry.ts';
import { readHead } from './read-head.ts';

export type FrontMatter = Pick<Article, 'title' | 'date' | 'views' | 'source' | 'related'> & {
  /** Folders that the article puts itself in, from the top. */
  categories: string[];
};

/** Why a file is not meant to be read: not finished, or a form for new pages. */
export type Withheld = 'draft' | 'template';

/** The front matter of a file; `bodyLine` is the line (from 0) on which the Markdown body begins. */
export type FrontMatterResult = {
  values: Partial<FrontMatter>;
  withheld?: Withheld;
  body: string;
  bodyLine: number;
  problems: Problem[];
};

const KNOWN_KEYS = ['title', 'date', 'views', 'source', 'related'];
/** Keys of a date, the best first; written without spaces, `-` and `_`. */
const DATE_KEYS = [
  ...['date', '日期', 'publishdate', 'published', 'pubdate'],
  ...['created', 'createdat', 'datecreated', '创建时间', '创建日期'],
  ...['updated', 'updatedat', 'lastupdated', 'lastupdate', 'lastmod', 'modified', 'datemodified', '更新时间'],
];
/** A form for new pages names what is to be filled in: `title: {{ title }}`, `date: <% tp.date.now() %>`. */
const FORM = /^\s*["']?(?:title|date|created)["']?\s*[:=]\s*["']?(?:\{\{.*\}\}|<%.*%>)["']?\s*$/i;
const YES = /^(?:true|yes|on|1)$/i;
const NO = /^(?:false|no|off|0)$/i;

/** Reads and checks the front matter of one article file. Never throws: errors come back as problems. */
export function readFrontMatter(file: string, text: string): FrontMatterResult {
  const problems: Problem[] = [];
  const warn = (line: number, message: string): void => {
    problems.push({ severity: 'warning', file, line, message });
  };
  const { entries, ...rest } = readHead(unifyLineEnds(text), (line, message, severity) => {
    problems.push({ severity, file, line, message });
  });
  const entry = (key: string): HeadEntry | undefined => entries.find((one) => one.key === key);
  const said = (key: string): string => {
    const value = entry(key)?.value;
    return typeof value === 'string' ? value : '';
  };

  if (text.split('\n', rest.bodyLine).some((line) => FORM.test(line)))
    return { values: {}, withheld: 'template', problems: [], ...rest };
  const values: Partial<FrontMatter> = {};
  if (entries.length > 0) readValues();
  const isDraft = YES.test(said('draft')) || NO.test(said('published')) || NO.test(said('publish'));
  return { values, ...(isDraft && { withheld: 'draft' as const }), problems, ...rest };

  function readValues(): void {
    warnAboutTypos();
    const title = textIn(entry('title'));
    if (title !== '') values.title = title.replace(/\s+/g, ' ');
    const date = readDate();
    if (date !== undefined) values.date = date;
    const views = entry('views');
    values.views = 0;
    if (/^\d{1,15}$/.test(textIn(views))) values.views = Number(textIn(views));
    else if (views !== undefined && textIn(views) !== '')
      warn(views.line, `bad views "${textIn(views)}": write a whole number`);
    const source = entry('source');
    if (isWebAddress(textIn(source))) values.source = textIn(source);
    else if (source !== undefined && textIn(source) !== '')
      warn(source.line, `bad source "${textIn(source)}": write an address with http:// or https://`);
    values.related = [...new Set(titlesIn(entry('related')?.value))];
    // Hexo: a list is a path; a list of lists is several paths.
    const categories = entry('categories')?.value;
    const path = Array.isArray(categories) && Array.isArray(categories[0]) ? categories[0] : categories;
    if (textsIn(path).length > 0) values.categories = textsIn(path);
  }

  function readDate(): string | undefined {
    const own = entry('date');
    if (own !== undefined && datesIn(own.value).length === 0 && textIn(own) !== '')
      warn(own.line, `bad date "${textIn(own)}": write a real day as YYYY-MM-DD`);
    const dated = entries.map(({ key, value }) => ({ key: key.replace(/[ _-]/g, ''), value }));
    return DATE_KEYS.flatMap((key) =>
      dated.filter((one) => one.key === key).flatMap(({ value }) => datesIn(value)),
    )[0];
  }

  function warnAboutTypos(): void {
    for (const { key, line } of entries) {
      const meant = KNOWN_KEYS.find((known) => known !== key && withinDistance(key, known, 1));
      if (meant !== undefined && entry(meant) === undefined)
        warn(line, `unknown key "${key}" is ignored; did you mean "${meant}"?`);
    }
  }
}

/** A text with LF line ends and without a byte order mark. */
export function unifyLineEnds(text: string): string {
  return text.replace(/^\uFEFF/, '').replace(/\r\n?/g, '\n');
}

function textIn(entry: HeadEntry | undefined): string {
  if (entry === undefined) return '';
  return typeof entry.value === 'string' ? entry.value : JSON.stringify(entry.value);
}

/** The texts of a list, or the one text; none for anything else. */
function textsIn(value: HeadValue | undefined): string[] {
  const items = Array.isArray(value) ? value : [value];
  return items.filter((item) => typeof item === 'string').filter((text) => text !== '');
}

/** Titles in a list; Obsidian writes them as links, which without quotes are lists in a list for YAML. */
function titlesIn(value: HeadValue | undefined): string[] {
  const items = Array.isArray(value) ? value : [value];
  return items.flatMap((item) =>
    Array.isArray(item)
      ? titlesIn(item).map((text) => linkedTitle(`[[${text}]]`))
      : textsIn(item).map((text) => linkedTitle(text)),
  );
}

/** The title in a link: `[[甲#节|乙]]` links to 甲. Any other text stays. */
function linkedTitle(text: string): string {
  return text.replace(/^\[\[([^\]#|]+).*\]\]$/, '$1').trim();
}

/** The days in a date, or in a group of dates such as `{created: …, updated: …}`. */
function datesIn(value: HeadValue): string[] {
  const texts = typeof value === 'string' ? [value] : Object.values(value);
  return texts.flatMap((text) => (typeof text === 'string' ? (dayIn(text) ?? []) : []));
}

function isWebAddress(text: string): boolean {
  if (!URL.canParse(text)) return false;
  const { protocol } = new URL(text);
  return protocol === 'http:' || protocol === 'https:';
}
