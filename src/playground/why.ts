// Explains an answer to people: the ranked passages with their scores, the words that matched, and the times.
import type { Answer, Reading } from '../answer/answer.ts';
import type { Answerer, Explanation } from '../answer/answerer.ts';
import type { Carried } from '../answer/last-answer.ts';
import type { Retrieval } from '../retrieval/retrieval.ts';
import type { Hit } from '../retrieval/hit.ts';
import { type Normal, normalise } from '../text/normal-form.ts';
import { termsOf } from '../text/tokens.ts';
import type { Why, WhyPassage, WhyStep } from './page/wire.ts';

export type { Why } from './page/wire.ts';

/** The needed part of the index. */
export type WhySource = {
  headingPath: (ordinal: number) => readonly string[];
  /** Text of a passage. */
  text: (ordinal: number) => string;
  /** Lowest confidence of an answer, and of a passage that is offered with a doubt. */
  cutOffs: { found: number; unsure: number };
};

/** Passages that are listed. */
const MAX_PASSAGES = 8;
/** Weight of a term (1 for a word) from which it is worth naming. */
const MIN_WEIGHT = 0.3;

/** Explains questions by answering them once more; the bot's search is cached, with its times. */
export function createExplain(
  answerer: Pick<Answerer, 'explain'>,
  source: WhySource,
): (question: string, carried?: Carried) => Promise<Why> {
  return async (question, carried) => whyOf(await answerer.explain(question, { carried }), source);
}

export function whyOf({ answer, retrieval, composeMs, parts }: Explanation, source: WhySource): Why {
  const { question, kind, confidence } = answer;
  return {
    question,
    readAs: answer.readAs,
    parts: parts.length < 2 ? [] : parts.map((part) => whyOf(part, source)),
    // More of an answer is as sure as the answer.
    kind: kind === 'continued' ? 'found' : kind,
    searched: retrieval !== undefined,
    understoodAs: readingOf(answer),
    terms: retrieval === undefined ? [] : wordsOf(retrieval, () => true),
    confidence,
    cutOffs: source.cutOffs,
    passages: retrieval?.hits.slice(0, MAX_PASSAGES).map((hit) => passageOf(hit, retrieval, source)) ?? [],
    steps: retrieval === undefined ? [] : stepsOf(retrieval, composeMs),
  };
}

/** What was really asked, if not the question as it stands. */
function readingOf(answer: Answer): string | undefined {
  const { assumedTopic, understoodAs }: Reading = 'assumedTopic' in answer ? answer : {};
  return assumedTopic === undefined ? understoodAs : `${assumedTopic.title} · ${answer.question}`;
}

function passageOf(hit: Hit, retrieval: Retrieval, source: WhySource): WhyPassage {
  const { article, ordinal, fused, vectorScore, coverage } = hit;
  const headingPath = source.headingPath(ordinal);
  const all = [article.title, ...headingPath, source.text(ordinal)].join('\n');
  const held = new Set(termsOf(normalise(all)).map(({ term }) => term));
  const words = wordsOf(retrieval, (term) => held.has(term));
  return { title: article.title, headingPath, fused, vectorScore, coverage, words };
}

/**
 * Terms of the question and its synonyms as words: overlapping bigrams are joined (科创, 创板 → 科创板). Single
 * characters and bigrams that overlap a function word are left out: they only break ties.
 */
function wordsOf({ question }: Retrieval, isHeld: (term: string) => boolean): string[] {
  const weighty = question.terms.filter(({ weight }) => weight >= MIN_WEIGHT).map(({ term }) => term);
  const wanted = new Set(weighty.filter(isHeld));
  const synonyms = question.segments.flatMap(({ alternatives }) => alternatives);
  const words = new Set([question.normalForm, ...synonyms].flatMap((text) => joined(text, wanted)));
  // A synonym may be part of the question's own word.
  return [...words].filter((word) => ![...words].some((other) => other !== word && other.includes(word)));
}

/** The segments of a text that wanted terms cover. */
function joined(text: Normal, wanted: ReadonlySet<string>): string[] {
  const words: string[] = [];
  let [start, end] = [0, 0];
  for (const token of [...termsOf(text), undefined]) {
    if (token !== undefined && (token.kind === 'character' || !wanted.has(token.term))) continue;
    if (token === undefined || token.start >= end) {
      if (end > start) words.push(text.slice(start, end));
      start = token?.start ?? end;
    }
    end = Math.max(end, token?.end ?? end);
  }
  return words;
}

function stepsOf({ timings }: Retrieval, composeMs: number): WhyStep[] {
  const { readMs, embedMs, searchMs, rankMs } = timings;
  return [
    { step: 'read', ms: readMs },
    { step: 'embed', ms: embedMs },
    { step: 'search', ms: searchMs },
    { step: 'rank', ms: rankMs },
    { step: 'answer', ms: composeMs },
  ];
}
