// Teaching in memory over a real index: what is taught changes answers at once, word for word and no further. For tests of
// those who teach; how questions that are only alike are found is tested where that is done.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Answer } from '../../src/answer/answer.ts';
import type { Answerer, AskOptions } from '../../src/answer/answerer.ts';
import { joinHeadings } from '../../src/corpus/article.ts';
import { normalise } from '../../src/text/normal-form.ts';
import type { Lesson, Preview, Teaching } from '../../src/teaching/teaching.ts';
import type { TestEngine } from './engine.ts';
import { temporaryFolder } from './temporary.ts';

export type PlainTeaching = Teaching & {
  /** Answers with what was taught. */
  answerer: Answerer;
  /** The next call of a method fails with this. */
  failNext: (error: Error) => void;
};

export type PlainTeachingOptions = {
  recent?: () => readonly string[];
  /** Questions that are answered, and must stay so. */
  cases?: readonly string[];
  problems?: readonly string[];
};

export function createPlainTeaching(
  { wiki }: Pick<TestEngine, 'wiki'>,
  { recent = () => [], cases = [], problems = [] }: PlainTeachingOptions = {},
): PlainTeaching {
  const base = wiki.unmetered;
  let taught: readonly Lesson[] = [];
  const folder = temporaryFolder();
  let failure: Error | undefined;
  const mayFail = (): void => {
    const error = failure;
    failure = undefined;
    if (error !== undefined) throw error;
  };

  async function ask(lessons: readonly Lesson[], question: string, options?: AskOptions): Promise<Answer> {
    const asked = normalise(question);
    for (const lesson of lessons) {
      if (lesson.kind === 'synonym') {
        const word = normalise(lesson.word);
        if (asked.includes(word))
          return { ...(await base.answer(asked.replace(word, lesson.means))), question };
      } else if (lesson.questions.some((one) => normalise(one) === asked)) {
        if (lesson.kind === 'out-of-scope')
          return { kind: 'nothing', question, confidence: 0, reason: 'no-match' };
        const title = wiki.reader.bySlug(lesson.to.article)?.title ?? '';
        return { ...(await base.answer(`${title} ${lesson.to.section ?? ''}`)), question };
      }
    }
    return base.answer(question, options);
  }

  /** The section that answers, as readers see it. */
  async function shown(lessons: readonly Lesson[], question: string): Promise<string | undefined> {
    const answer = await ask(lessons, question);
    if (answer.kind !== 'found') return undefined;
    return joinHeadings([answer.main.article.title, ...answer.main.breadcrumb]);
  }

  async function changes(
    lesson: Lesson,
    questions: readonly string[],
  ): Promise<Preview['recent']['examples']> {
    const all = await Promise.all(
      questions.map(async (question) => ({
        question,
        before: await shown(taught, question),
        after: await shown([lesson, ...taught], question),
      })),
    );
    return all.filter(({ before, after }) => before !== after);
  }

  const same = (a: Lesson) => (b: Lesson) => JSON.stringify(a) === JSON.stringify(b);

  return {
    failNext: (error) => {
      failure = error;
    },
    answerer: { ...base, answer: (question, options) => ask(taught, question, options) },
    preview: async (lesson) => {
      mayFail();
      const [asked, broken] = [await changes(lesson, recent()), await changes(lesson, cases)];
      return {
        recent: { changed: asked.length, of: recent().length, examples: asked },
        cases: {
          broken: broken.length,
          of: cases.length,
          brokenOnes: broken.map(({ question }) => question),
        },
      };
    },
    apply: (lesson) => {
      mayFail();
      if (!taught.some(same(lesson))) taught = [lesson, ...taught];
      return Promise.resolve();
    },
    takeBack: (lesson) => {
      taught = taught.filter((one) => !same(lesson)(one));
      return Promise.resolve();
    },
    lessons: () => taught.map((lesson) => ({ ...lesson, at: '2026-11-24' })),
    problems: () => problems,
    draft: (gapId, title, questions) => {
      mayFail();
      const path = join(folder, `${gapId}.md`);
      writeFileSync(
        path,
        `---\ntitle: ${title}\n---\n\n${questions.map((one) => `<!-- ${one} -->`).join('\n')}\n`,
      );
      return Promise.resolve(path);
    },
    sectionsFor: async (words, limit) => {
      const { passages } = await base.list(normalise(words), { offset: 0, limit: 3 * limit });
      const sections = new Map(passages.map((passage) => [passage.ref.sectionId, passage]));
      return [...sections.values()]
        .slice(0, limit)
        .map(({ article, headingPath, breadcrumb, ref, excerpt }) => ({
          place: {
            article: article.slug,
            section: headingPath.length === 0 ? undefined : joinHeadings(headingPath),
          },
          sectionId: ref.sectionId,
          title: article.title,
          breadcrumb,
          excerpt: excerpt.sentences.map(({ text }) => text).join(''),
        }));
    },
  };
}
