// A text cut where the way it is shown changes. Bot and terminal show text from these runs.
import { isDeepStrictEqual } from 'node:util';
import type { Span } from '../corpus/shape.ts';
import type { Excerpt } from '../retrieval/excerpt.ts';
import type { Range } from '../text/sentences.ts';

/** A stretch that is shown in one way: all spans that cover it, the longest first. */
export type Run<S> = { text: string; spans: S[] };

/** Cuts a text at every border of a span; the runs joined give the text. */
export function runs<S extends Range>(text: string, spans: readonly S[]): Run<S>[] {
  const borders = spans.flatMap(({ start, end }) => [start, end]);
  const cuts = [...new Set([0, text.length, ...borders])].sort((a, b) => a - b);
  // The next of each is the last.
  const waiting = [...spans].sort((a, b) => a.start - b.start || b.end - a.end).reverse();
  let covering: S[] = [];
  return cuts.slice(0, -1).map((start, i) => {
    covering = covering.filter(({ end }) => end > start);
    for (let next = waiting.at(-1); next !== undefined && next.start <= start; next = waiting.at(-1)) {
      covering.push(next);
      waiting.pop();
    }
    return { text: text.slice(start, cuts[i + 1]), spans: [...covering] };
  });
}

type AnySpan = Range & { kind: string; href?: string; src?: string };

/**
 * The link that a run is part of, with its address as written. A picture of the web links to itself; within a link, it
 * leads where the link does.
 */
export function linkIn(spans: readonly AnySpan[]): (Range & { href: string }) | undefined {
  const link = spans.findLast(({ kind }) => kind === 'link');
  const picture = spans.findLast(({ src }) => /^https?:/i.test(src ?? ''));
  const [span, href] = link === undefined ? [picture, picture?.src] : [link, link.href];
  return span === undefined || href === undefined ? undefined : { start: span.start, end: span.end, href };
}

const BOLD: ReadonlySet<Span['kind']> = new Set(['strong', 'mark']);

/**
 * An excerpt as one text, gaps shown as `…`. The best sentence is strong, and beside it nothing is, whatever the article
 * has in bold: bold says that it answers.
 */
export function excerptText({ sentences, gapAfter }: Excerpt): { text: string; spans: Span[] } {
  let text = '';
  const spans: Span[] = [];
  const hasBest = sentences.some(({ best }) => best);
  for (const sentence of sentences) {
    if (sentence.gapBefore) text += '… ';
    const shown = sentence === sentences.at(-1) ? sentence.text.trimEnd() : sentence.text;
    const moved = <R extends Range>(range: R): R => ({
      ...range,
      start: range.start + text.length,
      end: Math.min(range.end, shown.length) + text.length,
    });
    if (sentence.best) spans.push({ kind: 'strong', ...moved({ start: 0, end: shown.trimEnd().length }) });
    for (const span of sentence.spans) {
      if (span.start >= shown.length || (hasBest && BOLD.has(span.kind))) continue;
      const here = moved(span);
      // What goes on in the next sentence, such as a code block, is one.
      const before = sentence.gapBefore ? undefined : spans.find((earlier) => continues(earlier, here));
      if (before === undefined) spans.push(here);
      else before.end = here.end;
    }
    text += shown;
  }
  return { text: gapAfter ? `${text} …` : text, spans };
}

/** Whether a span is the rest of another one, which ends where it begins. */
function continues(earlier: Span, later: Span): boolean {
  return (
    earlier.end === later.start &&
    isDeepStrictEqual({ ...earlier, start: later.start, end: later.end }, later)
  );
}
