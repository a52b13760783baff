// npm run build-index -- [--articles DIR] [--index DIR] [--skip-bad] [--force] [--dry-run] [--watch] [--json] [--jobs N]
import { parseArgs } from 'node:util';
import { loadNativeLibraryOrWarn } from '../src/app/native-library.ts';
import { buildWithReport } from '../src/app/build-with-report.ts';
import { loggerFor } from '../src/app/run-main.ts';
import { runMain } from '../src/app/run-main.ts';
import { userPath } from '../src/app/environment.ts';
import { PROJECT_ROOT } from '../src/app/environment.ts';
import { describeConfiguredModel } from '../src/app/configured-model.ts';
import { loadConfig } from '../src/app/config.ts';
import { Failure } from '../src/system/failure.ts';
import { dryRun } from '../src/build/dry-run.ts';
import { loadNativeLibrary } from '../src/index/hnsw-index.ts';
import { stopOnSignals } from '../src/system/signals.ts';
import { buildSummary, dryRunLines } from '../src/terminal/build-report.ts';
import { wholeNumber } from './measure/bench/options.ts';
import { watchFolder } from '../src/system/watch-folder.ts';

/** Exit codes; a build that had nothing to do is as good as one that had. */
const EXIT = { done: 0, failed: 1, wouldBuild: 3 } as const;

await runMain(async (env) => {
  const { values } = parseArgs({
    options: {
      articles: { type: 'string' },
      index: { type: 'string' },
      'skip-bad': { type: 'boolean', default: false },
      force: { type: 'boolean', default: false },
      'dry-run': { type: 'boolean', default: false },
      watch: { type: 'boolean', default: false },
      json: { type: 'boolean', default: false },
      jobs: { type: 'string' },
      'no-remedy': { type: 'boolean', default: false },
    },
  });
  const config = loadConfig(env, PROJECT_ROOT);
  const logger = loggerFor(config);
  const options = {
    articlesDir: values.articles === undefined ? config.articlesDir : userPath(values.articles),
    indexDir: values.index === undefined ? config.indexDir : userPath(values.index),
    native: values['no-remedy'] ? loadNativeLibrary() : loadNativeLibraryOrWarn(logger),
    skipBad: values['skip-bad'],
    force: values.force,
    ...(values.jobs === undefined ? {} : { jobs: wholeNumber('--jobs', values.jobs) }),
  };
  const print = (summary: object): void => {
    if (values.json) process.stdout.write(`${JSON.stringify(summary)}\n`);
  };

  if (values['dry-run']) {
    const plan = await dryRun({ ...options, describeModel: () => describeConfiguredModel(config.model) });
    print({ kind: 'dry-run', ...plan });
    for (const line of dryRunLines(plan, options.articlesDir)) process.stderr.write(`${line}\n`);
    if (plan.reason === undefined) return EXIT.done;
    return !values['skip-bad'] && plan.problems.some(({ severity }) => severity === 'error')
      ? EXIT.failed
      : EXIT.wouldBuild;
  }

  const build = async (force: boolean): Promise<number> => {
    const result = await buildWithReport(config, logger, { ...options, force });
    print(buildSummary(result));
    return result.kind === 'bad-corpus' ? EXIT.failed : EXIT.done;
  };
  if (!values.watch) return build(values.force);

  const stop = stopOnSignals(logger);
  const buildAndGoOn = async (force: boolean): Promise<void> => {
    try {
      await build(force);
    } catch (error) {
      // The next edit may mend it; the index in use is untouched.
      if (!(error instanceof Failure)) throw error;
      logger.error(error.message);
      print({ kind: 'failed', message: error.message });
    }
    logger.info(`watching ${options.articlesDir}; stop with Ctrl-C`);
  };
  const watching = watchFolder(options.articlesDir, stop.signal, () => buildAndGoOn(false));
  await Promise.race([buildAndGoOn(values.force), watching]);
  await watching;
  return EXIT.done;
});
