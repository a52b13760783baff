import type { PlannedArticle } from './passage-plan.ts';

/** texts.bin and passages.bin of all articles, in order; see text-store.ts. */
export function encodeTexts(articles: readonly Pick<PlannedArticle, 'texts' | 'textEnds' | 'ranges'>[]): {
  texts: Uint8Array;
  passages: Uint8Array;
} {
  const sections = articles.reduce((sum, { textEnds }) => sum + textEnds.length, 0);
  const bounds = articles.reduce((sum, { ranges }) => sum + ranges.length, 0);
  const numbers = new Uint32Array(2 + sections + bounds);
  numbers[0] = sections;
  numbers[1] = bounds / 2;
  let bytes = 0;
  let sectionAt = 2;
  let boundAt = 2 + sections;
  for (const { texts, textEnds, ranges } of articles) {
    for (const end of textEnds) numbers[sectionAt++] = bytes + end;
    bytes += texts.length;
    numbers.set(ranges, boundAt);
    boundAt += ranges.length;
  }
  return {
    texts: Buffer.concat(articles.map(({ texts }) => texts)),
    passages: new Uint8Array(numbers.buffer),
  };
}
