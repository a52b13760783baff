// A build as commands show it: its progress, then its outcome.
import { type BuildOptions, buildIndex } from '../build/build-index.ts';
import type { BuildResult } from '../build/build-result.ts';
import { jobsFor } from '../embedding/jobs.ts';
import type { Logger } from '../system/logger.ts';
import { createProgressReport, resultLines } from '../terminal/build-report.ts';
import type { Config } from './config.ts';
import { describeConfiguredModel, openEmbedders } from './configured-model.ts';
import { shownPath, typed } from './environment.ts';
import { maskedSearch, optionsFor, readWikiOptions } from './wiki-options.ts';

/** Builds an index and shows its progress and its outcome. */
export async function buildWithReport(
  config: Config,
  logger: Logger,
  options: Pick<BuildOptions, 'articlesDir' | 'indexDir' | 'native' | 'skipBad' | 'keepLast' | 'force'> & {
    jobs?: number | undefined;
    /** Lists the files that are left out. */
    verbose?: boolean | undefined;
  },
): Promise<BuildResult> {
  const report = createProgressReport(process.stderr);
  const result = await buildIndex({
    ...options,
    masked: maskedSearch(config, logger),
    describeModel: () => describeConfiguredModel(config.model),
    openEmbedder: (passages) => openEmbedders(config.model, logger, options.jobs ?? jobsFor(passages)),
    onProgress: report.onProgress,
  }).finally(() => {
    report.stop();
  });
  const cutOffs =
    result.kind === 'bad-corpus'
      ? undefined
      : {
          ...optionsFor(result.manifest, readWikiOptions(config), config).calibration,
          wanted: config.falseAnswers,
        };
  for (const line of resultLines(result, shownPath(options.articlesDir), options.verbose, cutOffs))
    process.stderr.write(`${typed(line)}\n`);
  return result;
}
