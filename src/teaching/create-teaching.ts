import path from 'node:path';
import type { Answerer } from '../answer/answerer.ts';
import type { LiveWiki } from '../answer/live-wiki.ts';
import type { Catalogue } from '../index/catalogue.ts';
import { type Lessons, sectionAt, taughtForm } from '../retrieval/lessons.ts';
import { parseRule } from '../retrieval/synonyms.ts';
import { Failure } from '../system/failure.ts';
import type { Logger } from '../system/logger.ts';
import { normalise } from '../text/normal-form.ts';
import { draftFile, withDraft } from './article-draft.ts';
import { sectionsFor } from './choose-section.ts';
import { withLesson, withoutLesson } from './lesson-edits.ts';
import { caseIn, readTaught, type TaughtLines, type TaughtTexts } from './lesson-lines.ts';
import { lessonProblems } from './lesson-problems.ts';
import { createLessonPreview } from './preview-lesson.ts';
import { createTaughtFolder, readTexts } from './taught-folder.ts';
import type { Lesson, Teaching } from './teaching.ts';

/** The wiki that is served, and how it learns. */
export interface TeachableWiki {
  live: Pick<LiveWiki, 'newest' | 'current' | 'during'>;
  /** From now on answers follow these lessons. */
  learn(lessons: Lessons): void;
  /** The current wiki as it would answer with these lessons. */
  trial(lessons: Lessons): Answerer;
}

export type TeachingDependencies = {
  /** Where lessons are kept; it is made with the first of them. */
  folder: string;
  wiki: TeachableWiki;
  /** Questions asked lately; the first ones are asked. */
  recent: () => readonly string[];
  /** The lines of the other labelled questions of a wiki. */
  questionLines: (catalogue: Catalogue) => readonly string[];
  /** Milliseconds since 1970. */
  now: () => number;
  logger: Pick<Logger, 'warn'>;
};

export interface FollowedTeaching extends Teaching {
  /** Reads the files again, if they differ from what is served. @throws Failure `config` naming a file that cannot be read */
  look(): void;
  /** Says in the log what is wrong and has not been said yet: after a change, or when another generation is served. */
  warn(): void;
}

/** More would take long, and say the same. */
const MAX_RECENT = 500;
const MAX_CHOICES = 50;

/** @throws Failure `config` naming a file that cannot be read */
export function createTeaching(dependencies: TeachingDependencies): FollowedTeaching {
  const { folder, wiki, recent, questionLines, now, logger } = dependencies;
  const files = createTaughtFolder(folder);
  const previewOf = createLessonPreview();
  const said = new Set<string>();
  let texts: TaughtTexts = readTexts(folder);
  let taught: TaughtLines = readTaught(texts, folder);

  const catalogue = (): Catalogue => wiki.live.newest().index.catalogue;
  const today = (): string => new Date(now()).toISOString().slice(0, 10);

  function look(): void {
    const read = readTexts(folder);
    if (JSON.stringify(read) === JSON.stringify(texts)) return;
    texts = read;
    taught = readTaught(texts, folder);
    wiki.learn(taught.lessons);
    warn();
  }

  function warn(): void {
    for (const problem of problems()) {
      if (!said.has(problem)) logger.warn(`[config] ${problem}`);
      said.add(problem);
    }
  }

  const problems = (): string[] => lessonProblems(taught, catalogue());

  /** The lesson without what cannot be taught of it. */
  function checked(lesson: Lesson): Lesson {
    if (lesson.kind === 'synonym') {
      const { word, means } = lesson;
      const rule = parseRule(`${word} => ${means}`);
      const isOne = rule !== undefined && rule !== 'bad' && rule.left.length === 1 && rule.right.length === 1;
      if (
        !isOne ||
        rule.left[0] !== normalise(word) ||
        rule.right[0] !== normalise(means) ||
        /[\r\n]/.test(word + means)
      )
        throw new Failure(
          'config',
          `"${word} => ${means}" is no synonym; write one word on each side, without , => and #`,
        );
      return lesson;
    }
    const questions = lesson.questions.filter((question) => taughtForm(question) !== '');
    if (questions.length === 0)
      throw new Failure('config', 'there is no question with a word in it; choose another one to teach');
    if (lesson.kind === 'belongs' && sectionAt(catalogue(), lesson.to) === undefined)
      throw new Failure(
        'config',
        `there is no section "${lesson.to.section ?? ''}" in an article "${lesson.to.article}"; search for it again`,
      );
    return { ...lesson, questions };
  }

  async function change(edit: (texts: TaughtTexts) => TaughtTexts): Promise<void> {
    try {
      await files.change(edit);
    } finally {
      // Also what was written before something failed.
      look();
    }
  }

  return {
    look,
    warn,
    problems,
    apply: async (lesson) => {
      const good = checked(lesson);
      await change((before) => withLesson(before, good, today()));
    },
    takeBack: (lesson) => change((before) => withoutLesson(before, lesson)),
    lessons: () => [
      ...taught.aliases.map(
        ({ question, to, at }) => ({ kind: 'belongs', questions: [question], to, at }) as const,
      ),
      ...taught.synonyms.map(({ word, means, at }) => ({ kind: 'synonym', word, means, at }) as const),
      ...taught.negatives.map(
        ({ question, at }) => ({ kind: 'out-of-scope', questions: [question], at }) as const,
      ),
    ],
    preview: async (lesson) => {
      const good = checked(lesson);
      const { lessons } = readTaught(withLesson(texts, good, today()), folder);
      return wiki.live.during(() =>
        previewOf({
          lesson: good,
          before: wiki.live.current().wiki.unmetered,
          after: wiki.trial(lessons),
          recent: recent().slice(0, MAX_RECENT),
          cases: [
            ...taught.cases,
            ...questionLines(wiki.live.current().index.catalogue).flatMap((line) => caseIn(line, '') ?? []),
          ],
          catalogue: wiki.live.current().index.catalogue,
        }),
      );
    },
    draft: async (gapId, title, questions, text) => {
      const drafts = path.join(folder, 'drafts');
      const file = await draftFile(drafts, gapId, title);
      await files.changeFile(path.join('drafts', file), (draft) =>
        withDraft(draft, { title, questions, text, at: today() }),
      );
      return path.join(drafts, file);
    },
    sectionsFor: (words, limit) =>
      wiki.live.during(() => sectionsFor(words, Math.min(limit, MAX_CHOICES), wiki.live.current())),
  };
}
