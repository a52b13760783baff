import { onCharacterBoundary } from '../text/cuts.ts';
import { displayWidth } from '../text/display-width.ts';
import type { Range } from '../text/sentences.ts';

/**
 * The part of a range around its best match, cut behind marks such as the end of a clause.
 * @param matches ranges of the text, in order; without any, the beginning is kept
 * @param max width in columns
 * @param mark a character that a cut may follow
 */
export function cutAround(
  text: string,
  range: Range,
  matches: readonly Range[],
  max: number,
  mark: RegExp,
): Range {
  const focus = bestMatch(text, matches) ?? { start: range.start, end: range.start + 1 };
  const width = (at: number): number => displayWidth(text.charAt(at));

  let start = focus.start;
  for (let room = max / 3; start > range.start && room >= width(start - 1); start--) room -= width(start - 1);
  let end = start;
  let room = max;
  for (; end < range.end && room >= width(end); end++) room -= width(end);
  for (; start > range.start && room >= width(start - 1); start--) room -= width(start - 1);

  if (start > range.start) {
    const clause = text.slice(start, focus.start).search(mark);
    start = clause < 0 ? onCharacterBoundary(text, start + 1) : start + clause + 1;
  }
  if (end < range.end) {
    let clause = end;
    while (clause > focus.end && !mark.test(text.charAt(clause - 1))) clause--;
    end = clause > focus.end ? clause : onCharacterBoundary(text, end);
  }
  return { start, end };
}

/** Matches this close together are seen together, in UTF-16 units. */
const TOGETHER = 40;

/** The match from which on the most different words stand together: 注销公告 rather than 公司 four hundred characters earlier. */
function bestMatch(text: string, matches: readonly Range[]): Range | undefined {
  let best: Range | undefined;
  let most = 0;
  for (const [i, match] of matches.entries()) {
    const words = new Set<string>();
    for (let other = i; (matches[other]?.end ?? Infinity) <= match.start + TOGETHER; other++)
      words.add(text.slice(matches[other]!.start, matches[other]!.end));
    const length = [...words].join('').length;
    if (length > most) [best, most] = [match, length];
  }
  return best;
}
