// A saved HTML page → an article: cleaned, its text found, turned into Markdown.
import { cleanHtml } from './clean-html.ts';
import { parseDom, rename, type Dom, type DomElement } from './dom.ts';
import { plainBlocks } from './html-blocks.ts';
import { htmlToMarkdown } from './html-markdown.ts';
import type { ImportedPage } from '../imported-article.ts';
import { isHeading, isNeverHeading } from '../wiki/line-roles.ts';
import { mainContent } from './main-content.ts';
import { chooseTitle, declaredDate, pageAddress, takeDateLines, titleCandidates } from './page-head.ts';
import { markdownLines } from '../wiki/page-lines.ts';
import { normalise } from '../../../text/normal-form.ts';
import { isWikiPage } from '../wiki/wiki-page.ts';
import { wikiArticles } from '../wiki/wiki-articles.ts';

const HEADING = 'h1,h2,h3,h4,h5,h6';
/** Headings in which the title is looked for: a logo, a section of the site, the title. */
const MAX_ABOVE = 3;
const WIKI_PART = /[基詳详]\s*[本細细]\s*[释釋]\s*[义義]/;

/**
 * Reads an HTML page.
 * @param name the file's name without its extension: the last resort for a title
 * @param whole the page has nothing around its text, as a converted document
 * @throws RangeError when its elements are nested too deeply
 */
export async function readHtmlPage(name: string, html: string, whole = false): Promise<ImportedPage> {
  const dom = parseDom(html);
  const titles = titleCandidates(dom, name);
  const source = pageAddress(dom, html);
  const declared = declaredDate(dom);
  const notes = cleanHtml(dom).map((what) => `lost: ${what}`);
  if (WIKI_PART.test(dom.body.textContent)) {
    const copy = dom.cloneNode(true);
    plainBlocks(copy);
    const lines = markdownLines(htmlToMarkdown(copy.body));
    if (isWikiPage(lines)) return wikiArticles(lines, { ...(source === undefined ? {} : { source }) }, notes);
  }
  const main = whole ? dom.body : await mainContent(dom);
  const date = declared ?? takeDateLines(dom, main);
  if (declared !== undefined) takeDateLines(dom, main);
  const likely = chooseTitle(titles, new Set());
  takeTitle(main, likely);
  plainBlocks(dom);
  if (main.querySelector(HEADING) === null) guessHeadings(dom, main);
  const body = htmlToMarkdown(main);
  if (!/[\p{L}\p{N}]/u.test(body)) return { articles: [], notes };
  const article = { title: likely, related: [], body };
  return {
    articles: [
      { ...article, ...(date === undefined ? {} : { date }), ...(source === undefined ? {} : { source }) },
    ],
    titles,
    notes,
  };
}

/** The title is not repeated in the text, nor are headings of the site that stand above it. */
function takeTitle(main: DomElement, title: string): void {
  const headings = [...main.querySelectorAll(HEADING)].slice(0, MAX_ABOVE);
  const at = headings.findLastIndex(({ textContent }) => normalise(textContent) === normalise(title));
  for (const heading of headings.slice(0, at + 1)) heading.remove();
}

/** In a page without headings, paragraphs that are bold as a whole are its headings. */
function guessHeadings(dom: Dom, main: DomElement): void {
  for (const bold of main.querySelectorAll('p > strong, p > b, section > strong, div > strong, div > b')) {
    const paragraph = bold.parentNode;
    const text = bold.textContent.trim();
    if (paragraph?.textContent.trim() !== text || paragraph.closest('li,td,blockquote') !== null) continue;
    const line = {
      kind: 'unknown',
      level: 0,
      text: text.replace(/[？?]$/, ''),
      markdown: text,
      mark: undefined,
    } as const;
    if (isNeverHeading(line.text) || !isHeading([line, { ...line, kind: 'text', text: '。' }], 0)) continue;
    rename(dom, paragraph, 'h2').append(text);
    bold.remove();
  }
}
