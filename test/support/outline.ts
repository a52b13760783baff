// A shaped text in a notation for tests: `kind"text"` for units that hold text, `kind(…)` for containers; spans in
// braces where they stand: `{link https://a.example|words}`.
import type { ShapedText, Span, Unit } from '../../src/corpus/shape.ts';

/** The units of a text, one string each. */
export function outline(shaped: ShapedText): string[] {
  return shaped.units.map((unit) => unitOutline(shaped, unit));
}

function unitOutline(shaped: ShapedText, unit: Unit): string {
  if (!('units' in unit)) return `${unit.kind}"${marked(shaped, unit)}"`;
  const name =
    unit.kind === 'list' && unit.ordered
      ? 'ordered'
      : unit.kind === 'item'
        ? `item ${String(unit.number ?? unit.checked ?? '')}`.trim()
        : unit.kind === 'table'
          ? `table ${unit.header.join('/')}`.trim()
          : unit.kind;
  return `${name}(${unit.units.map((inner) => unitOutline(shaped, inner)).join(' ')})`;
}

function marked({ text, spans }: ShapedText, { start, end }: { start: number; end: number }): string {
  const inside = spans.filter((span) => span.start >= start && span.end <= end);
  let result = '';
  for (let at = start; at <= end; at++) {
    for (const span of inside.filter((own) => own.end === at).reverse())
      if (span.end > span.start) result += '}';
    for (const span of inside.filter((own) => own.start === at)) result += `{${nameOf(span)}|`;
    if (at < end) result += text.charAt(at);
  }
  return result.replaceAll('\n', '⏎');
}

function nameOf(span: Span): string {
  if (span.kind === 'link') return `link ${span.href}`;
  if (span.kind === 'image') return `image ${span.src}`;
  return span.kind === 'pre' ? `pre ${span.language ?? ''}`.trim() : span.kind;
}
