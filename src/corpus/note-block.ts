// A remark for markdown-it, as the plugin for containers gives it: its lines are read as blocks.
import type { MarkdownIt as Parser } from 'markdown-it';

export type BlockRule = Parameters<Parser['block']['ruler']['before']>[2];
export type BlockState = Parameters<BlockRule>[0];

/** Lines of a page: `start` is the first, `end` the one behind the last. */
type Lines = { start: number; end: number };

/**
 * Adds a remark and goes on behind it.
 * @param info what a container says behind its colons
 * @param indent of the lines inside, in columns
 */
export function pushNote(state: BlockState, info: string, all: Lines, body: Lines, indent: number): void {
  const open = state.push('container_note_open', 'div', 1);
  open.info = info;
  open.map = [all.start, all.end];
  const { blkIndent, lineMax, parentType } = state;
  state.blkIndent = indent;
  state.lineMax = body.end;
  state.parentType = 'blockquote';
  state.md.block.tokenize(state, body.start, body.end);
  Object.assign(state, { blkIndent, lineMax, parentType });
  state.push('container_note_close', 'div', -1);
  state.line = all.end;
}

/** A line without its indentation. */
export function lineOf(state: BlockState, line: number): string {
  return state.src.slice((state.bMarks[line] ?? 0) + (state.tShift[line] ?? 0), state.eMarks[line]);
}
