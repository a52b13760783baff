// Generates a wiki of any size for measurements: words of the sample corpus, drawn by Zipf's law, in articles of our
// format. Every article has its own recurring words, because passages drawn from one distribution would all have
// similar vectors, and a search by meaning could not tell them apart. The text makes no sense, but its lengths and
// frequencies are realistic.
import type { Article } from '../../src/corpus/article.ts';
import { splitPassages } from '../../src/corpus/passages.ts';
import { normalise } from '../../src/text/normal-form.ts';
import { randomNumbers } from '../../src/system/random-numbers.ts';

export type SyntheticArticle = {
  slug: string;
  title: string;
  /** The file as an author would have written it. */
  markdown: string;
  /** Number of passages of its sections. */
  passages: number;
};

/** Zipf's exponent and Mandelbrot's shift: the usual figures for running text. Source: Mandelbrot, 1953. */
const EXPONENT = 1;
const SHIFT = 2.7;

/** Number of words that belong to an article, and the probability that the next word is one of them. */
const TOPIC_WORDS = 40;
const TOPIC_SHARE = 0.5;
/** The commonest words belong to no article. */
const COMMON_WORDS = 100;

/** Smallest and largest length in characters, drawn uniformly. They give about six passages per article. */
const SENTENCE = [14, 60] as const;
const CLAUSE = [6, 16] as const;
const SECTION = [60, 720] as const;
const PARAGRAPH = [90, 240] as const;
/** Sections per article. */
const SECTIONS = [3, 6] as const;
const RELATED = 3;

/** All words of some articles, the commonest first; equally common ones in order of their characters. */
export function wordsByFrequency(articles: readonly Pick<Article, 'sections'>[]): string[] {
  const segmenter = new Intl.Segmenter('zh', { granularity: 'word' });
  const counts = new Map<string, number>();
  for (const { text } of articles.flatMap(({ sections }) => sections)) {
    for (const { segment, isWordLike } of segmenter.segment(text)) {
      // Without punctuation, nothing in a text can be parsed as Markdown.
      if (isWordLike === true && /^[\p{L}\p{N}]+$/u.test(segment))
        counts.set(segment, (counts.get(segment) ?? 0) + 1);
    }
  }
  return [...counts].sort(([a, m], [b, n]) => n - m || (a < b ? -1 : 1)).map(([word]) => word);
}

/**
 * An endless sequence of articles, the same for the same words and seed: a small corpus is the beginning of a large
 * one.
 * @param words the commonest first, see `wordsByFrequency`; at least a few hundred
 */
export function* syntheticArticles(words: readonly string[], seed: number): Generator<SyntheticArticle> {
  const random = randomNumbers(seed);
  const between = ([low, high]: readonly [number, number]): number =>
    low + Math.floor(random() * (high - low + 1));
  const common = zipf(words, random);
  const taken = new Set<string>();
  const titles: string[] = [];

  for (let number = 1; ; number++) {
    const article = Array.from({ length: TOPIC_WORDS }, () => {
      const at = COMMON_WORDS + Math.floor(random() * (words.length - COMMON_WORDS));
      return words[at] ?? '';
    });
    const ownWord = zipf(article, random);
    const nextWord = (): string => (random() < TOPIC_SHARE ? ownWord() : common());

    let title = join([ownWord(), nextWord(), ownWord(), nextWord()]);
    if (taken.has(normalise(title))) title = `${title} ${number}`;
    taken.add(normalise(title));
    const earlier = [...pick(titles, RELATED, random)];
    titles.push(title);

    const headings = new Set<string>();
    const sectionCount = between(SECTIONS);
    while (headings.size < sectionCount) headings.add(join([ownWord(), nextWord(), nextWord()]));
    let passages = 0;
    const sections = [...headings].map((heading) => {
      const text = sectionText(nextWord, between);
      passages += splitPassages({ text, units: [] }).length;
      return `### ${heading}\n\n${text}\n`;
    });
    const lead = Math.ceil(sections.length / 2);
    const head = ['---', `title: "${title}"`, `date: ${day(number)}`, 'views: 0', 'related:']
      .concat(earlier.map((other) => `  - "${other}"`))
      .concat('---', '');
    const body = ['## 基本释义\n', ...sections.slice(0, lead), '## 详细释义\n', ...sections.slice(lead)];
    yield {
      slug: `synthetic-${String(number).padStart(6, '0')}`,
      title,
      markdown: `${head.join('\n')}\n${body.join('\n')}`,
      passages,
    };
  }
}

/** As many articles as a number of passages needs. */
export function* articlesFor(
  passages: number,
  words: readonly string[],
  seed: number,
): Generator<SyntheticArticle> {
  let made = 0;
  if (passages <= 0) return;
  for (const article of syntheticArticles(words, seed)) {
    yield article;
    made += article.passages;
    if (made >= passages) return;
  }
}

type Between = (range: readonly [number, number]) => number;

/** Paragraphs of sentences of clauses. */
function sectionText(nextWord: () => string, between: Between): string {
  const length = between(SECTION);
  const paragraphs: string[] = [];
  for (let written = 0; written < length;) {
    const end = Math.min(between(PARAGRAPH), length - written);
    let paragraph = '';
    while (paragraph.length < end) paragraph += sentence(nextWord, between);
    paragraphs.push(paragraph);
    written += paragraph.length;
  }
  return paragraphs.join('\n\n');
}

function sentence(nextWord: () => string, between: Between): string {
  const length = between(SENTENCE);
  const clauses: string[] = [];
  for (let written = 0; written < length;) {
    const end = Math.min(between(CLAUSE), length - written);
    const words: string[] = [];
    for (let size = 0; size < end; size += words.at(-1)?.length ?? 1) words.push(nextWord());
    clauses.push(join(words));
    written += clauses.at(-1)?.length ?? 1;
  }
  return `${clauses.join('，')}。`;
}

/** Words joined, with a blank between two that would merge into one. */
function join(words: readonly string[]): string {
  return words.reduce((text, word) =>
    /[\p{Script=Latin}\p{N}]$/u.test(text) && /^[\p{Script=Latin}\p{N}]/u.test(word)
      ? `${text} ${word}`
      : text + word,
  );
}

/** Draws words by their rank: the n-th with a weight of 1 / (n + shift)^exponent. */
function zipf(words: readonly string[], random: () => number): () => string {
  let sum = 0;
  const sums = Float64Array.from(words, (_, rank) => (sum += 1 / (rank + 1 + SHIFT) ** EXPONENT));
  return () => {
    const wanted = random() * sum;
    let low = 0;
    let high = sums.length - 1;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (sums[middle]! < wanted) low = middle + 1;
      else high = middle;
    }
    return words[low] ?? '';
  };
}

function pick(from: readonly string[], count: number, random: () => number): Set<string> {
  const picked = new Set<string>();
  for (let i = 0; i < count && from.length > 0; i++) {
    const one = from[Math.floor(random() * from.length)];
    if (one !== undefined) picked.add(one);
  }
  return picked;
}

/** A day of the years 2016 to 2025, YYYY-MM-DD. */
function day(number: number): string {
  return new Date(Date.UTC(2016, 0, 1 + (number % 3650))).toISOString().slice(0, 10);
}
