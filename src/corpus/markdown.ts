// Markdown to headings and shaped texts. markdown-it finds blocks and inline markup; the HTML between them goes the same
// way, tag by tag.
import type { MarkdownIt as Parser, Token } from 'markdown-it';
import { type Block, QUESTION_OR_ANSWER, settleGuesses } from './blocks.ts';
import { type HtmlPiece, htmlPieces } from './html-tags.ts';
import { createMarkdownParser } from './markdown-parser.ts';
import { isKnownTag } from './tags.ts';
import { createTextBuilder, type TextBuilder } from './text-builder.ts';

let parser: Parser | undefined;

/** Cuts Markdown into headings and texts. */
export function readMarkdown(markdown: string): Block[] {
  parser ??= createMarkdownParser();
  const env: Env = {};
  const tokens = parser.parse(markdown, env);
  const reader = createTokenReader(createTextBuilder(), tokens, env);
  return settleGuesses(reader.read());
}

/** What markdown-it-footnote keeps of inline footnotes. */
type Env = { footnotes?: { list?: { tokens?: Token[] }[] } };

/** `> [!note] Title`, `> [!note]- Title` */
const CALLOUT = /^\[!([\w-]+)\][+-]?[ \t]*(.*)$/;
/** `{#id}`, `{.class}`, `{: .class}` at the end of a line. */
const ATTRIBUTES = /\s*\{:?\s*(?:#([^\s{}]+)|[.:][^{}]*)[^{}]*\}\s*$/;
/** `^id` at the end of a block. */
const BLOCK_ID = /(?:^|\s)\^[\w-]+\s*$/;
const TASK = /^\[([ xX])\]\s+/;
/** Statements of MDX, and the inclusion of a file's lines. */
const STATEMENT =
  /^(?:import\s(?:[^]*\sfrom\s)?['"{*\w]|export\s+(?:const|let|default|function|async)\b|<<<\s)/;

function createTokenReader(builder: TextBuilder, all: readonly Token[], env: Env) {
  const { tokens, footnotes } = withoutFootnotes(all);
  /** Footnotes of the open section: their numbers and their tokens. */
  let noted: { number: number; tokens: readonly Token[] }[] = [];
  /** What closes the open quotations and containers. */
  const closing: string[] = [];

  return {
    read(): Block[] {
      readTokens(tokens);
      addFootnotes();
      return builder.finish();
    },
  };

  function readTokens(list: readonly Token[]): void {
    for (const [at, token] of list.entries()) {
      if (token.map !== null) builder.atLine(token.map[0]);
      switch (token.type) {
        case 'inline':
          readInline(token, list[at - 1]);
          break;
        case 'fence':
        case 'code_block':
          readFence(token);
          break;
        case 'html_block':
          readHtml(token.content);
          break;
        case 'heading_open':
          addFootnotes();
          builder.open(token.tag);
          break;
        case 'blockquote_open':
          openQuote(list[at + 2]);
          break;
        case 'container_note_open':
          openContainer(token.info);
          break;
        case 'blockquote_close':
        case 'container_note_close':
          builder.close(closing.pop() ?? '');
          break;
        default:
          if (token.nesting === 1) builder.open(token.tag, attributesOf(token));
          else if (token.nesting === -1) builder.close(token.tag);
      }
    }
  }

  function openQuote(inline: Token | undefined): void {
    const first = inline?.type === 'inline' ? inline.children?.[0] : undefined;
    const [, kind, title = ''] = CALLOUT.exec(first?.content ?? '') ?? [];
    if (first === undefined || kind === undefined) {
      builder.open('blockquote');
      closing.push('blockquote');
      return;
    }
    first.content = '';
    builder.note(title.trim() || labelOf(kind));
    closing.push('note');
  }

  /** `::: tip Title`, `:::tip[Title]`, `::: details Title` */
  function openContainer(info: string): void {
    const [, kind = '', bracketed, rest = ''] =
      /^\s*([\w-]*)\s*(?:\[(.*?)\])?\s*(?:\{.*\})?(.*)$/.exec(info) ?? [];
    const title = (bracketed ?? rest).trim();
    if (kind !== 'details') {
      // The tabs of a group have names of their own.
      builder.note(title || (/-(?:group|tabs)$|^tabs?$/.test(kind) ? '' : labelOf(kind)));
      closing.push('note');
      return;
    }
    builder.open('details');
    builder.open('summary');
    builder.text(title || labelOf(kind));
    builder.close('summary');
    closing.push('details');
  }

  function readInline(token: Token, before: Token | undefined): void {
    const children = token.children ?? [];
    if (before?.type === 'paragraph_open' && STATEMENT.test(token.content)) return;
    const [first] = children;
    const last = children.at(-1);
    if (last?.type === 'text') cutEnd(last, before?.type === 'heading_open');
    const task = first?.type === 'text' ? TASK.exec(first.content) : null;
    if (first !== undefined && task !== null) {
      builder.task(task[1] !== ' ');
      first.content = first.content.slice(task[0].length);
    }
    const depth = builder.inlineDepth();
    const closed = new Set(children.flatMap(({ content }) => /^<\/([\w:.-]+)/.exec(content)?.[1] ?? []));
    let said = '';
    for (const [at, child] of children.entries()) {
      const next = children[at + 1]?.content ?? '';
      said = readChild(child, next, said, closed) ?? said;
    }
    builder.closeInline(depth);
  }

  /** @returns the text that was said last, if this child said some */
  function readChild(
    child: Token,
    next: string,
    said: string,
    closed: ReadonlySet<string>,
  ): string | undefined {
    switch (child.type) {
      case 'text':
        builder.text(child.content);
        return child.content === '' ? undefined : child.content;
      case 'softbreak':
        if (QUESTION_OR_ANSWER.test(next)) builder.open('br');
        else if (!joinsWithoutSpace(said)) builder.text(' ');
        return undefined;
      case 'hardbreak':
        builder.open('br');
        return undefined;
      case 'code_inline':
        builder.open('code');
        builder.text(child.content);
        builder.close('code');
        return child.content;
      case 'image':
        builder.open('img', { src: String(child.attrGet('src') ?? ''), alt: child.content });
        return child.content;
      case 'footnote_ref':
        builder.text(noteFootnote(child));
        return undefined;
      case 'html_inline':
        for (const piece of htmlPieces(child.content)) {
          if (piece.kind === 'open' && isPlaceholder(piece, closed)) builder.text(piece.raw);
          else readPiece(piece);
        }
        return undefined;
      default:
        if (child.nesting === 1) builder.open(child.tag, attributesOf(child));
        else if (child.nesting === -1) builder.close(child.tag);
        return undefined;
    }
  }

  function cutEnd(last: Token, isHeading: boolean): void {
    const attributes = ATTRIBUTES.exec(last.content);
    if (attributes !== null) {
      last.content = last.content.slice(0, attributes.index);
      if (isHeading && attributes[1] !== undefined) builder.anchor(attributes[1]);
    }
    if (!isHeading) last.content = last.content.replace(BLOCK_ID, '');
  }

  function readFence({ content, info }: Token): void {
    const tab = /\[([^\]]+)\]/.exec(info)?.[1] ?? /title="([^"]+)"/.exec(info)?.[1];
    if (tab !== undefined) {
      builder.open('p');
      builder.open('strong');
      builder.text(tab);
      builder.close('strong');
      builder.close('p');
    }
    const language = /^[\w+#-]+/.exec(info.trim())?.[0];
    builder.code(content, language);
  }

  function readHtml(html: string): void {
    const depth = builder.inlineDepth();
    let code: { text: string; language?: string } | undefined;
    for (const piece of htmlPieces(html)) {
      if (code !== undefined) {
        if (piece.kind === 'text') code.text += piece.text;
        else if (piece.kind === 'open') code = { ...languageOf(piece), ...code };
        if (piece.kind === 'close' && piece.name.toLowerCase() === 'pre') {
          builder.code(code.text, code.language);
          code = undefined;
        }
      } else if (piece.kind === 'open' && piece.name.toLowerCase() === 'pre')
        code = { text: '', ...languageOf(piece) };
      else readPiece(piece);
    }
    if (code !== undefined) builder.code(code.text, code.language);
    builder.closeInline(depth);
  }

  function readPiece(piece: HtmlPiece): void {
    if (piece.kind === 'text') builder.text(piece.text.replace(/\s+/g, ' '));
    else if (piece.kind === 'close') builder.close(piece.name);
    else {
      builder.open(piece.name, piece.attributes);
      if (piece.selfClosing) builder.close(piece.name);
    }
  }

  /** The mark of a footnote; its text will stand at the end of the section. */
  function noteFootnote({ meta }: Token): string {
    const { id, label } = meta as { id: number; label?: string }; // written by markdown-it-footnote
    const own =
      label === undefined ? paragraphOf(env.footnotes?.list?.[id]?.tokens ?? []) : footnotes.get(label);
    if (own !== undefined && noted.every(({ number }) => number !== id + 1))
      noted.push({ number: id + 1, tokens: own });
    if (label !== undefined) footnotes.delete(label);
    return `[${id + 1}]`;
  }

  function addFootnotes(): void {
    const own = noted;
    noted = [];
    for (const { number, tokens } of own) {
      builder.open('p');
      builder.text(`[${number}] `);
      readTokens(tokens.slice(tokens[0]?.type === 'paragraph_open' ? 1 : 0));
    }
  }
}

/** The tokens without the definitions of footnotes, and these by their labels. */
function withoutFootnotes(all: readonly Token[]): { tokens: Token[]; footnotes: Map<string, Token[]> } {
  const tokens: Token[] = [];
  const footnotes = new Map<string, Token[]>();
  let open: Token[] | undefined;
  for (const token of all) {
    if (token.type === 'footnote_reference_open') {
      open = [];
      footnotes.set((token.meta as { label: string }).label, open); // written by markdown-it-footnote
    } else if (token.type === 'footnote_reference_close') open = undefined;
    else (open ?? tokens).push(token);
  }
  return { tokens, footnotes };
}

function paragraphOf(children: Token[]): Token[] {
  const [first] = children;
  if (first === undefined) return [];
  const inline = Object.assign(Object.create(Object.getPrototypeOf(first) as object) as Token, first);
  return [Object.assign(inline, { type: 'inline', content: '', children })];
}

/** A tag without attributes that nothing closes and nobody knows is a word: <version>. */
function isPlaceholder(
  { name, attributes, selfClosing }: Extract<HtmlPiece, { kind: 'open' }>,
  closed: ReadonlySet<string>,
): boolean {
  const isBare = Object.keys(attributes).length === 0 && !selfClosing && name === name.toLowerCase();
  return isBare && !isKnownTag(name) && !closed.has(name);
}

function languageOf({ attributes }: Extract<HtmlPiece, { kind: 'open' }>): { language?: string } {
  const language = /lang(?:uage)?-([\w+#-]+)/.exec(attributes['class'] ?? '')?.[1];
  return language === undefined ? {} : { language };
}

function attributesOf({ attrs }: Token): Record<string, string> {
  return Object.fromEntries((attrs ?? []).map(([name, value]) => [name, String(value)]));
}

function labelOf(kind: string): string {
  return kind.charAt(0).toUpperCase() + kind.slice(1).toLowerCase();
}

// Chinese text is wrapped without spaces: a line break between Han characters must not become one.
function joinsWithoutSpace(text: string): boolean {
  return /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}，。！？；：、“”（）《》…—]$/u.test(text);
}
