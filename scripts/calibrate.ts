// Fits weights, confidence and cut-offs to labelled questions: only to the tune half, so that the other half can show
// how good the fit is.
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { calibrationFile, readWikiOptions } from '../src/app/wiki-options.ts';
import { type Measured, withMeasured } from './measure/open-for-measuring.ts';
import { loadNativeLibraryOrWarn } from '../src/app/native-library.ts';
import { buildWithReport, reportOn } from '../src/app/build-with-report.ts';
import { questionFiles, tuningFiles } from './measure/question-files.ts';
import { loggerFor, writeError } from '../src/app/run-main.ts';
import { createScreen } from '../src/terminal/screen.ts';
import { runCommand } from '../src/app/command-line.ts';
import { PROJECT_ROOT, userPath } from '../src/app/environment.ts';
import { loadConfig } from '../src/app/config.ts';
import { Failure } from '../src/system/failure.ts';
import { fitCalibration, type QuestionSet } from './measure/calibrate.ts';
import { checkCutOffs, copyHalf, cutOffLines } from './measure/check-cut-offs.ts';
import { askAll, qualityReport } from './measure/evaluate.ts';
import { halfOf } from '../src/app/labelled-questions.ts';
import { readCases, readQuestionFiles } from './measure/questions.ts';
import { NO_LESSONS } from '../src/retrieval/lessons.ts';
import type { CalibrationFile } from '../src/retrieval/calibration.ts';
import { replaceFile } from '../src/system/synced-file.ts';
import { calibrationLines, qualityLines } from './measure/reports/quality-report.ts';

/** With fewer questions the fit reflects chance more than the wiki. */
const MIN_QUESTIONS = 40;

const CALIBRATE = {
  name: 'npm run calibrate',
  operands: '[FILE…]',
  about:
    'Fits weights, confidence and cut-offs to labelled questions, and writes them where the bot reads them.',
  options: {
    articles: {
      type: 'path',
      value: 'DIR',
      help: 'articles of the questions, indexed in a temporary folder',
    },
    index: {
      type: 'path',
      value: 'DIR',
      help: 'the index to ask instead of INDEX_DIR, or with --articles where to build it',
    },
    questions: {
      type: 'path',
      value: 'FILE',
      multiple: true,
      help: "labelled questions (default: the project's own)",
    },
    also: {
      type: 'text',
      value: 'INDEX=FILE',
      multiple: true,
      help: 'further questions, all of them: FILE, or INDEX=FILE about another wiki, for the weights alone',
    },
    check: {
      type: 'flag',
      help: 'fit nothing, check the cut-offs (on half of --articles)',
    },
    out: {
      type: 'path',
      value: 'FILE',
      help: 'where to write (default: CALIBRATION_DIR, named after the model)',
    },
  },
  exitCodes: { 0: 'written, or checked', 1: 'failed, nothing written' },
} as const;

