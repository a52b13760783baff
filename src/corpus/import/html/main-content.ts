// Which element of a page holds its text. Where the software that made the page is known, its container; elsewhere
// Readability's guess, unless that drops text that no menu has.
import { type Dom, type DomElement, TEXT } from './dom.ts';

/** In this order; a container counts when there is exactly one. */
export const CONTAINERS = [
  '#mw-content-text',
  '.mw-parser-output',
  '#js_content',
  '#main-content',
  '.wiki-content',
  '.page-body',
  '.notion-page-content',
  '#UCAP-CONTENT',
  '.TRS_Editor',
  '.dokuwiki .page',
  '.vp-doc',
  '.theme-doc-markdown',
  '.markdown-section',
  '.markdown-body',
  '#cnblogs_post_body',
  '#content_views',
  '.entry-content',
];
/** Elements that pages of any kind have: used unless more text stands outside. */
const LIKELY = ['article', 'main', '[role=main]'];
/** Marks an element with its number, so that it is known again in a copy. */
const PLACE = 'data-place';
/** What must stay whole, so that the place is around it. */
const PARTS = /^(?:table|ul|ol|dl|pre|p|blockquote|figure)$/;
const AROUND = 'header,footer,aside,nav';
/** What goes where it is little but links. */
const MENUS = `${AROUND},${['nav', 'menu', 'crumb', 'banner', 'sidebar', 'related', 'recommend', 'share', 'pagination'].map((name) => `[class*=${name}],[id*=${name}]`).join()}`;
/** Han text says in a hundred characters what Readability, made for English, expects five hundred for. */
const MIN_TEXT = 100;
const MAX_DROPPED = 1 / 3;
/** Elements times their depth: Readability takes seconds for more, and minutes for a megabyte of nested ones. */
const MAX_WORK = 100_000;

/** The element that holds a page's text. Headers and footers that stand around it are taken out of the page. */
export async function mainContent(dom: Dom): Promise<DomElement> {
  for (const selector of CONTAINERS) {
    const only = onlyOne(dom, selector);
    if (only !== undefined) return withoutMenus(only);
  }
  const enough = ownText(dom.body) * (1 - MAX_DROPPED);
  const likely = LIKELY.map((selector) => onlyOne(dom, selector)).find(
    (only) => only !== undefined && ownText(only) >= enough,
  );
  if (likely !== undefined) return withoutMenus(likely);
  const read = await readable(dom);
  const main = read !== undefined && ownText(read) >= enough ? read : dom.body;
  const half = main.textContent.length / 2;
  for (const element of main.querySelectorAll(AROUND)) {
    const isPart = element.closest('article,main,section,blockquote') !== null;
    if (!isPart && element.querySelector('h1') === null && element.textContent.length < half)
      element.remove();
  }
  return withoutMenus(main);
}

/** Tags, neighbours and shares below an article are links in its footer. */
function withoutMenus(main: DomElement): DomElement {
  const most = main.textContent.trim().length / 2;
  for (const element of main.querySelectorAll(MENUS)) {
    const { length } = element.textContent.trim();
    if (length > most) continue; // a box round the text that is named after what stands beside it
    const isMeta = element.localName === 'footer' && element.querySelector('p,li,table') === null;
    if (element.querySelector('h1') !== null || element.parentNode?.closest('blockquote') !== null) continue;
    if (isMeta || length - linkText(element) < length / 2) element.remove();
  }
  return main;
}

const linkText = (element: DomElement): number =>
  [...element.querySelectorAll('a')].reduce((sum, { textContent }) => sum + textContent.trim().length, 0);

function onlyOne(dom: Dom, selector: string): DomElement | undefined {
  const [first, second] = [...dom.querySelectorAll(selector)].filter(
    (element) => element.parentNode?.closest(selector) === null,
  );
  return second === undefined && first !== undefined && first.textContent.trim() !== '' ? first : undefined;
}

/** Characters of text that is not in links or around the text. */
function ownText(root: DomElement): number {
  let characters = root.textContent.replace(/\s+/g, '').length;
  for (const part of root.querySelectorAll(`${AROUND},a`)) {
    if (part.parentNode?.closest(`${AROUND},a`) === null)
      characters -= part.textContent.replace(/\s+/g, '').length;
  }
  return characters;
}

/**
 * Readability drops lists and tables that it takes for menus, so that only its choice of a place is used: the smallest
 * element of the page around all that it kept.
 */
async function readable(dom: Dom): Promise<DomElement | undefined> {
  const elements = [...dom.body.querySelectorAll('*')];
  let work = 0;
  for (const [at, element] of elements.entries()) {
    work += pathTo(element).length;
    if (work > MAX_WORK) return undefined;
    element.setAttribute(PLACE, String(at));
  }
  const { Readability } = await import('@mozilla/readability');
  const options = {
    keepClasses: true,
    charThreshold: MIN_TEXT,
    disableJSONLD: true,
    serializer: (node: unknown) => node as DomElement,
  };
  const kept = new Readability(dom.cloneNode(true), options).parse()?.content; // asks for the browser's type
  let around: DomElement[] | undefined;
  for (const copy of kept?.querySelectorAll(`[${PLACE}]`) ?? []) {
    const element = elements[Number(copy.getAttribute(PLACE))];
    if (element === undefined || [...copy.childNodes].every(({ nodeType }) => nodeType !== TEXT)) continue;
    const path = pathTo(element);
    around = around?.filter((ancestor, depth) => path[depth] === ancestor) ?? path;
  }
  const part = around?.findIndex(({ localName }) => PARTS.test(localName)) ?? -1;
  return part < 0 ? around?.at(-1) : around?.[part - 1];
}

/** The elements around one, from the outermost in. */
function pathTo(element: DomElement): DomElement[] {
  const path: DomElement[] = [];
  for (let at = element.parentNode; at !== null; at = at.parentNode) path.unshift(at);
  return path;
}
