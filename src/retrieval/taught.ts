// Finds what was taught of a question. In the very words it always counts. In other words it counts if the taught question
// is closer than any passage by its vector, and shares what is rare in it. Cosines of two questions are higher than those
// of a question and a passage, and every model has a range of its own, so distances are compared, not scores.
import type { CatalogueSection } from '../index/catalogue-article.ts';
import { dot } from '../index/exact-index.ts';
import type { OpenIndex } from '../index/open-index.ts';
import { createTopK } from '../index/top-k.ts';
import type { Normal } from '../text/normal-form.ts';
import type { Hit } from './hit.ts';
import { type Lessons, sectionAt } from './lessons.ts';
import { queryTerms } from './query-terms.ts';
import type { Retrieval } from './retrieval.ts';

/** A taught question; if it has no section, the wiki shall not answer it. */
export type TaughtQuestion = { text: Normal; section: CatalogueSection | null };

/** A taught question that shares words with one that is asked. */
type Alike = TaughtQuestion & {
  /** Idf mass of both, and of what they share. */
  masses: { asked: number; taught: number; shared: number };
};

export interface Taught {
  /** What was taught of a question in these words. */
  exactly(question: Normal): TaughtQuestion | undefined;
  /**
   * The taught question that means the same as the asked one, if any does.
   * @param found the search without it, by vector too
   * @param isSure whether that search is sure of its first passage
   */
  closest(found: Retrieval, isSure: boolean): Promise<TaughtQuestion | undefined>;
}

// Measured on 402 questions of the project's tune half, each taught and all others asked. Where the search finds the taught
// section first anyway, 84 pairs come through and 81 of them are right: 26 questions get their answer instead of a doubt.
// Where it does not, one wrong pair does (2 at .8, 15 at 1; 6 without MIN_HELD). Of those out of scope 7 get another one
// without an answer, and none one with an answer (at .7 without MIN_HELD 2).
/** Dice's coefficient of both questions' idf mass. */
const MIN_LIKENESS = 0.15;
/**
 * Distance (1 - cosine) to the taught question, as a share of that to the nearest passage: where both say the same section,
 * and where the lesson is to change what is found.
 */
const MAX_DISTANCE = { agreeing: 1, changing: 0.6 };
/**
 * Of what the taught question says and the first passage lacks, the asked one must say this share: of "a trademark in
 * Japan" a question about trademarks in Shanghai has nothing.
 */
const MIN_HELD = 0.15;
/** A question that says nothing else, but less than this share of the taught one, is a more general one. */
const WHOLE = { asked: 0.95, taught: 0.8 };
/** Taught questions whose vectors are compared. */
const MAX_COMPARED = 5;

export const NOTHING_TAUGHT: Taught = {
  exactly: () => undefined,
  closest: () => Promise.resolve(undefined),
};

/**
 * A lesson about a section that no longer exists does nothing.
 * @param embed gives a question's vector, as it is compared with those of passages
 */
