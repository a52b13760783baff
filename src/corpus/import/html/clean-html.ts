// What of a page is not its text: menus, hidden elements, controls, marks of wikis, the second form of a formula.
import { CONTAINERS } from './main-content.ts';
import { footnotes } from './html-footnotes.ts';
import {
  type Dom,
  type DomElement,
  isElement,
  nodesBelow,
  RAW,
  rawMarkdown,
  rename,
  TEXT,
  unwrap,
} from './dom.ts';

/** Deeper than any written page; recursive libraries read as far as this. */
const MAX_DEPTH = 300;

const NO_TEXT =
  'script,style,title,meta,br[clear],link,base,noscript,template,svg,canvas,map,datalist,input,button,select,textarea';
const EMBEDDED = 'iframe,frame,embed,object,video,audio';
const FURNITURE = [
  'nav,[role=navigation],[role=search],[role=banner],[role=contentinfo],.breadcrumb,.breadcrumbs,#breadcrumb-section',
  '#toc,.toc,.dw__toc,.toc-macro,.table_of_contents,.mw-jump-link,.mw-cite-backlink,.printfooter,.catlinks',
  '.navbox,#mw-navigation,#mw-panel,#footer,.page-metadata,.noprint,.mw-collapsible-toggle,.search-results',
  '.skip-link,.sr-only,.visually-hidden,.screen-reader-text,.a11y,.toolbar,.cnblogs_code_toolbar,[class*=language-] > .lang',
  '.reversefootnote,.footnote-backref,[role=doc-backlink],.theme-last-updated,.edit-info',
].join();
const LINE_NUMBERS =
  '.gutter,.lineno,.linenos,.linenodiv,.line-numbers-rows,.line-numbers-wrapper,.hljs-ln-numbers,.rouge-gutter,.lnt,.ln,.pre-numbering,.code-snippet__line-index,pre .hljs-button,pre [style*="user-select:none"],pre [style*="user-select: none"]';
const HIDDEN = '[hidden],[aria-hidden=true],[style]';
/** Shown when a reader asks for it: sections of a page on a phone, tabs, what unfolds. */
const UNFOLDS = '[hidden=until-found],[role=tabpanel],.expand-content,.mw-collapsible-content';
const INVISIBLE = /(?:^|;)\s*(?:display\s*:\s*none|visibility\s*:\s*hidden)/i;
/** Where pictures wait until a script loads them. */
const LATE = ['data-src', 'data-original', 'data-actualsrc'];
const ANY_CONTAINER = CONTAINERS.join();
/** A hidden element with more of the page's text than this is shown by a script: WeChat hides its articles so. */
const MOST = 0.5;

/**
 * Takes everything out of a page that is not text for a reader.
 * @returns what was lost, in words for the operator
 * @throws RangeError when elements are nested deeper than any library can follow
 */
export function cleanHtml(dom: Dom): string[] {
  const lost: string[] = [];
  const { body } = dom;
  unwrapChains(body);
  formulas(dom);
  const embedded = [...body.querySelectorAll(EMBEDDED)];
  if (embedded.length > 0) lost.push(`${embedded.length} embedded frames or players`);
  if (body.querySelector('input:not([type=hidden]),select,textarea') !== null)
    lost.push('the fields of a form');
  for (const box of body.querySelectorAll('li input[type=checkbox],li > .checkbox'))
    box.replaceWith(rawMarkdown(dom, box.matches('[checked],.checkbox-on') ? '[x]' : '[ ]'), ' ');
  for (const task of body.querySelectorAll('.inline-task-list > li')) {
    const words = [...task.childNodes];
    task.append(rawMarkdown(dom, task.matches('.checked') ? '[x]' : '[ ]'), ' ', ...words);
  }
  for (const element of [...embedded, ...body.querySelectorAll(`${NO_TEXT},${LINE_NUMBERS}`)])
    element.remove();
  const most = MOST * body.textContent.length;
  const hidden = removeHidden(body, most);
  if (hidden > 0) lost.push(`${hidden} hidden characters`);
  for (const element of body.querySelectorAll(FURNITURE)) {
    if (!element.matches('sup,pre,h1') && isMinor(element, most)) element.remove();
  }
  for (const element of body.querySelectorAll('form,fieldset')) rename(dom, element, 'div');
  for (const element of body.querySelectorAll('label')) rename(dom, element, 'span').after(' ');
  for (const image of body.querySelectorAll('img')) {
    const late = LATE.map((name) => image.getAttribute(name) ?? '').find((source) => source !== '');
    const first = /\S+/.exec(image.getAttribute('srcset') ?? '')?.[0];
    const source = late ?? image.getAttribute('src') ?? first;
    if (source !== undefined) image.setAttribute('src', source);
  }
  footnotes(dom);
  wikiMarks(dom);
  for (const node of nodesBelow(body))
    if (node.nodeType === TEXT) node.textContent = plainSpaces(node.textContent);
  return lost;
}

