// A build in its own process, so that the memory of embedding is free again after it. What the build tells goes to the
// serving process over the channel between the two, which shows it in its own way.
import { fork } from 'node:child_process';
import path from 'node:path';
import type { BuildPhase, BuildProgress } from '../build/build-index.ts';
import { isObject } from '../system/is-object.ts';
import type { Logger } from '../system/logger.ts';
import { isAborted, onAbort } from '../system/signals.ts';
import type { BuildReport } from './build-with-report.ts';
import type { Config } from './config.ts';

/** What the two processes say to each other; both are of one program. */
type Event =
  | { kind: 'progress'; progress: [phase: BuildPhase, done: number, total: number] }
  | { kind: 'log'; level: 'info' | 'warn' | 'error'; message: string; details: object };

export type BuildProcessOptions = {
  config: Pick<Config, 'articlesDir' | 'indexDir'>;
  logger: Pick<Logger, 'info' | 'warn' | 'error'>;
  onProgress: BuildProgress;
};

/**
 * Builds the index; articles with errors stay as they last were.
 * @returns whether the index is up to date now; what is wrong has been logged
 */
export async function buildAside(options: BuildProcessOptions, stop: AbortSignal): Promise<boolean> {
  const { config, logger, onProgress } = options;
  const script = path.join(import.meta.dirname, '..', '..', 'scripts', 'build-index.js');
  const child = fork(
    script,
    // The serving process reports a missing native library itself.
    [
      ...['--articles', config.articlesDir, '--index', config.indexDir],
      ...['--keep-last', '--no-remedy', '--to-parent'],
    ],
    { stdio: ['ignore', 'ignore', 'inherit', 'ipc'] },
  );
  onAbort(stop, () => child.kill('SIGTERM'));
  child.on('message', (event) => {
    if (!isEvent(event)) return;
    if (event.kind === 'progress') onProgress(...event.progress);
    else logger[event.level](event.message, event.details);
  });
  const [code, signal] = await new Promise<[number | null, NodeJS.Signals | null]>((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (...end) => {
      resolve(end);
    });
  });
  if (signal !== null && !isAborted(stop))
    logger.error(`[index] the build was ended by ${signal}; SIGKILL often means that memory has run out`);
  return code === 0;
}

function isEvent(value: unknown): value is Event {
  return isObject(value) && (value['kind'] === 'progress' || value['kind'] === 'log');
}

/** How a build tells its parent what it does. */
export function reportToParent(): { logger: Logger; report: BuildReport } {
  const send = (event: Event): void => {
    // A parent that has ended needs no report; the build is finished all the same.
    if (process.connected) process.send?.(event);
  };
  const log =
    (level: 'info' | 'warn' | 'error') =>
    (message: string, details: object = {}): void => {
      send({ kind: 'log', level, message, details });
    };
  let last = '';
  return {
    logger: { debug: () => undefined, info: log('info'), warn: log('warn'), error: log('error') },
    report: {
      onProgress: (phase, done, total) => {
        // No more than a hundred for each phase.
        const key = `${phase} ${Math.floor((100 * done) / Math.max(1, total))}`;
        if (key === last) return;
        last = key;
        send({ kind: 'progress', progress: [phase, done, total] });
      },
      stop: () => undefined,
      line: log('info'),
    },
  };
}
