// How serving ends: quietly if it is stopped, with the failure if something fails.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { serveWiki } from '../../src/app/serve.ts';
import { createStartReport } from '../../src/app/start-report.ts';
import { Failure } from '../../src/system/failure.ts';
import { createPublished } from './published.ts';

const { config, logger, logged, publish } = createPublished();
await publish('一元');

/** Serves without a terminal until the line is logged, then stops with a reason. */
async function serveUntil(line: string, reason?: Failure): Promise<void> {
  const stop = new AbortController();
  logged.length = 0;
  const info = (message: string): void => {
    logged.push(message);
    if (message.startsWith(line)) stop.abort(reason);
  };
  const report = createStartReport({}, config, false);
  await serveWiki({
    config: { ...config, web: { ...config.web, port: 0 } },
    program: { version: '1.2.3', node: '20.12.0', startedAt: 0 },
    report: { ...report, logger: { ...logger, info } },
    stop,
    withPlayground: true,
  });
}

test('stopping ends quietly at any point', async () => {
  for (const line of ['pages on', 'serving 6 articles', '@wenda is answering']) await serveUntil(line);
});

test('a failure ends everything, and serving rejects with it', async () => {
  const failure = new Failure('model', 'the model is gone');
  await assert.rejects(serveUntil('talk to the bot', failure), (error) => error === failure);
});
