// An excerpt in about three lines, for lists: what answers best must be seen, however narrow the window is.
import { spansWithin } from '../../corpus/shape.ts';
import { cutAround } from '../../retrieval/cut-around.ts';
import type { Excerpt, ExcerptSentence } from '../../retrieval/excerpt.ts';
import { CLAUSE_END } from '../../text/cuts.ts';
import { displayWidth } from '../../text/display-width.ts';

/** Columns of three lines on a phone. */
const PHONE_LINES = 120;
/** Columns of three lines in a wide window; what comes after them is never seen. */
const WIDE_LINES = 300;

/** An excerpt that begins with its best sentence, or before it where three lines have room for more; breaks are spaces. */
export function briefOf({ sentences, gapAfter }: Excerpt): Excerpt {
  const widths = sentences.map(({ text }) => displayWidth(text));
  const best = Math.max(
    0,
    sentences.findIndex((sentence) => sentence.best),
  );
  let start = best;
  let width = widths.slice(best).reduce((sum, one) => sum + one, 0);
  while (start > 0 && width + (widths[start - 1] ?? 0) <= PHONE_LINES) width += widths[--start] ?? 0;
  let end = start;
  for (let seen = 0; end < sentences.length && seen < WIDE_LINES; end++) seen += widths[end] ?? 0;
  const [first, ...others] = sentences.slice(start, end);
  if (first === undefined) return { sentences: [], gapAfter };
  const begun = start < best ? first : fromMatch(first);
  return {
    sentences: [{ ...begun, gapBefore: begun.gapBefore || start > 0 }, ...others].map(inOneLine),
    gapAfter: gapAfter || end < sentences.length,
  };
}

/** The end of a paragraph must not take two of three lines. Lengths stay, and so do spans and marks. */
function inOneLine(sentence: ExcerptSentence): ExcerptSentence {
  return { ...sentence, text: sentence.text.replace(/\n/g, ' ') };
}

/** A sentence of more than three lines begins at the clause of its best match. */
function fromMatch(sentence: ExcerptSentence): ExcerptSentence {
  const { text, spans, marks } = sentence;
  const whole = { start: 0, end: text.length };
  if (displayWidth(text) <= PHONE_LINES) return sentence;
  const { start } = cutAround(text, whole, marks, PHONE_LINES, CLAUSE_END);
  if (start === 0) return sentence;
  const kept = { start, end: text.length };
  return {
    ...sentence,
    text: text.slice(start),
    spans: spansWithin(spans, kept),
    marks: spansWithin(marks, kept),
    gapBefore: true,
  };
}
