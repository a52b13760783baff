// Elements that Markdown has no form for, in a form that it has: each becomes headings, paragraphs, lists, fences or
// rectangular tables. Runs after cleanHtml.
import { type Dom, type DomElement, type DomNode, isElement, rawMarkdown, rename, unwrap } from './dom.ts';
import { BLOCKS, normaliseTable } from './html-tables.ts';
import { codeBlocks } from './html-code.ts';
import { escapeMarkdown } from '../escape-markdown.ts';
import { raiseOrLower } from '../../superscript.ts';

const HEADING = 'h1,h2,h3,h4,h5,h6';

/** Rewrites a page's elements; headings come and go, so titles are looked for before. */
export function plainBlocks(dom: Dom): void {
  codeBlocks(dom);
  wordLists(dom);
  summaries(dom);
  for (const element of dom.querySelectorAll('details')) rename(dom, element, 'div');
  // A bold line above a text is its heading when the article is read, below the author's own.
  for (const term of dom.querySelectorAll('dt')) wrapContent(dom, rename(dom, term, 'p'), 'strong');
  for (const element of dom.querySelectorAll('dd,dl,legend,caption')) {
    if (element.localName === 'caption') element.closest('table')?.before(element);
    rename(dom, element, element.localName === 'dl' || element.localName === 'dd' ? 'div' : 'p');
  }
  for (const rt of dom.querySelectorAll('ruby rt')) {
    if (rt.textContent.trim() !== '') rt.replaceWith(`(${rt.textContent.trim()})`);
  }
  for (const element of dom.querySelectorAll('ruby rp')) element.remove();
  for (const script of dom.querySelectorAll('sup,sub')) script.replaceWith(raised(dom, script));
  for (const bold of dom.querySelectorAll('b,strong')) {
    const before = bold.previousSibling;
    if (isElement(before) && /^(?:b|strong)$/.test(before.localName)) {
      before.append(...bold.childNodes);
      bold.remove();
    }
  }
  for (const caption of dom.querySelectorAll('figcaption')) figureCaption(dom, caption);
  for (const link of dom.querySelectorAll('a')) openLink(link);
  lists(dom);
  // Inner tables first: what is in a cell is then one line.
  for (const table of [...dom.querySelectorAll('table')].reverse()) normaliseTable(dom, table);
}

/** A heading that is not closed ends before the first block in it. */
export function openHeadings(dom: Dom): void {
  for (const heading of dom.querySelectorAll(HEADING)) {
    const children = [...heading.childNodes];
    const at = children.findIndex((child) => isElement(child) && BLOCKS.test(child.localName));
    if (at > 0) heading.after(...children.slice(at));
  }
}

/** Word writes the items of a list as paragraphs that name their level; lists side by side become one later. */
function wordLists(dom: Dom): void {
  for (const item of dom.querySelectorAll('p[style*="mso-list:l"]')) {
    const level = /mso-list:l\d+ level(\d)/.exec(item.getAttribute('style') ?? '')?.[1] ?? '1';
    const mark = item.querySelector('[style*="mso-list:Ignore"]');
    const number = /\d+/.exec(mark?.textContent ?? '')?.[0];
    mark?.remove();
    const list = dom.createElement(number === undefined ? 'ul' : 'ol');
    list.setAttribute('class', `word-list-${level}`);
    if (number !== undefined) list.setAttribute('start', number);
    const before = item.previousElementSibling;
    const isNested = level !== '1' && before?.className.startsWith('word-list') === true;
    if (isNested) before.append(list);
    else item.before(list);
    list.append(rename(dom, item, 'li'));
  }
}

/** The words above what unfolds are its heading, one below the open one; inside a list they are bold. */
function summaries(dom: Dom): void {
  let level = 1;
  for (const element of dom.querySelectorAll(`${HEADING},summary`)) {
    if (element.localName !== 'summary') level = Number(element.localName.slice(1));
    else if (element.closest('li,td') !== null) wrapContent(dom, rename(dom, element, 'p'), 'strong');
    else rename(dom, element, `h${Math.min(6, level + 1)}`);
  }
}

function wrapContent(dom: Dom, element: DomElement, name: string): void {
  const wrapper = dom.createElement(name);
  wrapper.append(...element.childNodes);
  element.append(wrapper);
}

/** 10⁵, H₂O, or ^(…) and _(…) where Unicode has no such character: never 105. */
function raised(dom: Dom, script: DomElement): DomNode | string {
  const words = script.textContent;
  if (/^\s*[®™©†‡*]\s*$/.test(words)) return words;
  return rawMarkdown(dom, raiseOrLower(escapeMarkdown(words), script.localName === 'sub' ? 'sub' : 'sup'));
}

/** A picture takes its caption; a caption of anything else is a paragraph. */
function figureCaption(dom: Dom, caption: DomElement): void {
  const image = caption.closest('figure')?.querySelector('img');
  const words = caption.textContent.replace(/\s+/g, ' ').trim();
  const alt = image?.getAttribute('alt')?.trim() ?? '';
  if (
    image !== null &&
    image !== undefined &&
    (alt === '' || alt === words) &&
    caption.querySelector('a') === null
  ) {
    image.setAttribute('alt', words);
    caption.remove();
  } else rename(dom, caption, 'p');
}

/** A link round headings or paragraphs becomes links inside them: Markdown's links end with their line. */
function openLink(link: DomElement): void {
  const heading = link.querySelector(HEADING);
  if (heading === null) return;
  const href = link.getAttribute('href') ?? '';
  const inner = link.cloneNode(false);
  inner.append(...heading.childNodes);
  inner.setAttribute('href', href);
  heading.append(inner);
  unwrap(link);
}

function lists(dom: Dom): void {
  for (const list of dom.querySelectorAll('ul > ul, ul > ol, ol > ul, ol > ol')) {
    const before = list.previousElementSibling;
    if (before?.localName === 'li') before.append(list);
  }
  // Notion writes every item as a list of its own. (A selector for neighbours would look at all of them for each.)
  for (const list of dom.querySelectorAll('ul[class],ol[class]')) {
    const before = list.previousElementSibling;
    if (before?.localName !== list.localName || before.className !== list.className) continue;
    const first = list.querySelector('li');
    first?.setAttribute('value', list.getAttribute('start') ?? first.getAttribute('value') ?? '');
    before.append(...list.childNodes);
    list.remove();
  }
  for (const list of dom.querySelectorAll('ol')) {
    let number = Number(list.getAttribute('start') ?? 1);
    for (const item of list.children) {
      if (item.localName !== 'li') continue;
      const value = Number(item.getAttribute('value') ?? '');
      if (Number.isInteger(value) && value > 0) number = value;
      item.setAttribute('data-number', String(Math.max(0, Math.trunc(number) || 0)));
      number++;
    }
  }
}
