// A Markdown page stays Markdown, letter for letter; only its head is put into the form of an article's, and a date that
// stands in the text is read from there.
import { readFrontMatter } from '../front-matter.ts';
import { readMarkdown } from '../markdown.ts';
import { readHead } from '../read-head.ts';
import type { ImportedArticle, ImportedPage } from './imported-article.ts';
import { firstDay } from './page-date.ts';
import { markdownLines, type PageLine, textLines } from './wiki/page-lines.ts';
import { readMark } from './wiki/page-marks.ts';
import { isWikiPage, wikiArticles } from './wiki/wiki-page.ts';

const OWN_KEYS = ['title', 'date', 'views', 'source', 'related'];

/** Reads a Markdown page with a head or none. `name` is the last resort for a title. */
export function readMarkdownPage(name: string, page: string): ImportedPage {
  const text = page.replace(/^\s+(?=(?:---|\+\+\+)\s*\n)/, '');
  const { values, body, problems } = readFrontMatter(name, text);
  const { entries } = readHead(text, () => undefined);
  const notes = problems.map(({ line, message }) => `line ${line}: ${message}`);
  // Plain text of the wiki under a Markdown name: its marks are lines, not paragraphs.
  const plain = textLines(body);
  const marked = markdownLines(body);
  const lines = countParts(plain) > countParts(marked) ? plain : marked;
  if (isWikiPage(lines)) {
    const wiki = wikiArticles(lines, notes);
    // An article of Wenda's own has such headings, too: its title is in its head.
    if (wiki.articles.length > (values.title === undefined ? 0 : 1)) return wiki;
  }
  const heading = readMarkdown(body).find((block) => block.kind === 'heading' && block.level === 1);
  const article: ImportedArticle = {
    title: values.title ?? (heading?.kind === 'heading' ? heading.text : name),
    related: values.related ?? [],
    body: body.replace(/^\n+|\s+$/g, ''),
  };
  if (values.source !== undefined) article.source = values.source;
  if (entries.some(({ key }) => key === 'views')) article.views = values.views ?? 0;
  if (values.date === undefined) takeDateLine(article);
  else article.date = values.date;
  const others = entries.filter(({ key }) => !OWN_KEYS.includes(key));
  if (others.length > 0) article.otherKeys = Object.fromEntries(others.map(({ key, value }) => [key, value]));
  return { articles: /[\p{L}\p{N}]/u.test(article.body) ? [article] : [], notes };
}

const countParts = (lines: readonly PageLine[]): number =>
  lines.filter(({ mark }) => mark?.kind === 'part').length;

/** The properties that Notion writes below a title stay; the day is read. */
const CREATED = /^(?:created|date|创建时间|创建日期|日期)(?: time)?\s*[:：]\s*(.+)$/im;

/** A line of nothing but date and views right below the title is the head's, not the text's. */
function takeDateLine(article: ImportedArticle): void {
  const [, title = '', block = ''] = /^((?:# .*\n)?\s*)((?:.+(?:\n|$))+)/.exec(article.body) ?? [];
  const created = firstDay(CREATED.exec(block)?.[1] ?? '');
  if (created !== undefined) article.date = created;
  const mark = block.startsWith('#') ? undefined : readMark(block.trim());
  if (mark?.kind !== 'meta' || mark.dated.date === undefined) return;
  Object.assign(article, mark.dated);
  article.body = title + article.body.slice(title.length + block.length).replace(/^\n+/, '');
}
