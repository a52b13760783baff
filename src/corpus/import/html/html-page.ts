// A saved HTML page → an article: cleaned, its text found, turned into Markdown.
import { cleanHtml } from './clean-html.ts';
import { type Dom, type DomElement, nodesBelow, parseDom, TEXT } from './dom.ts';
import { openHeadings, plainBlocks } from './html-blocks.ts';
import { htmlToMarkdown } from './html-markdown.ts';
import type { ImportedPage } from '../imported-article.ts';
import { CONTAINERS, mainContent } from './main-content.ts';
import { declaredDate, takeDateLines } from './page-day.ts';
import { chooseTitle, isSiteName, pageAddress, titleCandidates } from './page-title.ts';
import { markdownLines } from '../wiki/page-lines.ts';
import { normalise } from '../../../text/normal-form.ts';
import { isWikiPage, wikiArticles } from '../wiki/wiki-page.ts';

const HEADING = 'h1,h2,h3,h4,h5,h6';
/** Headings in which the title is looked for: a logo, a section of the site, the title. */
const MAX_ABOVE = 3;
/** The index.html of a Confluence export. */
const CONTENTS_PAGE = '#main-content.pageSection';
/** What is pressed to link to a heading, or to edit what is below. */
const ANCHORS = '.headerlink,.header-anchor,.hash-link,.anchorjs-link,.mw-editsection,.editsection';
const WIKI_PART = /[基詳详]\s*[本細细]\s*[释釋]\s*[义義]/;

/**
 * Reads an HTML page.
 * @param name the file's name without its extension: the last resort for a title
 * @param whole the page has nothing around its text, as a converted document
 * @returns the page, or why it is none
 * @throws RangeError when its elements are nested too deeply
 */
export async function readHtmlPage(
  name: string,
  html: string,
  whole = false,
): Promise<ImportedPage | string> {
  const dom = parseDom(html);
  if (dom.querySelector(CONTENTS_PAGE) !== null) return 'is the list of contents of an export';
  for (const anchor of dom.querySelectorAll(ANCHORS)) anchor.remove();
  openHeadings(dom);
  const titles = titleCandidates(dom, name);
  const source = pageAddress(dom, html);
  const declared = declaredDate(dom);
  const notes = cleanHtml(dom).map((what) => `lost: ${what}`);
  if (WIKI_PART.test(dom.body.textContent)) {
    const copy = dom.cloneNode(true);
    plainBlocks(copy);
    const lines = markdownLines(htmlToMarkdown(copy.body));
    if (isWikiPage(lines)) {
      const page = wikiArticles(lines, notes);
      if (source !== undefined && page.articles[0] !== undefined) page.articles[0].source = source;
      return page;
    }
  }
  // A box of its own: the element found may be a cell, which does not outlive its table.
  const main = dom.createElement('div');
  const found = whole ? dom.body : await mainContent(dom);
  const isCertain = found.matches(CONTAINERS.join());
  main.append(...found.childNodes);
  dom.body.append(main);
  const shownDate = takeDateLines(dom, main);
  const date = declared ?? shownDate;
  const likely = chooseTitle(titles, new Set());
  takeTitle(main, likely);
  const around = isCertain ? '' : wordsAround(dom, main, likely);
  if (around !== '') notes.push(`left out, as not of the article: ${around}`);
  plainBlocks(dom);
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
  const headings = [...main.querySelectorAll(`${HEADING},.MsoTitle`)].slice(0, MAX_ABOVE);
  const isTitle = ({ textContent }: DomElement): boolean => normalise(textContent) === normalise(title);
  const at = headings.findLastIndex((heading) => isTitle(heading) || isSiteName(heading.textContent.trim()));
  for (const heading of headings.slice(0, at + 1)) heading.remove();
  for (const caption of main.querySelectorAll('caption,th[colspan]')) if (isTitle(caption)) caption.remove();
}

/** What stands around the text, in no link: a reader of the page may miss it. */
function wordsAround(dom: Dom, main: DomElement, title: string): string {
  const words: string[] = [];
  for (const node of nodesBelow(dom.body)) {
    if (node === main) break; // it has been put at the end
    const text = node.nodeType === TEXT ? node.textContent.trim() : '';
    if (text === '' || normalise(text) === normalise(title)) continue;
    if (node.parentNode?.closest('a') === null) words.push(text.replace(/\s+/g, ' '));
  }
  return words.join(' ');
}
