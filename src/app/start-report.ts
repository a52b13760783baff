// How a start is told. A person at a terminal sees one line that changes, then one block; a service has its log, which is
// what its operator reads later.
import type { BuildProgress } from '../build/build-index.ts';
import type { Translate } from '../locales/translations.ts';
import type { Logger } from '../system/logger.ts';
import { createPlainProgress, createProgressLine } from '../terminal/build-progress.ts';
import { type Ready, readyBlock } from '../terminal/ready-block.ts';
import { createScreen, type Screen } from '../terminal/screen.ts';
import type { Config, Environment } from './config.ts';
import { loggerFor, writeError } from './run-main.ts';
import { terminalWords } from './terminal-words.ts';

export type Step = 'start-loading' | 'start-checking' | 'start-opening' | 'start-connecting';

export type StartReport = {
  logger: Logger;
  /** Terminal words. */
  t: Translate;
  /** Where a person looks on; undefined for a service. */
  screen: Screen | undefined;
  /** What is being done now. */
  doing: (step: Step) => void;
  onProgress: BuildProgress;
  ready: (ready: Ready) => void;
  /** Takes away what is not finished. */
  end: () => void;
};

/** @param isTerminal whether a person looks on: standard output and standard error are a terminal */
export function createStartReport(
  env: Environment,
  config: Pick<Config, 'log' | 'mode' | 'brand'>,
  isTerminal: boolean,
): StartReport {
  const t = terminalWords(env, config.brand.name);
  const now = (): number => performance.now();
  const { format, level } = config.log;
  if (!isTerminal || format === 'json') {
    const logger = loggerFor(config);
    return {
      logger,
      t,
      screen: undefined,
      doing: (step) => {
        logger.debug(STEPS[step]);
      },
      onProgress: createPlainProgress({
        t,
        now,
        write: (line) => {
          logger.info(line);
        },
      }),
      ready: () => undefined,
      end: () => undefined,
    };
  }
  const screen = createScreen(writeError);
  // The block says what the log would.
  const log = { format, level: level === 'info' ? 'warn' : level } as const;
  return {
    logger: loggerFor({ ...config, log }, screen.write),
    t,
    screen,
    doing: (step) => {
      screen.standLine(t(step));
    },
    onProgress: createProgressLine({ t, now, write: screen.standLine }),
    ready: (ready) => {
      screen.stand(undefined);
      screen.write(readyBlock(ready, t));
    },
    end: () => {
      screen.stand(undefined);
    },
  };
}

const STEPS: Record<Step, string> = {
  'start-loading': 'loading',
  'start-checking': 'checking the articles',
  'start-opening': 'loading the model and the index',
  'start-connecting': 'connecting to Telegram',
};
