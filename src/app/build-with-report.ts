// A build as commands show it: its progress, then its outcome.
import { type BuildOptions, buildIndex } from '../build/build-index.ts';
import type { BuildResult } from '../build/build-result.ts';
import { jobsFor } from '../embedding/jobs.ts';
import type { Logger } from '../system/logger.ts';
import { createProgressReport, resultLines } from '../terminal/build-report.ts';
import type { Config } from './config.ts';
import { describeConfiguredModel, openEmbedders } from './configured-model.ts';
import { shownPath } from './environment.ts';

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
    describeModel: () => describeConfiguredModel(config.model),
    openEmbedder: (passages) => openEmbedders(config.model, logger, options.jobs ?? jobsFor(passages)),
    onProgress: report.onProgress,
  }).finally(() => {
    report.stop();
  });
  for (const line of resultLines(result, shownPath(options.articlesDir), options.verbose))
    process.stderr.write(`${line}\n`);
  return result;
}
