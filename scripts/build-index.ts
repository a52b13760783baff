// Builds the index without serving: once, as a dry run, or after every edit.
import { loadNativeLibraryOrWarn } from '../src/app/native-library.ts';
import { reportToParent } from '../src/app/build-process.ts';
import { buildWithReport, reportOn } from '../src/app/build-with-report.ts';
import { loggerFor, writeError } from '../src/app/run-main.ts';
import { runCommand } from '../src/app/command-line.ts';
import { PROJECT_ROOT, shownPath, typed } from '../src/app/environment.ts';
import { describeConfiguredModel } from '../src/app/configured-model.ts';
import { loadConfig } from '../src/app/config.ts';
import { readWikiOptions } from '../src/app/wiki-options.ts';
import { Failure } from '../src/system/failure.ts';
import { dryRun } from '../src/build/dry-run.ts';
import { loadNativeLibrary } from '../src/index/hnsw-index.ts';
import { stopOnSignals } from '../src/system/signals.ts';
import { buildSummary, dryRunLines } from '../src/terminal/build-report.ts';
import { articleStamps } from '../src/corpus/article-stamps.ts';
import { createScreen } from '../src/terminal/screen.ts';
import { watchChanges } from '../src/system/watch-changes.ts';

/** Exit codes; a build with nothing to do also succeeds. */
const EXIT = { done: 0, failed: 1, wouldBuild: 3 } as const;

const BUILD_INDEX = {
  name: 'npm run build-index',
  about: 'Builds the index of the articles, reusing what has not changed.',
  options: {
    articles: { type: 'path', value: 'DIR', help: 'articles to index instead of ARTICLES_DIR' },
    index: { type: 'path', value: 'DIR', help: 'where to build instead of INDEX_DIR' },
    'skip-bad': { type: 'flag', help: 'leave out articles with errors instead of stopping' },
    'keep-last': { type: 'flag', help: 'keep their last good version instead, as npm start does' },
    force: { type: 'flag', help: 'build everything, reusing nothing' },
    'dry-run': { type: 'flag', help: 'list what would change, build nothing' },
    watch: { type: 'flag', help: 'build after every edit until stopped, with --keep-last' },
    verbose: { type: 'flag', help: 'list the files that are left out' },
    json: { type: 'flag', help: 'print a summary for programs on standard output' },
    jobs: {
      type: 'number',
      value: 'N',
      help: 'embedding processes (default: by cores, passages and free memory)',
    },
    'no-remedy': { type: 'flag', help: 'say nothing when hnswlib-node is missing' },
    'to-parent': { type: 'flag', help: 'report to the program that started this one, as npm start needs it' },
  },
  exitCodes: {
    [EXIT.done]: 'built, or nothing to do',
    [EXIT.failed]: 'failed',
    [EXIT.wouldBuild]: '--dry-run would build',
  },
} as const;

await runCommand(BUILD_INDEX, async (env, { values }) => {
  // What is taught lies beside the articles.
  const config = loadConfig(
    values.articles === undefined ? env : { ...env, ARTICLES_DIR: values.articles },
    PROJECT_ROOT,
  );
  const screen = createScreen(writeError);
  const { logger, report } = values['to-parent']
    ? reportToParent()
    : { logger: loggerFor(config, screen.write), report: reportOn(screen, process.stderr.isTTY) };
  const options = {
    articlesDir: values.articles ?? config.articlesDir,
    indexDir: values.index ?? config.indexDir,
    native: values['no-remedy'] ? loadNativeLibrary() : loadNativeLibraryOrWarn(logger),
    skipBad: values['skip-bad'],
    keepLast: values['keep-last'] || (values.watch && !values['skip-bad']),
    verbose: values.verbose,
    force: values.force,
    jobs: values.jobs,
  };
  const print = (summary: object): void => {
    if (values.json) process.stdout.write(`${JSON.stringify(summary)}\n`);
  };

  if (values['dry-run']) {
    const { maskedKey } = readWikiOptions(config);
    const describeModel = () => describeConfiguredModel(config.model);
    const plan = await dryRun({ ...options, describeModel, maskedKey });
    print({ kind: 'dry-run', ...plan });
    for (const line of dryRunLines(plan, shownPath(options.articlesDir), values.verbose))
      process.stderr.write(`${typed(line)}\n`);
    const wouldStop = !options.skipBad && !options.keepLast;
    if (wouldStop && plan.problems.some(({ severity }) => severity === 'error')) return EXIT.failed;
    return plan.reason === undefined ? EXIT.done : EXIT.wouldBuild;
  }

  const build = async (force: boolean): Promise<number> => {
    const result = await buildWithReport(config, logger, { ...options, force }, report);
    print(buildSummary(result));
    return result.kind === 'bad-corpus' ? EXIT.failed : EXIT.done;
  };
  if (!values.watch && !values['to-parent']) return build(values.force);

  const buildOrReport = async (force: boolean): Promise<number> => {
    try {
      return await build(force);
    } catch (error) {
      // The next edit may fix it; the index in use is untouched.
      if (!(error instanceof Failure)) throw error;
      logger.error(error.message);
      print({ kind: 'failed', message: error.message });
      return EXIT.failed;
    }
  };
  if (!values.watch) return buildOrReport(values.force);

  const stop = stopOnSignals(logger);
  const look = (): Promise<string | undefined> => articleStamps(options.articlesDir);
  const known = await look();
  const buildAndGoOn = async (force: boolean): Promise<void> => {
    await buildOrReport(force);
    logger.info(`watching ${options.articlesDir}; stop with Ctrl-C`);
  };
  await buildAndGoOn(values.force);
  await watchChanges({ look, known, onSettled: () => buildAndGoOn(false) }, stop.signal);
  return EXIT.done;
});
