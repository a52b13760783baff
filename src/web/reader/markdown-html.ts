// Markdown → HTML that is safe under a strict policy: no HTML from the author, links to the web only, nothing loaded.
import MarkdownIt, { type MarkdownIt as Markdown, type Token } from 'markdown-it';
import { type Markup, trusted } from '../markup.ts';

/** The section that begins at a heading, if one does; `isTitle` if the heading repeats the article's title. */
export type HeadingAnchor = { sectionId?: string; isTitle: boolean };

const markdown = createMarkdown();

/**
 * HTML tags. The index omits them and comments; with HTML off they would be shown as text. Line breaks are known and
 * harmless.
 */
const TAG = /<(?!br\s*\/?>)(?:!|\?|\/?[a-z][\w-]*(?:\s|\/?>))/i;

/**
 * @param anchors one for every heading, in order
 * @returns undefined for a body with tags, or with other headings
 */
export function renderMarkdown(body: string, anchors: readonly HeadingAnchor[]): Markup | undefined {
  const env = {};
  const tokens = markdown.parse(body, env);
  const headings = tokens.filter(({ type }) => type === 'heading_open');
  const texts = tokens.flatMap(({ children }) => children ?? []).filter(({ type }) => type === 'text');
  if (headings.length !== anchors.length || texts.some(({ content }) => TAG.test(content))) return undefined;
  const left: Token[] = [];
  let nextHeading = 0;
  let inTitle = false;
  for (const token of tokens) {
    if (token.type === 'heading_open') {
      const anchor = anchors[nextHeading++];
      // The page's own heading shows the title.
      inTitle = anchor?.isTitle ?? false;
      if (anchor?.sectionId !== undefined) token.attrSet('id', anchor.sectionId);
    }
    if (token.type.startsWith('heading_') && token.tag === 'h1') token.tag = 'h2';
    if (!inTitle) left.push(token);
    if (token.type === 'heading_close') inTitle = false;
    unstyle(token);
    if (token.children !== null) token.children = withoutUnsafeLinks(token.children);
  }
  return trusted(markdown.renderer.render(left, markdown.options, env));
}

function createMarkdown(): Markdown {
  const markdownIt = new MarkdownIt('default', { html: false, linkify: false, typographer: false });
  // All links are parsed, so that of a forbidden one the words remain instead of its source.
  markdownIt.validateLink = () => true;
  const { rules } = markdownIt.renderer;
  const { escapeHtml } = markdownIt.utils;
  rules['image'] = (tokens, index) => escapeHtml(tokens[index]?.content ?? '');
  rules['text'] = (tokens, index) =>
    escapeHtml(tokens[index]?.content ?? '').replace(/&lt;br\s*\/?&gt;/gi, '<br>');
  rules['heading_close'] = (tokens, index) => {
    const id = tokens[index - 2]?.attrGet('id');
    // For sighted readers; a screen reader has the table of contents above.
    const anchor =
      typeof id === 'string'
        ? ` <a class="anchor" href="#${escapeHtml(id)}" aria-hidden="true" tabindex="-1">#</a>`
        : '';
    return `${anchor}</${tokens[index]?.tag ?? 'h2'}>\n`;
  };
  // A wide table scrolls by itself, by keyboard too.
  rules['table_open'] = () => '<div class="wide" tabindex="0"><table>\n';
  rules['table_close'] = () => '</table></div>\n';
  return markdownIt;
}

/** The policy forbids style attributes, so a column's alignment becomes a class. */
function unstyle(token: Token): void {
  const style = token.attrGet('style');
  if (token.attrs === null || style === null) return;
  token.attrs = token.attrs.filter(([name]) => name !== 'style');
  const alignment = /text-align:(right|center)/.exec(String(style))?.[1];
  if (alignment !== undefined) token.attrSet('class', alignment);
}

function withoutUnsafeLinks(tokens: readonly Token[]): Token[] {
  let isOpen = false; // Links do not nest.
  return tokens.filter((token) => {
    if (token.type === 'link_open') {
      isOpen = isWebAddress(String(token.attrGet('href') ?? ''));
      if (isOpen) token.attrSet('rel', 'noopener nofollow');
      return isOpen;
    }
    return token.type !== 'link_close' || isOpen;
  });
}

const PROTOCOLS = new Set(['http:', 'https:', 'mailto:']);

/** Whether our pages may link to it: an absolute address of the web or of mail. */
export function isWebAddress(address: string): boolean {
  return URL.canParse(address) && PROTOCOLS.has(new URL(address).protocol);
}