/** 3,000 wrappers round one text are one; depth that is left is somebody's attack or a broken page. */
function unwrapChains(body: DomElement): void {
  for (const node of nodesBelow(body)) {
    if (!isElement(node) || !/^(?:div|section|span|font|center|article|main)$/.test(node.localName)) continue;
    const child = node.firstChild;
    if (isElement(child) && child.nextSibling === null && child.localName === node.localName && isBare(node))
      unwrap(node);
  }
  let depth = 0;
  for (let node = body.firstChild, next = node; node !== null; node = next) {
    next = node.firstChild;
    if (next !== null) {
      if (++depth > MAX_DEPTH) throw new RangeError(`elements are nested more than ${MAX_DEPTH} deep`);
      continue;
    }
    for (let at: typeof node | null = node; at !== null && at !== body; at = at.parentNode, depth--) {
      next = at.nextSibling;
      if (next !== null) break;
    }
  }
}

const isBare = (element: DomElement): boolean =>
  element.getAttribute('hidden') === null &&
  ['id', 'class', 'style', 'role', 'aria-hidden'].every((name) => (element.getAttribute(name) ?? '') === '');

/** @returns the number of characters taken out; what assistive software must not read is there twice or no text */
function removeHidden(body: DomElement, most: number): number {
  let characters = 0;
  for (const element of body.querySelectorAll(HIDDEN)) {
    const hidden =
      element.getAttribute('hidden') !== null || INVISIBLE.test(element.getAttribute('style') ?? '');
    if ((!hidden && element.getAttribute('aria-hidden') !== 'true') || !isMinor(element, most)) continue;
    if (
      element.matches(UNFOLDS) ||
      element.matches(ANY_CONTAINER) ||
      element.querySelector(ANY_CONTAINER) !== null
    )
      continue;
    if (hidden) characters += element.textContent.trim().length;
    element.remove();
  }
  return characters;
}

function isMinor(element: DomElement, most: number): boolean {
  const { length } = element.textContent;
  return length <= 40 || length < most;
}

/** Every formula once, as its TeX between dollar signs. */
function formulas(dom: Dom): void {
  const put = (place: DomElement, source: string | null | undefined): void => {
    const tex = (source ?? place.textContent)
      .replace(/\s+/g, ' ')
      .replace(/^\s*\{\\displaystyle (.*)\}\s*$/, '$1');
    place.replaceWith(rawMarkdown(dom, `$${tex.trim()}$`));
  };
  for (const script of dom.querySelectorAll('script[type^="math/tex"]')) {
    while (script.previousElementSibling?.className.startsWith('MathJax') === true)
      script.previousElementSibling.remove();
    put(script, undefined);
  }
  for (const box of dom.querySelectorAll(
    '[data-tex],.katex-display,.katex,.mwe-math-element,.MathJax,mjx-container,math',
  )) {
    if (box.closest(RAW) !== null || box.parentNode === null) continue;
    const math = box.localName === 'math' ? box : box.querySelector('math');
    const tex =
      box.getAttribute('data-tex') ??
      box.querySelector('annotation[encoding="application/x-tex"]')?.textContent ??
      math?.getAttribute('alttext');
    if (tex === undefined && math === null) continue;
    put(box, tex ?? math?.textContent);
  }
}

/** Footnote marks and links to the editor; brackets with numbers are touched only there, never in text or code. */
function wikiMarks(dom: Dom): void {
  for (const mark of dom.querySelectorAll('sup,a.reference,a.footnote-ref')) {
    const text = mark.textContent.trim();
    const isNote =
      mark.matches('.reference,.noprint,.footnote-ref') || mark.querySelector('a[href^="#"]') !== null;
    if (isNote && /^(?:\[.{1,12}\]|\d{1,3}|[*†‡↑])$/.test(text)) mark.remove();
  }
  for (const link of dom.querySelectorAll('h1,h2,h3,h4,h5,h6')) {
    for (const node of nodesBelow(link)) {
      if (node.nodeType === TEXT)
        node.textContent = node.textContent.replace(/\s*\[(?:编辑|編輯|edit)[^\]]*\]\s*$/i, '');
    }
  }
}

/** Han text wrapped in the source has no space where the line ended; wide and hard spaces are spaces. */
function plainSpaces(text: string): string {
  return text
    .replace(/[\u200b\u2060\ufeff\u00ad]/g, '')
    .replace(/(?<=[\p{Script=Han}，。；：！？、）》”])[ \t]*\r?\n\s*(?=[\p{Script=Han}（《“])/gu, '')
    .replace(/[\u00a0\u3000]/g, ' ');
}
