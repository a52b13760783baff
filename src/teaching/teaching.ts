// What operators teach, for those who ask them: the bot, the pages, scripts.
import type { SectionPlace } from '../retrieval/lessons.ts';

export type { SectionPlace } from '../retrieval/lessons.ts';

export type Lesson =
  /** From now on these questions are found by the section, and so are those that mean the same. */
  | { kind: 'belongs'; questions: readonly string[]; to: SectionPlace }
  /** A question with the word is searched for what it means as well, not the other way round. */
  | { kind: 'synonym'; word: string; means: string }
  /** These questions, and those that mean the same, get "nothing". */
  | { kind: 'out-of-scope'; questions: readonly string[] };

/**
 * What a lesson would change. `recent`: of the questions asked lately, how many get another kind of answer or another
 * section first; not which, since each is what one reader asked. `cases`: of the labelled questions, taught or from
 * QUESTIONS_DIR, those that are right now and would no longer be.
 */
export type Preview = {
  recent: { changed: number; of: number };
  cases: { broken: number; of: number; brokenOnes: string[] };
};

/** A section to choose; `excerpt` is a part of its text. */
export type SectionChoice = {
  place: SectionPlace;
  sectionId: string;
  title: string;
  breadcrumb: readonly string[];
  excerpt: string;
};

/** Everything that writes fails with `config`, naming the file or what is wrong in the lesson, and the next step. */
export interface Teaching {
  /** Writes nothing. @throws Failure `config` if the lesson cannot be taught, `model` when the model stops working */
  preview(lesson: Lesson): Promise<Preview>;
  /**
   * It is on disk and in every answer from now on when this resolves. Applying it twice changes nothing; a question that
   * was taught otherwise is moved.
   */
  apply(lesson: Lesson): Promise<void>;
  takeBack(lesson: Lesson): Promise<void>;
  /** One lesson for each line, in the order of the files; `at` is YYYY-MM-DD, or empty. */
  lessons(): readonly (Lesson & { at: string })[];
  /** What no longer exists or cannot be read, one sentence each with file and line. */
  problems(): readonly string[];
  /**
   * Writes an article skeleton into drafts/: front matter with a title, questions as comments. If there is one of the
   * same gap, it gets the questions and the text that it lacks.
   * @returns its path
   */
  draft(gapId: string, title: string, questions: readonly string[], text?: string): Promise<string>;
  /** The closest sections for words, best first, each once. @throws Failure `model` when the model stops working */
  sectionsFor(words: string, limit: number): Promise<SectionChoice[]>;
}
