import { type Normal, normaliseWithOffsets } from '../text/normal-form.ts';
import type { Range } from '../text/sentences.ts';
import { termsOf } from '../text/tokens.ts';

/** Terms of the question in a text, and their ranges, in order; no two touch. */
export type Matched = { normalForm: Normal; found: ReadonlySet<string>; marks: Range[] };

/** Finds the terms of a question in a text. */
export function matchIn(text: string, wanted: ReadonlyMap<string, unknown>): Matched {
  const { text: normalForm, starts, ends } = normaliseWithOffsets(text);
  const found = new Set<string>();
  const marks: Range[] = [];
  for (const token of termsOf(normalForm)) {
    if (!wanted.has(token.term)) continue;
    found.add(token.term);
    const [start, end] = [starts[token.start] ?? 0, ends[token.end - 1] ?? text.length];
    const previous = marks.at(-1);
    if (previous !== undefined && start <= previous.end) previous.end = Math.max(previous.end, end);
    else marks.push({ start, end });
  }
  return { normalForm, found, marks };
}
