// Elements that Markdown has no form for, in a form that it has: each becomes headings, paragraphs, lists, fences or
// rectangular tables. Runs after cleanHtml.
import {
  type Dom,
  type DomElement,
  type DomNode,
  isElement,
  nodesBelow,
  rename,
  TEXT,
  unwrap,
} from './dom.ts';
import { BLOCKS, normaliseTable } from './html-tables.ts';
import { RAW } from './html-markdown.ts';
import { escapeMarkdown } from '../escape-markdown.ts';

const HEADING = 'h1,h2,h3,h4,h5,h6';
const MAX_LANGUAGE = 20;

/** Rewrites a page's elements; headings come and go, so titles are looked for before. */
export function plainBlocks(dom: Dom): void {
  codeBlocks(dom);
  summaries(dom);
  for (const element of dom.querySelectorAll('details')) rename(dom, element, 'div');
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

/** A code block is one <pre> with nothing but text; a code element or a block inside is a line. */
function codeBlocks(dom: Dom): void {
  for (const pre of dom.querySelectorAll('pre')) {
    const frame = pre.closest('figure.highlight,table.highlighttable,.highlight table,figure table');
    const language = [
      pre,
      pre.querySelector('code'),
      pre.parentNode,
      pre.closest('figure,[class*=highlight-]'),
    ]
      .map(
        (element) =>
          /(?:lang(?:uage)?|highlight-source|highlight|brush:?)[-\s]([a-z][\w+#-]*)/i.exec(
            `${element?.className ?? ''} ${element?.getAttribute('data-syntaxhighlighter-params') ?? ''}`,
          )?.[1],
      )
      .find((name) => name !== undefined && name.length <= MAX_LANGUAGE);
    const code = dom.createElement('pre');
    code.textContent = codeText(pre);
    if (language !== undefined) code.setAttribute('data-language', language);
    if (frame !== null && [...frame.querySelectorAll('pre')].length === 1) frame.replaceWith(code);
    else pre.replaceWith(code);
  }
}

function codeText(pre: DomElement): string {
  const lines = [...pre.querySelectorAll('code')].length > 1 ? /^(?:code|div|li|tr|p)$/ : /^(?:div|li|tr|p)$/;
  let text = '';
  for (const node of nodesBelow(pre)) {
    if (node.nodeType === TEXT) text += node.textContent;
    else if (
      isElement(node) &&
      (node.localName === 'br' || (lines.test(node.localName) && text !== '' && !text.endsWith('\n')))
    )
      text += '\n';
  }
  return text;
}

/** The words above what unfolds are its heading, one below the open one; inside a list they are bold. */
function summaries(dom: Dom): void {
  let level = 1;
  for (const element of dom.querySelectorAll(`${HEADING},summary`)) {
    if (element.localName !== 'summary') {
      level = Number(element.localName.slice(1));
      continue;
    }
    const text = element.textContent.replace(/\s+/g, ' ').trim();
    const inList = element.closest('li,td') !== null;
    const heading = dom.createElement(inList ? 'p' : `h${Math.min(6, level + 1)}`);
    heading.append(text);
    if (inList) wrapContent(dom, heading, 'strong');
    element.replaceWith(heading);
  }
}

function wrapContent(dom: Dom, element: DomElement, name: string): void {
  const wrapper = dom.createElement(name);
  wrapper.append(...element.childNodes);
  element.append(wrapper);
}

const PLAIN = '0123456789+-=()ni';
const RAISED = '⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁼⁽⁾ⁿⁱ';
const LOWERED = '₀₁₂₃₄₅₆₇₈₉₊₋₌₍₎';

/** 10⁵, H₂O, or ^(…) and _(…) where Unicode has no such character: never 105. */
function raised(dom: Dom, script: DomElement): DomNode | string {
  const isAbove = script.localName === 'sup';
  const words = script.textContent.trim().replaceAll('−', '-');
  if (words === '' || /^[®™©†‡*]$/.test(words)) return script.textContent;
  const signs = words.replace(/./gsu, (sign) => (isAbove ? RAISED : LOWERED).charAt(PLAIN.indexOf(sign)));
  if (signs.length === words.length) return signs;
  const marked = dom.createElement(RAW);
  marked.textContent = `${isAbove ? '^' : '_'}(${escapeMarkdown(words)})`;
  return marked;
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
