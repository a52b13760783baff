// A corpus of any size for measurements: articles whose words are those of given texts, drawn by Zipf's law, so that some terms
// are everywhere and most are rare, as in a real wiki. The same seed gives the same articles.

export type SyntheticArticle = { slug: string; markdown: string };

/** About as many passages as an article of the samples; sections stay below the length at which they are cut. */
export const PASSAGES_PER_ARTICLE = 6;
const SENTENCES = { min: 2, max: 6 };
const WORDS = { min: 6, max: 16 };
const MAX_SECTION = 380;

/** A source of numbers from 0 (included) to 1 (excluded). Mulberry32 by Tommy Ettinger, public domain. */
export function seededRandom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** Different words of texts, the most frequent first. */
export function vocabularyOf(texts: readonly string[]): string[] {
  const segmenter = new Intl.Segmenter('zh', { granularity: 'word' });
  const counts = new Map<string, number>();
  for (const text of texts)
    for (const { segment, isWordLike } of segmenter.segment(text))
      if (isWordLike === true) counts.set(segment, (counts.get(segment) ?? 0) + 1);
  return [...counts].sort(([a, x], [b, y]) => y - x || (a < b ? -1 : 1)).map(([word]) => word);
}

/** @param vocabulary the most frequent first; at least one word */
export function* syntheticArticles(
  vocabulary: readonly string[],
  passages: number,
  seed: number,
): Generator<SyntheticArticle> {
  const random = seededRandom(seed);
  const word = zipf(vocabulary, random);
  const between = ({ min, max }: { min: number; max: number }): number =>
    min + Math.floor(random() * (max - min + 1));
  const words = (count: number): string => Array.from({ length: count }, word).join('');
  const paragraph = (): string => {
    let text = '';
    for (let left = between(SENTENCES); left > 0; left--) {
      const sentence = `${words(between(WORDS))}。`;
      if (text.length + sentence.length > MAX_SECTION) break;
      text += sentence;
    }
    return text;
  };
  for (let number = 0; number * PASSAGES_PER_ARTICLE < passages; number++) {
    const title = `${words(3)}${number}`;
    const day = String(1 + (number % 28)).padStart(2, '0');
    const sections = Array.from({ length: Math.min(PASSAGES_PER_ARTICLE, passages - number * PASSAGES_PER_ARTICLE) }, (_, i) => {
      const part = i === 0 ? '## 基本释义\n\n' : i === 2 ? '## 详细释义\n\n' : '';
      return `${part}### ${words(2)}${i}\n\n${paragraph()}\n`;
    }); // prettier-ignore
    const front = `---\ntitle: "${title}"\ndate: 2026-01-${day}\nviews: ${Math.floor(random() * 1000)}\n---\n\n`;
    yield { slug: `synthetic-${String(number).padStart(6, '0')}`, markdown: front + sections.join('\n') };
  }
}

/** Draws words so that the word of rank r comes 1/r times as often as the first. */
function zipf(vocabulary: readonly string[], random: () => number): () => string {
  const sums = new Float64Array(vocabulary.length);
  let sum = 0;
  for (let rank = 0; rank < sums.length; rank++) sums[rank] = sum += 1 / (rank + 1);
  return () => {
    const wanted = random() * sum;
    let low = 0;
    let high = sums.length - 1;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((sums[middle] ?? 0) > wanted) high = middle;
      else low = middle + 1;
    }
    return vocabulary[low] ?? '';
  };
}