await runCommand(CALIBRATE, async (env, { values, operands }) => {
  const named = [...values.questions, ...operands];
  const files = questionFiles(named);
  // A question that was taught has its answer whatever the weights are.
  const measured = <T>(index: string | undefined, task: (engine: Measured) => Promise<T>): Promise<T> =>
    withMeasured(env, index, task, { lessons: NO_LESSONS });
  const warn = (problem: string): void => {
    writeError(`${problem}\n`);
  };
  const use = values.check ? check : calibrate;
  if (values.articles === undefined) return use(values.index);
  // Articles other than the configured ones: their index is built in a temporary folder unless one is named.
  const aside = await mkdtemp(path.join(tmpdir(), 'wenda-calibrate-'));
  try {
    const indexDir = values.index ?? path.join(aside, 'index');
    const articlesDir = values.check ? path.join(aside, 'articles') : values.articles;
    if (values.check) await copyHalf(values.articles, articlesDir);
    const config = loadConfig(env, PROJECT_ROOT);
    const screen = createScreen(writeError);
    const logger = loggerFor(config, screen.write);
    const { kind } = await buildWithReport(
      config,
      logger,
      { articlesDir, indexDir, native: loadNativeLibraryOrWarn(logger) },
      reportOn(screen, process.stderr.isTTY),
    );
    return kind === 'bad-corpus' ? 1 : await use(indexDir);
  } finally {
    await rm(aside, { recursive: true, force: true });
  }

  async function check(indexDir: string | undefined): Promise<number> {
    return measured(indexDir, async ({ index, answerer, config }) => {
      const { masked } = index.manifest;
      const { shipped, maskedKey } = readWikiOptions(config);
      if (masked?.key !== maskedKey)
        throw new Failure('index', 'has no cut-offs of its own; run npm run build-index');
      const isTakenAway = (slug: string): boolean => index.catalogue.bySlug(slug) === undefined;
      const read = await readQuestionFiles(
        files,
        index,
        values.articles === undefined ? undefined : isTakenAway,
      );
      // The tune half of the wiki's own questions took part in the measurement.
      const questions = read.filter((question) => named.length > 0 || halfOf(question) === 'test');
      const outcomes = await askAll({ answerer, index }, questions);
      const lines = cutOffLines(checkCutOffs(outcomes, masked, shipped.calibration.cutOffs));
      const unanswerable = questions.filter(({ article }) => article === undefined).length;
      process.stdout.write(
        `${index.manifest.corpus.articles} articles; ${questions.length} questions, ${unanswerable} without an answer; measured on ${masked.made.length} made of the wiki and ${masked.labelled.length} labelled ones\n${lines.join('\n')}\n`,
      );
      return 0;
    });
  }

  /** Opens the indexes of questions about other wikis, one inside the other, for as long as `use` takes. */
  async function withSets<T>(
    own: QuestionSet['tools'],
    [next, ...rest]: readonly { file: string; index: string | undefined }[],
    use: (sets: readonly QuestionSet[]) => Promise<T>,
  ): Promise<T> {
    if (next === undefined) return use([]);
    const read = async (tools: QuestionSet['tools']): Promise<T> => {
      const questions = await readQuestionFiles([next.file], tools.index);
      return withSets(own, rest, (sets) => use([{ tools, questions }, ...sets]));
    };
    return next.index === undefined ? read(own) : measured(next.index, read);
  }

  async function calibrate(indexDir: string | undefined): Promise<number> {
    return measured(indexDir, async (engine) => {
      const cases = named.length > 0 ? [] : await readCases(engine.config.teachingDir, engine.index, warn);
      // Questions that go on from others, or ask two things, have signs of their own.
      const read = [...(await readQuestionFiles(files, engine.index)), ...cases].filter(
        ({ after, second }) => after === undefined && second === undefined,
      );
      const tune = read.filter((question) => halfOf(question) === 'tune');
      const unanswerable = tune.filter(({ article }) => article === undefined).length;
      if (tune.length < MIN_QUESTIONS || unanswerable === 0 || unanswerable === tune.length) {
        throw new Failure(
          'config',
          `the tune half has ${tune.length} questions, ${unanswerable} of them unanswerable; write at least ${MIN_QUESTIONS * 2} questions in all, some of which the articles do not answer`,
        );
      }
      const before = engine.retriever.calibration;
      const others = values.also.map((value) => {
        const [file = '', index] = value.split('=').reverse();
        return { file: userPath(file), index: index === undefined ? undefined : userPath(index) };
      });
      const own = named.length > 0 ? [] : tuningFiles();
      const further = [...own.map((file) => ({ file, index: undefined })), ...others];
      const after = await withSets(engine, further, (others) =>
        fitCalibration({ tools: engine, questions: tune }, others, before),
      );
      const report = async (
        name: string,
        { answerer }: { answerer: typeof engine.answerer },
      ): Promise<string[]> => {
        const figures = qualityReport(await askAll({ answerer, index: engine.index }, tune));
        return [
          '',
          `${name}, ${qualityLines(figures, `the tune half, ${tune.length} of ${read.length}`).join('\n')}`,
        ];
      };
      const lines = [
        ...calibrationLines(before, after),
        ...(await report('before', engine)),
        ...(await report('after', engine.variant({ calibration: after }))),
      ];
      const out = values.out ?? calibrationFile(engine.config);
      const content: CalibrationFile = {
        model: engine.index.manifest.model.id,
        fittedOn: [
          `the tune half (${tune.length} of ${read.length}) of ${[...files, ...cases.slice(0, 1).map(() => 'cases.jsonl')].map((file) => path.basename(file)).join(', ')}`,
          ...further.map(
            ({ file, index }) => `${path.basename(file)}${index === undefined ? '' : ' (weights alone)'}`,
          ),
        ].join('; '),
        ...after,
      };
      await mkdir(path.dirname(out), { recursive: true });
      await replaceFile(out, Buffer.from(`${JSON.stringify(content, null, 2)}\n`));
      process.stdout.write(`${lines.join('\n')}\n\nwritten to ${out}\n`);
      return 0;
    });
  }
});
