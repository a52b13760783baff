// Cutting words into the pieces of a Unigram vocabulary, as transformers.js does, many times faster: its lattice clones
// an object per node and step, and its trie takes a Map per character. Same pieces, ties included.

/** A word's pieces as indexes of the vocabulary; −1 is one UTF-16 unit that no piece has. */
export type Unigram = (word: string) => number[];

/**
 * @param vocabulary pieces with their scores (logarithms of probabilities)
 * @param unknownScore of a UTF-16 unit that no piece has
 * @returns the likeliest pieces of a word. Source: the Viterbi search of Kudo, "Subword regularization", 2018
 */
export function createUnigram(
  vocabulary: readonly string[],
  scores: readonly number[],
  unknownScore: number,
): Unigram {
  const { childOf, pieceAt } = createTrie(vocabulary);
  // Nodes of the lattice in order of their start, then of their length: the best sum of scores up to their end, the node
  // before them on that way, and their piece. Node 0 is the beginning of the word. Kept from word to word.
  const sums = [0];
  const before = [-1];
  const pieces = [-1];
  /** For each position the nodes that end there: the last of them, and for each node the one before it in that list. */
  const lastEnding: number[] = [];
  const endingBefore = [-1];

  /** The best node that ends where one with this score starts: the first of equals, which rounding may make. */
  const bestEnding = (at: number, score: number): number => {
    let best = -1;
    let bestSum = 0;
    for (let node = lastEnding[at]!; node >= 0; node = endingBefore[node]!) {
      const sum = sums[node]! + score;
      if (best < 0 || sum >= bestSum) {
        best = node;
        bestSum = sum;
      }
    }
    return best;
  };
  let count = 1;
  const insert = (start: number, end: number, score: number, piece: number): void => {
    const previous = bestEnding(start, score);
    sums[count] = sums[previous]! + score;
    before[count] = previous;
    pieces[count] = piece;
    endingBefore[count] = lastEnding[end]!;
    lastEnding[end] = count++;
  };

  return (word) => {
    count = 1;
    lastEnding[0] = 0;
    for (let at = 1; at <= word.length; at++) lastEnding[at] = -1;
    for (let start = 0; start < word.length; start++) {
      let isKnown = false;
      let node = 0;
      for (let end = start; end < word.length;) {
        node = childOf(node, word.charCodeAt(end++));
        if (node === 0) break;
        const piece = pieceAt[node]!;
        if (piece < 0) continue;
        insert(start, end, scores[piece]!, piece);
        if (end === start + 1) isKnown = true;
      }
      if (!isKnown) insert(start, start + 1, unknownScore, -1);
    }
    const found: number[] = [];
    for (let node = bestEnding(word.length, 0); node > 0; node = before[node]!) found.push(pieces[node]!);
    return found.reverse();
  };
}

/** The pieces letter by letter: nodes have numbers, 0 is the root; `pieceAt` is −1 where no piece ends. */
type Trie = { childOf: (node: number, code: number) => number; pieceAt: Int32Array };

/** Children are found in one hash table of all nodes, by their parent and their UTF-16 unit. */
function createTrie(vocabulary: readonly string[]): Trie {
  let most = 1;
  for (const piece of vocabulary) most += piece.length;
  const parents = new Int32Array(most);
  const codes = new Uint16Array(most);
  const pieceAt = new Int32Array(most).fill(-1);
  const mask = 2 ** Math.ceil(Math.log2(most * 2)) - 1;
  const slots = new Int32Array(mask + 1);
  /** The slot of a child, or the free one where it belongs. Multiplier: 2^32 divided by the golden ratio. */
  const slotOf = (node: number, code: number): number => {
    let slot = (Math.imul(Math.imul(node, 0x9e3779b1) + code, 0x9e3779b1) >>> 7) & mask;
    for (;;) {
      const child = slots[slot]!;
      if (child === 0 || (parents[child] === node && codes[child] === code)) return slot;
      slot = (slot + 1) & mask;
    }
  };
  let count = 1;
  for (const [piece, text] of vocabulary.entries()) {
    let node = 0;
    for (let i = 0; i < text.length; i++) {
      const slot = slotOf(node, text.charCodeAt(i));
      if (slots[slot] === 0) {
        parents[count] = node;
        codes[count] = text.charCodeAt(i);
        slots[slot] = count++;
      }
      node = slots[slot]!;
    }
    // Characters beyond 16 bits are never found by transformers.js; nor are they here.
    if (!/[\ud800-\udfff]/.test(text)) pieceAt[node] = piece;
  }
  return { childOf: (node, code) => slots[slotOf(node, code)]!, pieceAt: pieceAt.slice(0, count) };
}

/** The part of transformers.js 2.17's Unigram model that is used; its type declarations leave it open. */
type UnigramModel = {
  vocab: string[];
  scores: number[];
  unkScore: number;
  trie: unknown;
  tokenize: (text: string) => string[];
};

/** Has a tokenizer of transformers.js cut its texts with `createUnigram`; others are left as they are. */
export function speedUpUnigram(tokenizer: object): void {
  const model = (tokenizer as { model?: Partial<UnigramModel> }).model;
  const { vocab, scores, unkScore, trie, tokenize } = model ?? {};
  if (model === undefined || trie === undefined || tokenize === undefined) return;
  if (vocab === undefined || scores === undefined || unkScore === undefined) return;
  const cut = createUnigram(vocab, scores, unkScore);
  model.tokenize = (text) => {
    let at = 0;
    return cut(text).map((piece) => {
      const start = at;
      at += piece < 0 ? 1 : vocab[piece]!.length;
      return text.slice(start, at);
    });
  };
  delete model.trie; // its many Maps are not needed any more
}
