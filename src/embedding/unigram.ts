// Cuts words into the pieces of a Unigram vocabulary, like transformers.js but many times faster: that clones an object
// per node and step of its lattice, and its trie has a Map per character. The pieces are the same, even for ties.

/** A word's pieces as indexes of the vocabulary; −1 stands for a UTF-16 unit that no piece has. */
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
  // Nodes of the lattice in order of their start, then of their length. For each: the best sum of scores up to its end,
  // the previous node on that path, and its piece. Node 0 is the beginning of the word. The arrays are reused for every
  // word.
  const sums = [0];
  const before = [-1];
  const pieces = [-1];
  /**
   * For each position a linked list of the nodes that end there: its last node, and for each node the one before it.
   */
  const lastEnding: number[] = [];
  const endingBefore = [-1];

  /** The best node that ends where a node with this score starts; among equals, which rounding may cause, the first. */
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

/** A trie of the pieces, by UTF-16 units: nodes are numbers, 0 is the root; `pieceAt` is −1 where no piece ends. */
type Trie = { childOf: (node: number, code: number) => number; pieceAt: Int32Array };

/** One hash table for all nodes finds children by their parent and their UTF-16 unit. */
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
    // transformers.js never finds characters beyond 16 bits, so this does not either.
    if (!/[\ud800-\udfff]/.test(text)) pieceAt[node] = piece;
  }
  return { childOf: (node, code) => slots[slotOf(node, code)]!, pieceAt: pieceAt.slice(0, count) };
}

/** The used part of transformers.js 2.17's Unigram model, which its type declarations leave open. */
type UnigramModel = {
  vocab: string[];
  scores: number[];
  unkScore: number;
  trie: unknown;
  tokenize: (text: string) => string[];
};

/** Makes a Unigram tokenizer of transformers.js use `createUnigram`; other tokenizers stay as they are. */
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
  delete model.trie; // frees its many Maps
}
