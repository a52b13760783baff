// A Markdown page stays Markdown, letter for letter; only its head is put into the form of an article's, and a title or a
// date that stands in the text is read from there.
import { isMap, parseDocument } from 'yaml';
import type { ImportedArticle, ImportedPage } from './imported-article.ts';
import { dayIn, readDateLine } from './page-date.ts';
import { markdownLines, type PageLine, plainWords, textLines } from './wiki/page-lines.ts';
import { readMark } from './wiki/page-marks.ts';
import { isWikiPage } from './wiki/wiki-page.ts';
import { wikiArticles } from './wiki/wiki-articles.ts';

type Head = { values: Record<string, unknown>; body: string; notes: string[] };

/** Reads a Markdown page with a YAML or TOML head, or none. `name` is the last resort for a title. */
export async function readMarkdownPage(name: string, text: string): Promise<ImportedPage> {
  const { values, body, notes } = await readHead(text);
  const { title, date, views, source, related, ...otherKeys } = values;
  // Plain text of the wiki under a Markdown name: its marks are lines, not paragraphs.
  const plain = textLines(body);
  const marked = markdownLines(body);
  const lines = countParts(plain) > countParts(marked) ? plain : marked;
  if (isWikiPage(lines)) {
    const wiki = wikiArticles(lines, {}, notes);
    // An article of Wenda's own has such headings, too: its title is in its head.
    if (title === undefined ? wiki.articles.length > 0 : wiki.articles.length > 1) return wiki;
  }
  const article: ImportedArticle = {
    title: typeof title === 'string' && title.trim() !== '' ? title.trim() : (headingTitle(body) ?? name),
    related: (Array.isArray(related) ? related : []).filter((one) => typeof one === 'string'),
    body: body.replace(/^\n+|\s+$/g, ''),
  };
  const day = dayIn(typeof date === 'string' ? date : '');
  if (date !== undefined && day === undefined)
    notes.push(`front matter: no real day in the date ${JSON.stringify(date)}`);
  if (day !== undefined) article.date = day;
  else takeDateLine(article);
  const count = Number(views);
  if (Number.isInteger(count) && count >= 0 && views !== '') article.views = count;
  if (typeof source === 'string' && /^https?:\/\//.test(source)) article.source = source;
  else if (source !== undefined) otherKeys['source'] = source;
  if (Object.keys(otherKeys).length > 0) article.otherKeys = otherKeys;
  return { articles: /[\p{L}\p{N}]/u.test(article.body) ? [article] : [], notes };
}

const countParts = (lines: readonly PageLine[]): number =>
  lines.filter(({ mark }) => mark?.kind === 'part').length;

async function readHead(text: string): Promise<Head> {
  const [all, fence, head = ''] =
    /^\s*(---|\+\+\+)[ \t]*\n([\s\S]*?)(?:^|\n)\1[ \t]*(?:\n|$)/.exec(text) ?? [];
  if (all === undefined || fence === undefined) return { values: {}, body: text, notes: [] };
  const body = text.slice(all.length);
  return fence === '---' ? readYaml(head, body, text) : readToml(head, body);
}

function readYaml(head: string, body: string, text: string): Head {
  const document = parseDocument(head, { prettyErrors: false });
  const { contents } = document;
  // A rule above the text and one below its first lines look like a head.
  if (document.errors.length === 0 && contents !== null && !isMap(contents))
    return { values: {}, body: text, notes: [] };
  if (document.errors.length > 0) return { ...plainKeys(head, '---'), body };
  const cut = /^title:[ \t]*[^"'\s].*?[ \t]#/m.test(head);
  const notes = cut
    ? ['front matter: " #" ends the title, what follows is a comment; put the title into quotes']
    : [];
  return { values: (document.toJS() ?? {}) as Record<string, unknown>, body, notes }; // a map or nothing
}

async function readToml(head: string, body: string): Promise<Head> {
  const { parse } = await import('smol-toml');
  try {
    const values = Object.entries(parse(head)).map(([key, value]) => [
      key,
      value instanceof Date ? value.toISOString() : value,
    ]);
    return { values: Object.fromEntries(values) as Record<string, unknown>, body, notes: [] };
  } catch {
    return { ...plainKeys(head, '+++'), body };
  }
}

/** The keys that matter in a head with faults: their lines as they stand. */
function plainKeys(head: string, fence: string): Omit<Head, 'body'> {
  const lines = [...head.matchAll(/^(title|date|views|source)\s*[:=][ \t]*(.*?)\s*$/gm)];
  const keys = head.match(/^[\w-]+\s*[:=]/gm)?.map((key) => key.replace(/\s*[:=]$/, '')) ?? [];
  const others = keys.filter((key) => !lines.some(([, known]) => known === key));
  return {
    values: Object.fromEntries(
      lines.map(([, key = '', value = '']) => [key, value.replace(/^(["'])(.*)\1$/, '$2')]),
    ),
    notes: [
      `front matter between ${fence} has a fault (a title with a colon needs quotes): its title and date were taken as they stand` +
        (others.length === 0 ? '' : `; lost: ${others.join(', ')}`),
    ],
  };
}

/** The first heading of level 1, also when it is underlined; code is no heading. */
function headingTitle(body: string): string | undefined {
  const first = markdownLines(body).find(({ kind, level }) => kind === 'heading' && level === 1);
  const underlined = /^(?![#>\-`|])(\S.*)\n=+[ \t]*$/m.exec(body)?.[1];
  const title = (first?.text ?? plainWords(underlined ?? ''))
    .replace(/\s*\{#[^}]*\}$/, '')
    .replace(/[*`]/g, '');
  return title === '' ? undefined : title;
}

/** The properties that Notion writes below a title stay; the day is read. */
const CREATED = /^(?:created|date|创建时间|创建日期|日期)(?: time)?\s*[:：]\s*(.+)$/im;

/** A line of nothing but date and views right below the title is the head's, not the text's. */
function takeDateLine(article: ImportedArticle): void {
  const [all, before = '', line = ''] = /^((?:# .*\n)?\s*)(\S.*)(?:\n\s*\n|$)/.exec(article.body) ?? [];
  const created = CREATED.exec(/^(?:# .*\n)?\s*((?:.+\n)+)/.exec(article.body)?.[1] ?? '')?.[1];
  const day = dayIn(created ?? '');
  if (day !== undefined) article.date = day;
  const mark = readMark(line);
  const meta = mark?.kind === 'meta' ? mark : undefined;
  const date = meta?.date === undefined ? readDateLine(line)?.date : dayIn(meta.date);
  if (all === undefined || date === undefined || line.startsWith('#')) return;
  article.date = date;
  if (meta?.views !== undefined) article.views = meta.views;
  article.body = before + article.body.slice(all.length);
}
