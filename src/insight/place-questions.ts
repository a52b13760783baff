// Puts questions into gaps: each joins the gap that it is most like, or begins one. Gaps are never divided or renumbered.
// Questions of one batch come in an order that does not depend on when they were asked, so it hardly matters.
import { setImmediate as nextTurn } from 'node:timers/promises';
import { ALIKE, combined, dot, lift, type Meaning, type MeaningOf, sharedWords } from './likeness.ts';

/** A question to place; `askers`: how many asked it. */
export type Newcomer = { question: string; askers: number };
/** A gap as it was; `members`: the questions it is recognised by. */
export type Known = { id: string; members: readonly string[] };

export type Placing = {
  /** The gap of each question. */
  places: ReadonlyMap<string, string>;
  /** The questions that each gap with a newcomer is recognised by from now on, nearest to the centre first. */
  members: ReadonlyMap<string, readonly string[]>;
};

export type PlacingOptions = {
  meaningOf: MeaningOf;
  /** See `measureUnrelated`. */
  unrelated: number;
  /** The id of a gap that begins with a question. */
  idOf: (question: string) => string;
};

/** Questions that a gap is recognised by. More hardly move its centre. */
export const MAX_MEMBERS = 8;
/** Of these, whose words are compared: more take time and tell little. */
const COMPARED = 4;
/** Milliseconds at a stretch; then answers have their turn. */
const STRETCH_MS = 4;

type Group = {
  id: string;
  questions: string[];
  meanings: Meaning[];
  /** The mean of their vectors. */
  centre: Float32Array;
  hasGrown: boolean;
};

/** Same errors as `meaningOf`. */
export async function placeQuestions(
  newcomers: readonly Newcomer[],
  known: readonly Known[],
  { meaningOf, unrelated, idOf }: PlacingOptions,
): Promise<Placing> {
  const giveWay = createTurns();
  const groups: Group[] = [];
  const byId = new Map<string, Group>();
  const places = new Map<string, string>();

  for (const { id, members } of known) {
    const [first, ...others] = members;
    if (first === undefined) continue;
    const group = begin(id, first, await meaningOf(first));
    for (const question of others) add(group, question, await meaningOf(question));
    group.hasGrown = false;
    await giveWay();
  }
  for (const { question } of inOrder(newcomers)) {
    const meaning = await meaningOf(question);
    const group = nearest(meaning);
    if (group === undefined) places.set(question, begin(idOf(question), question, meaning).id);
    else {
      add(group, question, meaning);
      places.set(question, group.id);
    }
    await giveWay();
  }
  const grown = groups.filter(({ hasGrown }) => hasGrown);
  return { places, members: new Map(grown.map((group) => [group.id, central(group, unrelated)])) };

  /** A gap with this id may exist, if it began with the same question and has moved on since. */
  function begin(id: string, question: string, meaning: Meaning): Group {
    const same = byId.get(id);
    if (same !== undefined) {
      add(same, question, meaning);
      return same;
    }
    const group = { id, questions: [question], meanings: [meaning], centre: meaning.vector, hasGrown: true };
    groups.push(group);
    byId.set(id, group);
    return group;
  }

  function nearest(meaning: Meaning): Group | undefined {
    let best: Group | undefined;
    let most = ALIKE;
    for (const group of groups) {
      const lifted = lift(dot(meaning.vector, group.centre), unrelated);
      // Even if it shared all of its words.
      if (combined(lifted, 1) < most) continue;
      const few = group.meanings.slice(0, COMPARED);
      const shared = few.map(({ words }) => sharedWords(meaning.words, words));
      const score = combined(lifted, shared.reduce((sum, one) => sum + one, 0) / shared.length);
      if (score < most) continue;
      most = score;
      best = group;
    }
    return best;
  }
}

/** What many ask comes first, and becomes a centre. */
function inOrder(newcomers: readonly Newcomer[]): Newcomer[] {
  return [...newcomers].sort((a, b) => b.askers - a.askers || (a.question < b.question ? -1 : 1));
}

function add(group: Group, question: string, meaning: Meaning): void {
  group.hasGrown = true;
  if (group.questions.length >= 2 * MAX_MEMBERS) return;
  group.questions.push(question);
  group.meanings.push(meaning);
  group.centre = meanOf(group.meanings);
}

function meanOf(meanings: readonly Meaning[]): Float32Array {
  const mean = new Float32Array(meanings[0]?.vector.length ?? 0);
  for (const { vector } of meanings)
    vector.forEach((value, i) => {
      mean[i] = (mean[i] ?? 0) + value / meanings.length;
    });
  return mean;
}

/** The questions nearest to the centre, these first. */
function central({ questions, meanings, centre }: Group, unrelated: number): string[] {
  const scored = meanings.map(({ vector, words }, i): [string, number] => {
    const shared = meanings.reduce((sum, other) => sum + sharedWords(words, other.words), 0);
    return [questions[i] ?? '', combined(lift(dot(vector, centre), unrelated), shared / meanings.length)];
  });
  return scored
    .sort(([a, x], [b, y]) => y - x || (a < b ? -1 : 1))
    .slice(0, MAX_MEMBERS)
    .map(([question]) => question);
}

/** Lets others run when this has run for a stretch. */
function createTurns(): () => Promise<void> {
  let since = performance.now();
  return async () => {
    if (performance.now() - since < STRETCH_MS) return;
    await nextTurn();
    since = performance.now();
  };
}
