// The inline markup of a paragraph, a heading or a cell, into the builder.
import type { Token } from 'markdown-it';
import { htmlPieces } from './html-tags.ts';
import { QUESTION_OR_ANSWER } from './questions.ts';
import { readPiece } from './read-html.ts';
import type { Attributes, TextBuilder } from './text-builder.ts';

/** `{#id}`, `{.class}`, `{: .class}` at the end of a line. */
const ATTRIBUTES = /^\{:?\s?(?:#([^\s{}]+)|\.[A-Za-z_-])[^{}]*\}$/;
/** `^id` at the end of a block. A power is no id: `x ^2`. */
const BLOCK_ID = /(?:^|\s)\^(?=[\d-]*[A-Za-z])[\w-]{2,}$/;
/** A bare address, up to a mark that ends a sentence. */
const ADDRESS =
  /\bhttps?:\/\/[^\s<>"'`，。；：！？、（）「」『』【】《》“”]*[^\s<>"'`，。；：！？、（）「」『』【】《》“”.,;:!?)\]]/g;
/** Obsidian has more states than done: begun, put off, cancelled. */
const TASK = /^\[([ xX/<>-])\]\s+/;
/** A width behind the caption of a picture, as Obsidian has it. */
const WIDTH = /\|\s*\d+(?:x\d+)?\s*$/;

/** What a paragraph of markdown-it holds. */
export type InlineContext = {
  /** The token before it: what it is the content of. */
  before: Token | undefined;
  /** What stands in the text for the reference of a footnote. */
  noteFootnote: (token: Token) => string;
  /** Whether a tag is closed anywhere on the page. */
  isClosed: (tag: string) => boolean;
};

export function readInline(
  builder: TextBuilder,
  children: readonly Token[],
  { before, noteFootnote, isClosed }: InlineContext,
): void {
  const [first] = children;
  const task = first?.type === 'text' ? TASK.exec(first.content) : null;
  if (first !== undefined && task !== null) {
    builder.task(/x/i.test(task[0]));
    first.content = first.content.slice(task[0].length);
  }
  const last = children.at(-1);
  if (last?.type === 'text') cutEnd(builder, last, before?.type === 'heading_open');
  const open = builder.inlineCount();
  if (task?.[1] === '-') builder.open('s');
  let isInLink = false;
  let breaks = false;
  for (const [i, child] of children.entries()) {
    if (breaks) builder.wrap(QUESTION_OR_ANSWER.test(lineFrom(children, i)));
    breaks = child.type === 'softbreak';
    switch (child.type) {
      case 'text':
        if (isInLink) builder.text(child.content);
        else readText(builder, child.content);
        break;
      case 'softbreak':
        break;
      case 'hardbreak':
        builder.open('br');
        break;
      case 'code_inline':
        builder.open('code');
        builder.text(child.content);
        builder.close('code');
        break;
      case 'image':
        builder.open('img', { src: child.attrGet('src') ?? '', alt: wordsOf(child).replace(WIDTH, '') });
        break;
      case 'footnote_ref':
        // A heading is a name: its note stands below, its mark would be part of the name.
        if (before?.type === 'heading_open') noteFootnote(child);
        else builder.text(noteFootnote(child));
        break;
      case 'html_inline':
        for (const piece of htmlPieces(child.content)) readPiece(builder, piece, isClosed);
        break;
      default:
        isInLink = child.type === 'link_open' || (isInLink && child.type !== 'link_close');
        if (child.nesting === 1) builder.open(child.tag, attributesOf(child));
        else if (child.nesting === -1) builder.close(child.tag);
    }
  }
  if (task?.[1] === '-') builder.close('s');
  builder.keepInline(open);
}

/** The first words of the line that begins with a token, without markup. */
function lineFrom(children: readonly Token[], start: number): string {
  let line = '';
  for (let i = start; i < Math.min(children.length, start + 5) && children[i]?.type !== 'softbreak'; i++)
    line += children[i]?.content ?? '';
  return line;
}

/** Text in which bare addresses become links. */
function readText(builder: TextBuilder, text: string): void {
  let at = 0;
  for (const match of text.includes('://') ? text.matchAll(ADDRESS) : []) {
    builder.text(text.slice(at, match.index));
    builder.open('a', { href: match[0] });
    builder.text(match[0]);
    builder.close('a');
    at = match.index + match[0].length;
  }
  builder.text(text.slice(at));
}

/** Cuts what names the block at its end. */
function cutEnd(builder: TextBuilder, last: Token, isHeading: boolean): void {
  const text = last.content.trimEnd();
  const brace = text.endsWith('}') ? text.lastIndexOf('{') : -1;
  const attributes = brace < 0 ? null : ATTRIBUTES.exec(text.slice(brace));
  if (attributes !== null) {
    last.content = text.slice(0, brace).trimEnd();
    if (isHeading && attributes[1] !== undefined) builder.anchor(attributes[1]);
  }
  if (!isHeading && last.content.includes('^')) last.content = last.content.trimEnd().replace(BLOCK_ID, '');
}

/** The caption of a picture without its markup; as written if it holds more than words. */
function wordsOf({ children, content }: Token): string {
  const words = children ?? [];
  const isPlain = words.length > 0 && words.every((child) => child.content !== '' || child.nesting !== 0);
  return isPlain ? words.map((child) => child.content).join('') : content;
}

export function attributesOf({ attrs }: Token): Attributes | undefined {
  return attrs === null ? undefined : Object.fromEntries(attrs);
}
