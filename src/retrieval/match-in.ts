import type { Range } from '../text/sentences.ts';
import { tokenise } from '../text/tokens.ts';

/** Terms of the question in a text, and their ranges, in order; no two touch. */
export type Matched = { found: ReadonlySet<string>; marks: Range[] };

/** Finds the terms of a question in a text. */
export function matchIn(text: string, wanted: ReadonlyMap<string, unknown>): Matched {
  const found = new Set<string>();
  const marks: Range[] = [];
  for (const { term, start, end } of tokenise(text)) {
    if (!wanted.has(term)) continue;
    found.add(term);
    const previous = marks.at(-1);
    if (previous !== undefined && start <= previous.end) previous.end = Math.max(previous.end, end);
    else marks.push({ start, end });
  }
  return { found, marks };
}
