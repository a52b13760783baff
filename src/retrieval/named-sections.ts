// A question may be the name of a section: its whole heading, or the title of its article and the heading. Such a
// question is answered by that section, whatever the rankings say: they know words, and one word more or less in a
// heading (`max_retries`, `max_retries_log`) hardly moves them.
import type { LexicalIndex } from '../index/lexical-index.ts';
import { possibleNames } from '../text/names.ts';
import type { Normal } from '../text/normal-form.ts';

/** A heading of more sections than this names none of them. */
const MAX_NAMESAKES = 20;
/** Longer questions name nothing, in UTF-16 units. */
const MAX_LENGTH = 200;

/** The first passage of each section that a question (in normal form, without politeness) is the name of. */
export function sectionsNamed({ named }: Pick<LexicalIndex, 'named'>, question: Normal): Set<number> {
  if (question.length > MAX_LENGTH) return new Set();
  for (const name of possibleNames(question)) {
    const found = named(name);
    if (found.length > 0) return new Set(found.length > MAX_NAMESAKES ? [] : found);
  }
  return new Set();
}
