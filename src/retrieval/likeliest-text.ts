// Finds the cheapest paths through a text with several possible readings (Viterbi). Each reading has a cost, and so has
// each pair of adjacent characters: the rarer the pair, the higher.

/** Characters that may be meant, one or more, and the cost of typing what was typed for them. */
export type Option = { text: string; cost: number };
/** An edge from one position of the text to a later one: characters to choose from, or the text itself. */
export type Edge = { to: number; options: Option[] } | { to: number; literal: string };
/** A piece of the intended text: as typed, substituted for other characters, or read from pinyin. */
export type Piece = { text: string; origin: Origin };
type Origin = 'typed' | 'replaced' | 'pinyin';

type Path = Piece & { cost: number; previous: Path | undefined; last: string };

/** Paths kept at every position of the text, the cheapest ones, and of those that end in the same character. */
const MAX_PATHS = 16;
const MAX_ALIKE = 6;
const MAX_READINGS = 6;
const HAN = /\p{Script=Han}/u;

/**
 * The cheapest readings of a text, the cheapest first; at most six.
 * @param edges by the position where they begin (UTF-16); the text at positions without one is kept as typed
 * @param costOf gives the cost of a character after another one, or after none (an empty text)
 */
export function likeliestTexts(
  text: string,
  edges: ReadonlyMap<number, readonly Edge[]>,
  costOf: (before: string, character: string) => number,
): Piece[][] {
  const start: Path = { cost: 0, previous: undefined, last: '', text: '', origin: 'typed' };
  const paths = new Map<number, Path[]>([[0, [start]]]);
  const offer = (to: number, path: Path): void => {
    const there = paths.get(to) ?? [];
    // A plain loop: thousands of paths are offered.
    let alike = 0;
    let worst = 0;
    for (let i = 0; i < there.length; i++) {
      if (there[i]!.last !== path.last) continue;
      if (alike++ === 0 || there[i]!.cost >= there[worst]!.cost) worst = i;
    }
    if (alike >= MAX_ALIKE) {
      if (there[worst]!.cost <= path.cost) return;
      there.splice(worst, 1);
    }
    there.push(path);
    paths.set(to, there);
  };
  const costs = new Map<string, number>();
  const step = (before: string, character: string): number => {
    const key = before + character;
    const cost = costs.get(key) ?? costOf(before, character);
    costs.set(key, cost);
    return cost;
  };
  const cheapest = (at: number): Path[] =>
    (paths.get(at) ?? []).sort((a, b) => a.cost - b.cost).slice(0, MAX_PATHS);
  for (let at = 0; at < text.length; at++) {
    for (const previous of cheapest(at)) {
      for (const edge of edges.get(at) ?? [passing(text, at)]) {
        if ('literal' in edge) {
          // Spaces between syllables separate nothing: qi ye is 企业.
          const last = edge.literal.trim() === '' ? previous.last : '';
          offer(edge.to, { cost: previous.cost, previous, last, text: edge.literal, origin: 'typed' });
          continue;
        }
        const typed = text.slice(at, edge.to);
        for (const option of edge.options) {
          let cost = previous.cost + option.cost;
          let last = previous.last;
          for (const character of option.text) {
            cost += step(last, character);
            last = character;
          }
          const origin = !HAN.test(typed) ? 'pinyin' : option.text === typed ? 'typed' : 'replaced';
          offer(edge.to, { cost, previous, last, text: option.text, origin });
        }
      }
    }
  }
  const distinct = new Map<string, Piece[]>();
  for (const path of cheapest(text.length)) {
    const pieces = piecesOf(path);
    const reading = pieces.map((piece) => piece.text).join('');
    if (!distinct.has(reading)) distinct.set(reading, pieces);
  }
  return [...distinct.values()].slice(0, MAX_READINGS);
}

/** One character kept as typed. */
function passing(text: string, at: number): Edge {
  const character = String.fromCodePoint(text.codePointAt(at) ?? 0);
  return { to: at + character.length, literal: character };
}

/** The pieces of a path, read from its end. */
function piecesOf(path: Path): Piece[] {
  const pieces: Piece[] = [];
  for (let at = path; at.previous !== undefined; at = at.previous)
    pieces.push({ text: at.text, origin: at.origin });
  return pieces.reverse();
}
