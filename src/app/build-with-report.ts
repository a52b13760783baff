// A build as commands show it: its progress, then its outcome.
import { type BuildOptions, type BuildProgress, buildIndex } from '../build/build-index.ts';
import type { BuildResult } from '../build/build-result.ts';
import { jobsFor } from '../embedding/jobs.ts';
import { createTranslations, translateTo } from '../locales/translations.ts';
import type { Logger } from '../system/logger.ts';
import { createPlainProgress, createProgressLine } from '../terminal/build-progress.ts';
import { resultLines } from '../terminal/build-report.ts';
import type { Screen } from '../terminal/screen.ts';
import type { Config } from './config.ts';
import { describeConfiguredModel, openEmbedders } from './configured-model.ts';
import { shownPath } from './environment.ts';
import { optionsFor, readWikiOptions, trialSearch } from './wiki-options.ts';

/** Where a build tells what it does. */
export type BuildReport = {
  onProgress: BuildProgress;
  /** Called after the last progress. */
  stop: () => void;
  /** Takes a line of the outcome. */
  line: (line: string) => void;
};

/** Builds an index and shows its progress and its outcome. */
export async function buildWithReport(
  config: Config,
  logger: Logger,
  options: Pick<BuildOptions, 'articlesDir' | 'indexDir' | 'native' | 'skipBad' | 'keepLast' | 'force'> & {
    jobs?: number | undefined;
    /** Lists the files that are left out. */
    verbose?: boolean | undefined;
  },
  report: BuildReport,
): Promise<BuildResult> {
  const result = await buildIndex({
    ...options,
    trial: trialSearch(config, logger),
    describeModel: () => describeConfiguredModel(config.model),
    openEmbedder: (passages) => openEmbedders(config.model, logger, options.jobs ?? jobsFor(passages)),
    onProgress: report.onProgress,
    onWaiting: (reason) => {
      logger.info(`waiting for another build: ${reason}`);
    },
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
    report.line(line);
  return result;
}

/**
 * In English, as everything that these commands print.
 * @param isTerminal whether the screen is one, where a line can be rewritten
 */
export function reportOn(screen: Screen, isTerminal: boolean): BuildReport {
  const line = (text: string): void => {
    screen.write(`${text}\n`);
  };
  const options = { t: translateTo(createTranslations(), 'en'), now: () => performance.now() };
  return {
    onProgress: isTerminal
      ? createProgressLine({ ...options, write: screen.standLine })
      : createPlainProgress({ ...options, write: line }),
    stop: () => {
      screen.stand(undefined);
    },
    line,
  };
}
