// Footnotes stand at the end of their section as paragraphs that begin with `[1] `. Their marks in the text lead to
// them, and they lead back.
import type { SectionText } from '../../answer/article-reader.ts';
import { markup } from '../markup.ts';
import type { Tag } from './inline-html.ts';

export function footnoteTags({ sectionId, text, units, spans }: SectionText): Tag[] {
  const notes = new Map<string, number>();
  for (const { kind, start, end } of units) {
    const number = /^\[(\d{1,4})\] /.exec(text.slice(start, Math.min(end, start + 8)))?.[1];
    if (kind === 'paragraph' && number !== undefined && !notes.has(number)) notes.set(number, start);
  }
  if (notes.size === 0) return [];
  const marked = new Set<string>();
  return Array.from(text.matchAll(/(?<![\w\])])\[(\d{1,4})\]/g)).flatMap((match): Tag | [] => {
    const [{ length }, number = ''] = match;
    const [start, note] = [match.index, notes.get(number)];
    const isNote = start === note;
    const isTaken = spans.some(
      (span) =>
        ['link', 'image', 'code', 'pre'].includes(span.kind) && span.start <= start && span.end > start,
    );
    if (note === undefined || start > note || isTaken || (isNote && !marked.has(number))) return [];
    const [to, own] = isNote ? ['mark', 'note'] : ['note', 'mark'];
    // A second mark of the same note has no id: the note leads back to the first.
    const id = !(own === 'mark' && marked.has(number)) && markup` id="${own}-${sectionId}-${number}"`;
    marked.add(number);
    const wrap: Tag['wrap'] = (inner) =>
      markup`<a class="footnote"${id} href="#${to}-${sectionId}-${number}">${inner}</a>`;
    return { kind: 'link', start, end: start + length, wrap };
  });
}