export function createTaught(
  { aliases, negatives }: Lessons,
  { catalogue, lexical }: Pick<OpenIndex, 'catalogue' | 'lexical'>,
  embed: (question: Normal) => Promise<Float32Array>,
): Taught {
  const questions = new Map<Normal, TaughtQuestion>();
  for (const { question, place } of aliases) {
    const section = sectionAt(catalogue, place);
    if (section !== undefined) questions.set(question, { text: question, section });
  }
  for (const text of negatives) questions.set(text, { text, section: null });
  if (questions.size === 0) return NOTHING_TAUGHT;

  const known = [...questions.values()].map((question) => ({ question, ...weighed(question.text) }));
  /** For each term, the places of the questions that have it, each followed by the term's weight there. */
  const holders = new Map<string, number[]>();
  for (const [i, { terms }] of known.entries())
    for (const [term, idf] of terms) {
      const list = holders.get(term);
      if (list === undefined) holders.set(term, [i, idf]);
      else list.push(i, idf);
    }
  /** What each question shares with the asked one: one list for all, cleared after each. */
  const shares = new Float64Array(known.length);
  /** They are embedded when they are first compared: with a large model all of them would take seconds. */
  const vectors = new Map<Normal, Promise<Float32Array>>();

  /** The idf of a question's terms. */
  function weighed(text: Normal): { terms: Map<string, number>; mass: number } {
    const terms = new Map(queryTerms(text).map(({ term, weight }) => [term, weight * lexical.idf(term)]));
    return { terms, mass: [...terms.values()].reduce((sum, idf) => sum + idf, 0) };
  }

  /** Those that share rare words with a question, the most alike first; a few at most. */
  function alikeTo(asked: Normal): Alike[] {
    const { terms, mass } = weighed(asked);
    // Hundreds of questions share a common word: plain loops, and nothing is made of those that share no more.
    for (const [term, idf] of terms) {
      const list = holders.get(term) ?? [];
      for (let at = 0; at < list.length; at += 2) shares[list[at]!]! += Math.min(idf, list[at + 1]!);
    }
    const best = createTopK(MAX_COMPARED);
    for (let i = 0; i < shares.length; i++) {
      if (shares[i] === 0) continue;
      const likeness = (2 * shares[i]!) / (mass + known[i]!.mass);
      if (likeness >= MIN_LIKENESS) best.add(i, likeness);
    }
    const alike = best.best().map(({ ordinal }): Alike => {
      const { question, mass: taught } = known[ordinal]!;
      return { ...question, masses: { asked: mass, taught, shared: shares[ordinal]! } };
    });
    shares.fill(0);
    return alike;
  }

  async function closest(
    { question, embedded, hits, named }: Retrieval,
    isSure: boolean,
  ): Promise<TaughtQuestion | undefined> {
    // What names a section is no other question.
    if (embedded === undefined || named.size > 0) return undefined;
    const alike = alikeTo(question.normalForm);
    if (alike.length === 0) return undefined;
    const nearest = 1 - hits.reduce((most, { vectorScore }) => Math.max(most, vectorScore), 0);
    const asked = new Set(queryTerms(question.normalForm).map(({ term }) => term));
    let best: { question: TaughtQuestion; distance: number } | undefined;
    for (const one of alike) {
      const { asked: mass, taught, shared } = one.masses;
      const agrees = one.section !== null && one.section.firstPassage === hits[0]?.section.firstPassage;
      const isGeneral = shared >= WHOLE.asked * mass && shared < WHOLE.taught * taught;
      if (!agrees && isGeneral && (isSure || one.section === null)) continue;
      const distance = 1 - dot(await vectorOf(one.text), 0, embedded.vector);
      const limit = agrees ? MAX_DISTANCE.agreeing : MAX_DISTANCE.changing;
      if (distance > limit * nearest || distance >= (best?.distance ?? Infinity)) continue;
      if (agrees || shareHeld(one.text, asked, hits[0]?.ordinal) >= MIN_HELD)
        best = { question: one, distance };
    }
    return best?.question;
  }

  function vectorOf(text: Normal): Promise<Float32Array> {
    const known = vectors.get(text);
    if (known !== undefined) return known;
    const vector = embed(text);
    vectors.set(text, vector);
    return vector;
  }

  /** Of the terms of a taught question that a passage lacks, the share of idf that is among some others; 1 if it lacks none. */
  function shareHeld(taught: Normal, asked: ReadonlySet<string>, ordinal: number | undefined): number {
    let lacking = 0;
    let held = 0;
    for (const [term, idf] of weighed(taught).terms) {
      const also = ordinal === undefined ? [] : [ordinal];
      if ((lexical.search([{ term, weight: 1 }], 0, also).also[0]?.coverage ?? 0) > 0) continue;
      lacking += idf;
      if (asked.has(term)) held += idf;
    }
    return lacking === 0 ? 1 : held / lacking;
  }

  return { exactly: (question) => questions.get(question), closest };
}

/** Passages of a section that are scored in any case, the first ones of a long section. */
const MAX_WANTED = 20;

/** The passages of the section that a taught question belongs to. */
export function passagesOf({ section }: TaughtQuestion): number[] {
  if (section === null) return [];
  const { firstPassage, passages } = section;
  return Array.from({ length: Math.min(passages, MAX_WANTED) }, (_, i) => firstPassage + i);
}

/** Whether one of some hits is in the section that a taught question belongs to, or it belongs to none. */
export function isAmong(hits: readonly Hit[], { section }: TaughtQuestion): boolean {
  return section === null || hits.some((hit) => hit.section.firstPassage === section.firstPassage);
}

/** A search after it has turned out what its question means. `sure`: the least confidence of an answer that is taught. */
export function asTaught(found: Retrieval, { section }: TaughtQuestion, sure: number): Retrieval {
  if (section === null)
    return {
      ...found,
      named: new Set(),
      hits: [],
      rest: [],
      features: undefined,
      confidence: 0,
      outOfScope: true,
    };
  const isOwn = (hit: Hit): boolean => hit.section.firstPassage === section.firstPassage;
  const hits = [...found.hits.filter(isOwn), ...found.hits.filter((hit) => !isOwn(hit))];
  const named = new Set([section.firstPassage]);
  return { ...found, hits, named, confidence: Math.max(sure, found.confidence) };
}
