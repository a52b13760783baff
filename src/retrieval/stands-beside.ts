// Of a list of error codes, a price table or a list of questions a reader wants the entry that was asked for, and not
// its neighbours.
import type { Normal } from '../text/normal-form.ts';
import { quantitiesIn } from '../text/quantities.ts';
import { isWithin } from '../text/sentences.ts';
import type { Group } from './excerpt-groups.ts';

/** Beside an item or a row that answers, another piece must come this close to it to be shown. */
const AS_GOOD_SHARE = 0.8;
/** Another item may also be shown for words that the first lacks, with this share of the weight of those that it has. */
const FRESH_SHARE = 0.5;
/**
 * All of this only if the first has this share of the weight of the question's words that not all items have. Otherwise
 * no item was asked for: "which types of leave are there?"
 */
const DECISIVE_SHARE = 0.2;

/**
 * Which pieces may be shown with the best one: all of them beside a sentence; beside an item or a row those that answer
 * as well, or that it contains.
 * @param groups all pieces to choose from
 * @param weights of the terms of the question
 */
export function standsBeside(
  best: Group,
  groups: readonly Group[],
  weights: ReadonlyMap<string, number>,
): (group: Group) => boolean {
  const { entry } = best;
  if (entry === undefined) return () => true;
  const entries = groups.filter((group) => group.entry !== undefined);
  let mass = 0;
  for (const weight of weights.values()) mass += weight;
  // Words that all items share say nothing about which of them was asked for.
  const telling = new Map<string, number>();
  let asked = 0;
  for (const [term, weight] of weights) {
    const holding = entries.filter(({ found }) => found.has(term)).length;
    const own = mass === 0 ? 0 : (weight / mass) * (1 - holding / entries.length);
    telling.set(term, own);
    asked += own;
  }
  const told = ({ found }: Group, known?: Group): number =>
    [...found].reduce((sum, term) => sum + (known?.found.has(term) === true ? 0 : telling.get(term)!), 0);
  const toldByBest = told(best);
  if (toldByBest === 0 || toldByBest < DECISIVE_SHARE * asked) return () => true;
  const standing = (group: Group): number => told(group) + group.near;
  return (group) => {
    if (group.entry === undefined) return standing(group) >= AS_GOOD_SHARE * standing(best);
    // Entries of one table are all alike in meaning: only words tell them apart.
    return (
      isWithin(group.entry, entry) ||
      isWithin(entry, group.entry) ||
      told(group) >= AS_GOOD_SHARE * toldByBest ||
      told(group, best) >= FRESH_SHARE * toldByBest ||
      (isCase(best) && isCase(group))
    );
  };
}

/** Where the amount of a case begins at the latest, in UTF-16 units after the marker: 合同期限三个月以上…. */
const CASE_BEGINS = 8;
const MARKER = /^(?:[-☑☐] |\d+\. )/u;

/** Whether an entry is one of several cases by amount, which only make sense together: "up to a year: …, above: …". */
function isCase({ sentences: [first] }: Group): boolean {
  if (first === undefined) return false;
  const text = first.normalForm.replace(MARKER, '') as Normal; // a part of it
  const [amount] = quantitiesIn(text);
  return amount !== undefined && amount.min < amount.max && amount.start <= CASE_BEGINS;
}
