// Retrieval quality on labelled questions, by the same code path as the bot's.
import { readFile } from 'node:fs/promises';
import type { Answerer } from '../answer/answerer.ts';
import { Failure, reasonOf } from '../failure.ts';
import type { OpenIndex } from '../indexing/open-index.ts';
import type { Hit, Retriever } from '../retrieval/retriever.ts';
import { normalise } from '../text/normal-form.ts';

/** One line of a questions file; without `article` the wiki has no answer. */
export type LabelledQuestion = {
  q: string;
  article?: string;
  section?: string;
  answer?: string;
  group?: string;
};

/** Shares are 0 to 1; undefined where no question counts for them. */
export type QualityFigures = {
  questions: number;
  /** Share of answerable questions whose first passage lies in the labelled section, by ranking. */
  r1: { fused: number | undefined; lexical: number | undefined; vector: number | undefined };
  /** Share of questions with an answer string whose shown excerpt contains it (normal form). */
  excerpt: number | undefined;
  /** Share of answerable questions answered with a passage. */
  answered: number | undefined;
  /** Share of unanswerable questions answered with a passage. */
  falseAnswers: number | undefined;
};

/** @throws Failure `index` naming file and line of what is no question, or an article that the index does not have */
export async function readQuestions(file: string, index: OpenIndex): Promise<LabelledQuestion[]> {
  const text = await readFile(file, 'utf8').catch((error: unknown) => {
    throw new Failure('index', `${file} cannot be read (${reasonOf(error)})`);
  });
  return text.split('\n').flatMap((line, i) => {
    if (line.trim() === '') return [];
    const question = parseLine(line);
    if (question === undefined)
      throw new Failure('index', `${file}:${i + 1}: not a question like {"q": "…", "article": "slug"}`);
    if (question.article !== undefined && index.catalogue.bySlug(question.article) === undefined) {
      throw new Failure(
        'index',
        `${file}:${i + 1}: the index has no article "${question.article}"; was it built from these articles?`,
      );
    }
    return [question];
  });
}

function parseLine(line: string): LabelledQuestion | undefined {
  try {
    const value = JSON.parse(line) as LabelledQuestion | null;
    return typeof value?.q === 'string' ? value : undefined;
  } catch {
    return undefined;
  }
}

type Engine = { answerer: Answerer; retriever: Retriever; index: OpenIndex };

/** Asks every question once for its ranking and once for its answer. */
export async function evaluateQuality(
  { answerer, retriever, index }: Engine,
  questions: readonly LabelledQuestion[],
): Promise<QualityFigures> {
  const right = { fused: 0, lexical: 0, vector: 0 };
  const count = { answerable: 0, answered: 0, unanswerable: 0, falseAnswers: 0, withAnswer: 0, shown: 0 };
  for (const question of questions) {
    const answer = await answerer.answer(question.q);
    if (question.article === undefined) {
      count.unanswerable++;
      if (answer.kind === 'found') count.falseAnswers++;
      continue;
    }
    count.answerable++;
    if (answer.kind === 'found') count.answered++;
    const { hits } = await retriever.retrieve(question.q);
    if (isRight(index, hits[0], question)) right.fused++;
    if (
      isRight(
        index,
        best(hits, ({ lexicalScore }) => lexicalScore),
        question,
      )
    )
      right.lexical++;
    if (
      isRight(
        index,
        best(hits, ({ vectorScore }) => vectorScore),
        question,
      )
    )
      right.vector++;
    if (question.answer === undefined) continue;
    count.withAnswer++;
    const shown =
      answer.kind === 'found' ? answer.main.excerpt.sentences.map(({ text }) => text).join('') : '';
    if (normalise(shown).includes(normalise(question.answer))) count.shown++;
  }
  const share = (part: number, whole: number): number | undefined => (whole === 0 ? undefined : part / whole);
  return {
    questions: questions.length,
    r1: {
      fused: share(right.fused, count.answerable),
      lexical: share(right.lexical, count.answerable),
      vector: share(right.vector, count.answerable),
    },
    excerpt: share(count.shown, count.withAnswer),
    answered: share(count.answered, count.answerable),
    falseAnswers: share(count.falseAnswers, count.unanswerable),
  };
}

function isRight(index: OpenIndex, hit: Hit | undefined, { article, section }: LabelledQuestion): boolean {
  if (hit === undefined || hit.article.slug !== article) return false;
  const { headingPath } = index.catalogue.place(hit.ordinal).section;
  return section === undefined || [headingPath.join(' › '), headingPath.at(-1)].includes(section);
}

function best(hits: readonly Hit[], score: (hit: Hit) => number): Hit | undefined {
  return hits.reduce<Hit | undefined>(
    (top, hit) => (top === undefined || score(hit) > score(top) ? hit : top),
    undefined,
  );
}

export function qualityLines({ questions, r1, excerpt, answered, falseAnswers }: QualityFigures): string[] {
  const show = (share: number | undefined): string => (share === undefined ? '–' : share.toFixed(3));
  return [
    `questions                                   ${questions}`,
    `right section first: fused                  ${show(r1.fused)}`,
    `                     lexical arm alone      ${show(r1.lexical)}`,
    `                     vector arm alone       ${show(r1.vector)}`,
    `answer string in the excerpt                ${show(excerpt)}`,
    `answerable questions answered               ${show(answered)}`,
    `unanswerable questions answered             ${show(falseAnswers)}`,
  ];
}
