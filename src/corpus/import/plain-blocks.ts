import { readMarkdown } from '../markdown.ts';

/** Markdown as headings and plain texts. */
export function plainBlocks(
  markdown: string,
): { kind: 'heading' | 'text'; level: number; text: string; line: number }[] {
  return readMarkdown(markdown).flatMap((block) => {
    if (block.kind === 'end-of-guessed') return [];
    const { kind, line } = block;
    return [
      {
        kind,
        line,
        ...(block.kind === 'text'
          ? { level: 0, text: block.shaped.text }
          : { level: block.level, text: block.text }),
      },
    ];
  });
}
