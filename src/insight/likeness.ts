// How alike two questions are: mostly by their vectors, and by the words they share. Models differ in the cosine that
// they give to questions with nothing in common (.06 or .8), so every cosine is measured from there.

/** What a question is compared by. */
export type Meaning = {
  /** Euclidean length 1, or all zeros. */
  vector: Float32Array;
  /** Its content words with their weight: the rarer in the wiki, the more. */
  words: ReadonlyMap<string, number>;
};

/** @throws Failure `model` when the model stops working */
export type MeaningOf = (question: string) => Promise<Meaning>;

/** Share of the words; fitted, like the threshold, on the tune half (`npm run evaluate -- --half tune --gaps`). */
const WORDS_SHARE = 0.3;
/** From here on two questions belong together. */
export const ALIKE = 0.4;
/** Questions about as many subjects; no two of them have anything in common. */
const UNRELATED = [
  '怎么做红烧肉才不柴',
  '明天要不要带伞',
  '高血压能不能喝咖啡',
  '打印机卡纸怎么处理',
  '怎样教小狗握手',
  '月亮为什么有圆缺',
  '租房合同要注意什么',
  '骨折以后多久能跑步',
  'how to tune a guitar',
  'which visa do I need for Japan',
  'why is my tomato plant turning yellow',
  'best way to learn swimming',
];

/** The mean cosine that a model gives to questions with nothing in common, below 1. Same errors as `meaningOf`. */
export async function measureUnrelated(meaningOf: MeaningOf): Promise<number> {
  const vectors: Float32Array[] = [];
  for (const question of UNRELATED) vectors.push((await meaningOf(question)).vector);
  const cosines = vectors.flatMap((one, i) => vectors.slice(i + 1).map((other) => dot(one, other)));
  return Math.min(0.99, Math.max(0, cosines.reduce((sum, cosine) => sum + cosine, 0) / cosines.length));
}

/** How alike two questions are, at most 1; about 0 for those with nothing in common. */
export function likeness(a: Meaning, b: Meaning, unrelated: number): number {
  return combined(lift(dot(a.vector, b.vector), unrelated), sharedWords(a.words, b.words));
}

/** A cosine on a scale on which unrelated questions have 0. */
export function lift(cosine: number, unrelated: number): number {
  return (cosine - unrelated) / (1 - unrelated);
}

export function combined(lifted: number, shared: number): number {
  return (1 - WORDS_SHARE) * lifted + WORDS_SHARE * shared;
}

/** Dice's coefficient of weighted words, 0 to 1. */
export function sharedWords(a: Meaning['words'], b: Meaning['words']): number {
  let [all, shared] = [0, 0];
  for (const [word, weight] of a) {
    all += weight;
    if (b.has(word)) shared += 2 * weight;
  }
  for (const weight of b.values()) all += weight;
  return all === 0 ? 0 : shared / all;
}

export function dot(a: Float32Array, b: Float32Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += a[i]! * b[i]!;
  return sum;
}
