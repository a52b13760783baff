// Whether questions of one gap are put together, measured on labelled questions: those of one section belong together,
// those of others do not, and each without an answer stands alone. That is stricter than readers are, since a section
// answers more than one question; so precision is read as a lower bound, and recall too.
import { likeness, measureUnrelated, type Meaning, type MeaningOf } from '../../src/insight/likeness.ts';
import { placeQuestions } from '../../src/insight/place-questions.ts';
import { normalise } from '../../src/text/normal-form.ts';
import { randomNumbers } from '../../src/system/random-numbers.ts';
import type { LabelledQuestion } from './questions.ts';

/** Thresholds that would be asked for, in turn. */
const BARS = [0.3, 0.35, 0.4, 0.45, 0.5];
/** Nights over which the questions come, in turn. */
const NIGHTS = 5;
const ORDERS = 10;

export type Quality = { precision: number; recall: number };
export type GapPairs = {
  questions: number;
  /** Pairs that belong together. */
  together: number;
  unrelated: number;
  /** Two questions, by how alike they are. */
  pairs: (Quality & { bar: number })[];
  /** Two questions that were put into one gap, and how many gaps there are. */
  gaps: Quality & { count: number };
  /** Adjusted Rand index of two orders of arrival over several nights: mean and least. */
  orders: { mean: number; least: number };
};

type Asked = { question: string; label: string; meaning: Meaning };

/** @throws Failure `model` when the model stops working */
export async function gapPairs(
  meaningOf: MeaningOf,
  questions: readonly LabelledQuestion[],
): Promise<GapPairs> {
  const unrelated = await measureUnrelated(meaningOf);
  const asked = new Map<string, Asked>();
  for (const { q, article, section, after, second } of questions) {
    if (after !== undefined || second !== undefined) continue;
    const question = normalise(q);
    if (article === undefined)
      asked.set(question, { question, label: q, meaning: await meaningOf(question) });
    else if (section !== undefined)
      asked.set(question, { question, label: `${article} ${section}`, meaning: await meaningOf(question) });
  }
  const all = [...asked.values()];
  const pairs = all.flatMap((a, i) => all.slice(i + 1).map((b) => ({ a, b, isOne: a.label === b.label })));
  const together = pairs.filter(({ isOne }) => isOne).length;
  const quality = (isTold: (a: Asked, b: Asked) => boolean): Quality => {
    const told = pairs.filter(({ a, b }) => isTold(a, b));
    const right = told.filter(({ isOne }) => isOne).length;
    return { precision: right / Math.max(1, told.length), recall: right / Math.max(1, together) };
  };
  const place = async (nights: readonly (readonly string[])[]): Promise<Map<string, string>> => {
    const places = new Map<string, string>();
    const members = new Map<string, readonly string[]>();
    for (const night of nights) {
      const placed = await placeQuestions(
        night.map((question) => ({ question, askers: 1 })),
        Array.from(members, ([id, some]) => ({ id, members: some })),
        { meaningOf, unrelated, idOf: (question) => question },
      );
      for (const [question, id] of placed.places) places.set(question, id);
      for (const [id, some] of placed.members) members.set(id, some);
    }
    return places;
  };
  const places = await place([all.map(({ question }) => question)]);
  const random = randomNumbers(1);
  const inNights = (): Promise<Map<string, string>> => {
    const nights: string[][] = Array.from({ length: NIGHTS }, () => []);
    for (const { question } of all) nights[Math.floor(random() * NIGHTS)]?.push(question);
    return place(nights);
  };
  const indices: number[] = [];
  for (let i = 0; i < ORDERS; i++) indices.push(adjustedRand(await inNights(), await inNights()));
  return {
    questions: all.length,
    together,
    unrelated,
    pairs: BARS.map((bar) => ({
      bar,
      ...quality((a, b) => likeness(a.meaning, b.meaning, unrelated) >= bar),
    })),
    gaps: {
      count: new Set(places.values()).size,
      ...quality((a, b) => places.get(a.question) === places.get(b.question)),
    },
    orders: {
      mean: indices.reduce((sum, index) => sum + index, 0) / ORDERS,
      least: Math.min(...indices),
    },
  };
}

/**
 * How far two partitions of the same things agree, 1 for equal ones, 0 for chance. Source: Hubert and Arabie, "Comparing
 * partitions", 1985.
 */
export function adjustedRand(a: ReadonlyMap<string, string>, b: ReadonlyMap<string, string>): number {
  const pairsIn = (sizes: Iterable<number>): number =>
    [...sizes].reduce((sum, size) => sum + (size * (size - 1)) / 2, 0);
  const sizesBy = (keyOf: (thing: string) => string): number => {
    const sizes = new Map<string, number>();
    for (const thing of a.keys()) sizes.set(keyOf(thing), (sizes.get(keyOf(thing)) ?? 0) + 1);
    return pairsIn(sizes.values());
  };
  const inA = sizesBy((thing) => a.get(thing) ?? '');
  const inB = sizesBy((thing) => b.get(thing) ?? '');
  const inBoth = sizesBy((thing) => `${a.get(thing) ?? ''}\n${b.get(thing) ?? ''}`);
  const chance = (inA * inB) / Math.max(1, pairsIn([a.size]));
  const most = (inA + inB) / 2;
  return most === chance ? 1 : (inBoth - chance) / (most - chance);
}

const percent = (share: number): string => `${(100 * share).toFixed(0)} %`;

export function gapPairsLines({ questions, together, unrelated, pairs, gaps, orders }: GapPairs): string[] {
  return [
    `gaps: ${questions} questions, ${together} pairs of one section; unrelated questions have a cosine of ${unrelated.toFixed(2)}`,
    ...pairs.map(
      ({ bar, precision, recall }) =>
        `  pairs alike ≥ ${bar.toFixed(2)}: precision ${percent(precision)}, recall ${percent(recall)}`,
    ),
    `  ${gaps.count} gaps: precision ${percent(gaps.precision)}, recall ${percent(gaps.recall)}`,
    `  two orders over ${NIGHTS} nights agree to ${orders.mean.toFixed(2)} (adjusted Rand index, least ${orders.least.toFixed(2)})`,
  ];
}
