// The part of the DOM that reading a page needs. linkedom's own types want the browser's library, which would make
// `document` a global of the whole project.
import { parseHTML } from 'linkedom';

export interface DomNode {
  readonly nodeType: number;
  readonly parentNode: DomElement | null;
  readonly firstChild: DomNode | null;
  readonly nextSibling: DomNode | null;
  readonly previousSibling: DomNode | null;
  textContent: string;
  remove(): void;
  replaceWith(...nodes: (DomNode | string)[]): void;
}

export interface DomElement extends DomNode {
  readonly localName: string;
  readonly childNodes: Iterable<DomNode>;
  readonly children: Iterable<DomElement>;
  readonly previousElementSibling: DomElement | null;
  readonly nextElementSibling: DomElement | null;
  readonly className: string;
  getAttribute(name: string): string | null;
  setAttribute(name: string, value: string): void;
  matches(selector: string): boolean;
  closest(selector: string): DomElement | null;
  querySelector(selector: string): DomElement | null;
  querySelectorAll(selector: string): Iterable<DomElement>;
  append(...nodes: (DomNode | string)[]): void;
  before(...nodes: (DomNode | string)[]): void;
  after(...nodes: (DomNode | string)[]): void;
  cloneNode(deep: boolean): DomElement;
}

export interface Dom {
  readonly body: DomElement;
  createElement(name: string): DomElement;
  querySelector(selector: string): DomElement | null;
  querySelectorAll(selector: string): Iterable<DomElement>;
  cloneNode(deep: boolean): Dom;
}

/** Any HTML, fragments too, as a document; its head's elements stand at the beginning of the body. */
export function parseDom(html: string): Dom {
  // The parser takes a document as written: a fragment has no body, and a head that is not closed holds the text.
  const inner = html.replace(/<!doctype[^>]*>|<\/?(?:html|head|body)(?=[\s/>])[^>]*>/gi, '');
  const window: unknown = parseHTML(`<!DOCTYPE html><html><head></head><body>${inner}</body></html>`);
  return (window as { document: Dom }).document; // a part of the document's real interface
}

export const ELEMENT = 1;
export const TEXT = 3;

export function isElement(node: DomNode | null): node is DomElement {
  return node?.nodeType === ELEMENT;
}

/** All nodes below a root in document order. A visited node may be replaced: the next one has been looked up before. */
export function* nodesBelow(root: DomNode): Generator<DomNode> {
  for (let node = nextNode(root, root); node !== null;) {
    const next = nextNode(node, root);
    yield node;
    node = next;
  }
}

function nextNode(node: DomNode, root: DomNode): DomNode | null {
  if (node.firstChild !== null) return node.firstChild;
  for (let at: DomNode | null = node; at !== null && at !== root; at = at.parentNode)
    if (at.nextSibling !== null) return at.nextSibling;
  return null;
}

/** Replaces an element by its children. */
export function unwrap(element: DomElement): void {
  element.replaceWith(...element.childNodes);
}

/** The element again under another name, without attributes. */
export function rename(dom: Dom, element: DomElement, name: string): DomElement {
  const renamed = dom.createElement(name);
  renamed.append(...element.childNodes);
  element.replaceWith(renamed);
  return renamed;
}

/** The name of elements for what is Markdown already: formulas, boxes to tick, marks of notes. */
export const RAW = 'wenda-raw';

/** An element that becomes the given Markdown, letter for letter. */
export function rawMarkdown(dom: Dom, markdown: string): DomElement {
  const element = dom.createElement(RAW);
  element.textContent = markdown;
  return element;
}

/** What a meta element says; undefined if it says nothing. */
export function metaOf(dom: Dom, selector: string): string | undefined {
  const content = dom.querySelector(selector)?.getAttribute('content')?.trim();
  return content === '' ? undefined : content;
}
