// Finds the cheapest path through a text with several possible readings (Viterbi). Each reading has a cost, and so has
// each pair of adjacent characters: the rarer the pair, the higher.

/** A character, and the cost of typing what was typed for it. */
export type Option = { character: string; cost: number };
/** An edge from one position of the text to a later one: characters to choose from, or the text itself. */
export type Edge = { to: number; options: Option[] } | { to: number; literal: string };
/** A piece of the intended text: as typed, substituted for another character, or read from pinyin. */
export type Piece = { text: string; origin: Origin };
type Origin = 'typed' | 'replaced' | 'pinyin';

type Path = Piece & { cost: number; from: number; before: string };

/** Paths kept at every position of the text, the cheapest ones. */
const MAX_PATHS = 16;
const HAN = /\p{Script=Han}/u;

/**
 * @param edges by the position where they begin (UTF-16); the text at positions without one is kept as typed
 * @param costOf gives the cost of a character after another one, or after none (an empty text)
 */
export function likeliestText(
  text: string,
  edges: ReadonlyMap<number, readonly Edge[]>,
  costOf: (before: string, character: string) => number,
): Piece[] {
  const paths = new Map<number, Map<string, Path>>([
    [0, new Map([['', { cost: 0, from: -1, before: '', text: '', origin: 'typed' }]])],
  ]);
  const offer = (to: number, last: string, path: Path): void => {
    const there = paths.get(to) ?? new Map<string, Path>();
    paths.set(to, there);
    if (path.cost < (there.get(last)?.cost ?? Infinity)) there.set(last, path);
  };
  const costs = new Map<string, number>();
  const step = (before: string, character: string): number => {
    const key = before + character;
    const cost = costs.get(key) ?? costOf(before, character);
    costs.set(key, cost);
    return cost;
  };
  for (let at = 0; at < text.length; at++) {
    const here = [...(paths.get(at) ?? [])].sort(([, a], [, b]) => a.cost - b.cost);
    for (const [before, { cost }] of here.slice(0, MAX_PATHS)) {
      for (const edge of edges.get(at) ?? [passing(text, at)]) {
        if ('literal' in edge) {
          // Spaces between syllables separate nothing: qi ye is 企业.
          const last = edge.literal.trim() === '' ? before : '';
          offer(edge.to, last, { cost, from: at, before, text: edge.literal, origin: 'typed' });
          continue;
        }
        for (const { character, cost: own } of edge.options) {
          const total = cost + own + step(before, character);
          const typed = text.charAt(at);
          const origin = !HAN.test(typed) ? 'pinyin' : character === typed ? 'typed' : 'replaced';
          offer(edge.to, character, { cost: total, from: at, before, text: character, origin });
        }
      }
    }
  }
  return trace(paths, text.length);
}

/** One character kept as typed. */
function passing(text: string, at: number): Edge {
  const character = String.fromCodePoint(text.codePointAt(at) ?? 0);
  return { to: at + character.length, literal: character };
}

/** The pieces of the cheapest path, read from its end. */
function trace(paths: ReadonlyMap<number, ReadonlyMap<string, Path>>, end: number): Piece[] {
  let path = [...(paths.get(end)?.values() ?? [])].reduce<Path | undefined>(
    (best, other) => (other.cost < (best?.cost ?? Infinity) ? other : best),
    undefined,
  );
  const pieces: Piece[] = [];
  while (path !== undefined && path.from >= 0) {
    pieces.push(path);
    path = paths.get(path.from)?.get(path.before);
  }
  return pieces.reverse();
}
