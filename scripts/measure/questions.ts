// Labelled questions: their format.
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { isObject } from '../../src/system/is-object.ts';
import { Failure, reasonOf } from '../../src/system/failure.ts';
import { isCalled } from '../../src/retrieval/lessons.ts';
import type { OpenIndex } from '../../src/index/open-index.ts';

/** One line of a questions file; without `article` the wiki has no answer. */
export type LabelledQuestion = {
  q: string;
  article?: string;
  /** Heading path joined by ` › `, or the last heading; omitted when any section of the article will do. */
  section?: string;
  /** A string that the shown excerpt should contain. */
  answer?: string;
  group?: string;
  /** Other right sections: slug and heading path. */
  also?: [slug: string, section: string][];
  /** A conversation: the questions before this one. */
  after?: string[];
  /** The labels of a second question in `q`; without an article the wiki has no answer to it. */
  second?: SectionLabel;
};

/** What answers a question; `section` and `answer` as above. */
export type SectionLabel = Pick<LabelledQuestion, 'article' | 'section' | 'answer' | 'also'>;

/**
 * Reads questions and checks that they fit the index.
 * @param isTakenAway articles that are left out on purpose: the wiki does not answer questions about them
 * @throws Failure `index` naming file and line of an invalid question, or of a label that the index does not have
 */
export async function readQuestions(
  file: string,
  index: OpenIndex,
  isTakenAway: (slug: string) => boolean = () => false,
): Promise<LabelledQuestion[]> {
  const text = await readFile(file, 'utf8').catch((error: unknown) => {
    throw new Failure('index', `${file} cannot be read (${reasonOf(error)})`);
  });
  const questions = text.split('\n').flatMap((line, i) => {
    if (line.trim() === '') return [];
    const question = parseLine(line);
    if (question === undefined)
      throw new Failure('index', `${file}:${i + 1}: not a question like {"q": "…", "article": "slug"}`);
    if (question.article !== undefined && isTakenAway(question.article)) return [{ q: question.q }];
    const problem = labelProblem(question, index);
    if (problem !== undefined)
      throw new Failure('index', `${file}:${i + 1}: ${problem}; was the index built from these articles?`);
    return [question];
  });
  if (questions.length === 0) throw new Failure('index', `${file} has no questions`);
  return questions;
}

/** The questions of several files, in order. Same errors. */
export async function readQuestionFiles(
  files: readonly string[],
  index: OpenIndex,
  isTakenAway?: (slug: string) => boolean,
): Promise<LabelledQuestion[]> {
  const questions: LabelledQuestion[] = [];
  // One after the other, so that the error names the first bad file.
  for (const file of files) questions.push(...(await readQuestions(file, index, isTakenAway)));
  return questions;
}

/**
 * The cases that operators have taught: what does not fit the index is left out.
 * @param onProblem called with what is wrong in a line
 */
export async function readCases(
  teachingDir: string,
  index: OpenIndex,
  onProblem: (problem: string) => void,
): Promise<LabelledQuestion[]> {
  const file = path.join(teachingDir, 'cases.jsonl');
  const text = await readFile(file, 'utf8').catch(() => ''); // most wikis have none
  return text.split('\n').flatMap((line, i) => {
    if (line.trim() === '') return [];
    const question = parseLine(line);
    const problem = question === undefined ? 'not a question like {"q": "…"}' : labelProblem(question, index);
    if (problem !== undefined) onProblem(`${file}:${i + 1}: ${problem}; it is left out`);
    return question === undefined || problem !== undefined ? [] : [question];
  });
}

function parseLine(line: string): LabelledQuestion | undefined {
  try {
    const value = JSON.parse(line) as Record<string, unknown> | null;
    const second = value?.['second'] ?? {};
    const after = value?.['after'] ?? [];
    const isText = (text: unknown): boolean => text === undefined || typeof text === 'string';
    const fits =
      typeof value?.['q'] === 'string' &&
      isText(value['group']) &&
      hasLabels(value) &&
      isObject(second) &&
      hasLabels(second);
    const areTexts = Array.isArray(after) && after.every((text) => typeof text === 'string');
    return fits && areTexts ? (value as LabelledQuestion) : undefined;
  } catch {
    return undefined;
  }

  function hasLabels({ article, section, answer, also = [] }: Record<string, unknown>): boolean {
    const isPair = (pair: unknown): boolean =>
      Array.isArray(pair) && pair.length === 2 && pair.every((text) => typeof text === 'string');
    const areTexts = [article, section, answer].every(
      (text) => text === undefined || typeof text === 'string',
    );
    return areTexts && Array.isArray(also) && also.every(isPair);
  }
}

function labelProblem(question: LabelledQuestion, index: OpenIndex): string | undefined {
  const { second } = question;
  const problem = second === undefined ? undefined : labelProblem({ q: '', ...second }, index);
  if (problem !== undefined) return problem;
  if (question.article === undefined && question.section !== undefined)
    return 'a section without its article';
  for (const [article, section] of labelsOf(question)) {
    const found = index.catalogue.bySlug(article);
    if (found === undefined) return `the index has no article "${article}"`;
    const has =
      section === undefined || found.sections.some(({ headingPath }) => isCalled(headingPath, section));
    if (!has) return `the article "${article}" has no section "${section}"`;
  }
  return undefined;
}

/** Whether a passage lies in a right section of a question. */
export function isRight(index: OpenIndex, ordinal: number, question: SectionLabel): boolean {
  return isIn(index.catalogue.place(ordinal), question);
}

/** The same for a section. */
export function isIn(
  place: { article: { slug: string }; section: { headingPath: readonly string[] } },
  question: SectionLabel,
): boolean {
  return labelsOf(question).some(
    ([article, section]) =>
      place.article.slug === article &&
      (section === undefined || isCalled(place.section.headingPath, section)),
  );
}

function labelsOf({ article, section, also = [] }: SectionLabel): [slug: string, section?: string][] {
  return article === undefined ? [] : [section === undefined ? [article] : [article, section], ...also];
}
