// The serving process. What it is told is read here; what it is made of is put together in app/serve.ts, which is loaded
// after the first line is on the terminal: loading takes half a second.
import { parseArgs } from 'node:util';
import { loadConfig } from './app/config.ts';
import { PROJECT_ROOT } from './app/environment.ts';
import { loggerFor, runMain } from './app/run-main.ts';
import { stopOnSignals } from './system/signals.ts';

await runMain(async (env) => {
  const { values } = parseArgs({ options: { playground: { type: 'boolean', default: false } } });
  const config = loadConfig(env, PROJECT_ROOT);
  const logger = loggerFor(config);
  logger.info('starting');
  const stop = stopOnSignals(logger);
  const { serveWiki } = await import('./app/serve.ts');
  const { terminalWords } = await import('./app/terminal-words.ts');
  const withPlayground = values.playground || config.mode.kind === 'terminal';
  await serveWiki({ config, logger, stop, t: terminalWords(env), withPlayground });
  logger.info('stopped');
  return 0;
});
