// Markdown to headings and shaped texts. markdown-it finds blocks and inline markup; the HTML between them goes the same
// way, tag by tag.
import type { MarkdownIt as Parser, Token } from 'markdown-it';
import { type Block, settleGuesses } from './blocks.ts';
import { type Callout, calloutOf, containerOf } from './callouts.ts';
import { type Env, type Footnote, footnoteOf, withoutFootnotes } from './footnotes.ts';
import { createMarkdownParser } from './markdown-parser.ts';
import { readHtml } from './read-html.ts';
import { attributesOf, readInline } from './read-inline.ts';
import { createTextBuilder, LABELLED, type TextBuilder } from './text-builder.ts';

const CLOSING = /<\/[a-z][\w:.-]*/gi;
/** A block that Obsidian puts the result of a query in place of. */
const QUERY = /^\s*(?:dataview(?:js)?|tasks)\s*$/;

let parser: Parser | undefined;

/** Cuts Markdown into headings and texts. */
export function readMarkdown(markdown: string): Block[] {
  parser ??= createMarkdownParser();
  const env: Env = {};
  const tokens = parser.parse(markdown, env);
  const closed = new Set(markdown.match(CLOSING)?.map((tag) => tag.slice(2)));
  const isClosed = (tag: string): boolean => closed.has(tag);
  return settleGuesses(readPage(createTextBuilder(), tokens, { parser, env, isClosed }));
}

type Page = {
  parser: Pick<Parser, 'parseInline'>;
  env: Env;
  /** Whether a tag is closed anywhere on the page. */
  isClosed: (tag: string) => boolean;
};

function readPage(builder: TextBuilder, all: readonly Token[], { parser, env, isClosed }: Page): Block[] {
  const { tokens, footnotes: defined } = withoutFootnotes(all);
  /** Footnotes of the open section: their numbers and their tokens. */
  const noted: Footnote[] = [];
  /** What closes the open quotations and containers. */
  const closing: string[] = [];

  readTokens(tokens);
  addFootnotes();
  for (const unused of defined.values()) readTokens(unused);
  return builder.finish();

  function readTokens(list: readonly Token[]): void {
    let at = -1;
    let before: Token | undefined;
    for (const token of list) {
      at++;
      if (token.map !== null) builder.atLine(token.map[0]);
      switch (token.type) {
        case 'inline':
          readInline(builder, token.children ?? [], { before, noteFootnote, isClosed });
          break;
        case 'fence':
        case 'code_block':
          readFence(token);
          break;
        case 'html_block':
          readHtml(builder, token.content, isClosed);
          break;
        case 'heading_open':
          addFootnotes();
          builder.open(token.tag);
          break;
        case 'blockquote_open':
          openQuote(list[at + 2]);
          break;
        case 'container_note_open':
          openCallout(containerOf(token.info));
          break;
        case 'blockquote_close':
        case 'container_note_close':
          builder.close(closing.pop() ?? '');
          break;
        default:
          if (token.nesting === 1) builder.open(token.tag, attributesOf(token));
          else if (token.nesting === -1) builder.close(token.tag);
      }
      before = token;
    }
  }

  function openQuote(inline: Token | undefined): void {
    const first = inline?.type === 'inline' ? inline.children?.[0] : undefined;
    const callout = calloutOf(first?.content ?? '');
    if (first === undefined || callout === undefined) {
      builder.open('blockquote');
      closing.push('blockquote');
      return;
    }
    // The title is the rest of the line.
    const children = inline?.children ?? [];
    const lineEnd = children.findIndex(({ type }) => type === 'softbreak' || type === 'hardbreak');
    const markup = children.splice(0, lineEnd === -1 ? children.length : lineEnd + 1);
    first.content = callout.title;
    const isTitled = callout.title !== '' || markup.some(({ type }, i) => i > 0 && !type.endsWith('break'));
    openCallout(callout, isTitled ? markup : undefined);
  }

  function openCallout({ label, isDetails }: Callout, title = inlineOf(label)): void {
    closing.push(isDetails ? 'details' : 'note');
    builder.open(isDetails ? 'details' : 'note', title.length === 0 ? undefined : { [LABELLED]: '' });
    if (title.length === 0) return;
    const tags = isDetails ? ['summary'] : ['p', 'b'];
    for (const tag of tags) builder.open(tag);
    readInline(builder, title, { before: undefined, noteFootnote, isClosed });
    for (const tag of tags.reverse()) builder.close(tag);
  }

  function inlineOf(text: string): Token[] {
    return parser.parseInline(text, env)[0]?.children ?? [];
  }

  function readFence({ content, info }: Token): void {
    if (QUERY.test(info)) return;
    const tab = /\[([^\]]+)\]/.exec(info)?.[1] ?? /title="([^"]+)"/.exec(info)?.[1];
    if (tab !== undefined) {
      builder.open('p');
      builder.open('code');
      builder.text(tab);
      builder.close('code');
      builder.close('p');
    }
    const language = /^[\w+#-]+/.exec(info.trim())?.[0];
    builder.code(content, language);
  }

  /** The mark of a footnote; its text will stand at the end of the section. */
  function noteFootnote(token: Token): string {
    const footnote = footnoteOf(token, defined, env);
    if (footnote.tokens.length > 0) noted.push(footnote);
    return `[${footnote.number}]`;
  }

  function addFootnotes(): void {
    // A footnote may have footnotes.
    for (let footnote = noted.shift(); footnote !== undefined; footnote = noted.shift()) {
      const { number, tokens } = footnote;
      builder.open('p');
      builder.text(`[${number}] `);
      readTokens(tokens.slice(tokens[0]?.type === 'paragraph_open' ? 1 : 0));
    }
  }
}
