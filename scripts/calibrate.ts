// Fits weights, confidence and cut-offs to labelled questions: only to the tune half, so that the other half can show
// how good the fit is.
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { calibrationFile } from '../src/app/open-search.ts';
import { withMeasured } from './measure/open-for-measuring.ts';
import { loadNativeLibraryOrWarn } from '../src/app/native-library.ts';
import { buildWithReport } from '../src/app/build-with-report.ts';
import { questionFiles } from './measure/question-files.ts';
import { loggerFor } from '../src/app/run-main.ts';
import { runCommand } from '../src/app/command-line.ts';
import { PROJECT_ROOT } from '../src/app/environment.ts';
import { loadConfig } from '../src/app/config.ts';
import { Failure } from '../src/system/failure.ts';
import { fitCalibration } from './measure/calibrate.ts';
import { askAll, qualityReport } from './measure/evaluate.ts';
import { halfOf, readQuestionFiles } from './measure/questions.ts';
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
    out: {
      type: 'path',
      value: 'FILE',
      help: 'where to write (default: CALIBRATION_DIR, named after the model)',
    },
  },
  exitCodes: { 0: 'written', 1: 'failed, nothing written' },
} as const;

await runCommand(CALIBRATE, async (env, { values, operands }) => {
  const files = await questionFiles([...values.questions, ...operands]);
  if (values.articles === undefined) return calibrate(values.index);
  // Articles other than the configured ones: their index is built in a temporary folder unless one is named.
  const aside =
    values.index === undefined ? await mkdtemp(path.join(tmpdir(), 'wenda-calibrate-')) : undefined;
  try {
    const indexDir = aside ?? values.index ?? '';
    const config = loadConfig(env, PROJECT_ROOT);
    const logger = loggerFor(config);
    const { kind } = await buildWithReport(config, logger, {
      articlesDir: values.articles,
      indexDir,
      native: loadNativeLibraryOrWarn(logger),
    });
    return kind === 'bad-corpus' ? 1 : await calibrate(indexDir);
  } finally {
    if (aside !== undefined) await rm(aside, { recursive: true, force: true });
  }

  async function calibrate(indexDir: string | undefined): Promise<number> {
    return withMeasured(env, indexDir, async (engine) => {
      const read = (await readQuestionFiles(files, engine.index)).filter(
        ({ second }) => second === undefined,
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
      const after = await fitCalibration(engine, tune, before);
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
        fittedOn: `the tune half (${tune.length} of ${read.length}) of ${files.map((file) => path.basename(file)).join(', ')}`,
        ...after,
      };
      await mkdir(path.dirname(out), { recursive: true });
      await replaceFile(out, Buffer.from(`${JSON.stringify(content, null, 2)}\n`));
      process.stdout.write(`${lines.join('\n')}\n\nwritten to ${out}\n`);
      return 0;
    });
  }
});
