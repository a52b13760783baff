// The serving process. This file reads the configuration; app/serve.ts does the rest and is loaded after the first line
// is on the terminal, because loading takes half a second.
import { loadConfig } from './app/config.ts';
import { PROJECT_ROOT } from './app/environment.ts';
import { runCommand } from './app/command-line.ts';
import { createStartReport } from './app/start-report.ts';
import { startedNow } from './app/version.ts';
import { stopOnSignals } from './system/signals.ts';

const START = {
  name: 'npm start',
  about: `Builds the index when articles have changed, then serves the Telegram bot and the pages; without BOT_TOKEN
the chat page and a prompt. Settings come from the environment or the file .env: see .env.example.`,
  options: { playground: { type: 'flag', help: 'serve the chat page besides the Telegram bot' } },
  exitCodes: { 0: 'stopped', 1: 'failed' },
} as const;

await runCommand(START, async (env, { values }) => {
  const config = loadConfig(env, PROJECT_ROOT);
  const report = createStartReport(env, config, process.stdout.isTTY && process.stderr.isTTY);
  const { logger } = report;
  try {
    report.doing('start-loading');
    logger.info('starting');
    const stop = stopOnSignals(logger);
    const { serveWiki } = await import('./app/serve.ts');
    const withPlayground = values.playground || config.mode.kind === 'terminal';
    await serveWiki({ config, program: startedNow(), report, stop, withPlayground });
    logger.info('stopped');
    return 0;
  } finally {
    report.end();
  }
});
