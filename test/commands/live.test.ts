import assert from 'node:assert/strict';
import { cpSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { ENV, finish, HOME } from '../support/finish.ts';
import { FIXTURE_ARTICLES } from '../support/project.ts';
import { run } from '../support/run.ts';

test('a rebuild shows in the running bot, on its pages and in its metrics, within seconds', async () => {
  const articles = path.join(HOME, 'articles');
  cpSync(FIXTURE_ARTICLES, articles, { recursive: true });
  const env = { ...ENV, ARTICLES_DIR: articles };
  const bot = run('src/main', [], env);
  await bot.waitForText('@wenda is answering');
  bot.write('云帆客服系统怎么收费');
  await bot.waitForText('九十九元');

  const file = path.join(articles, 'yunfan-kefu.md');
  writeFileSync(file, readFileSync(file, 'utf8').replaceAll('九十九元', '八十八元'));
  const built = await finish('scripts/build-index', ['--json'], env);
  const { generation } = JSON.parse(built.stdout) as { generation: string };
  await bot.waitForText(`now serving generation ${generation}`);
  bot.write('云帆客服系统怎么收费');
  await bot.waitForText('八十八元');
  const pages = /pages on (\S+)/.exec(bot.out.stderr)?.[1] ?? '';
  const article = await fetch(`${pages}/a/yunfan-kefu`);
  assert.match(article.headers.get('etag') ?? '', new RegExp(generation));
  assert.match(await article.text(), /八十八元/);
  assert.ok((await (await fetch(`${pages}/metrics`)).text()).includes(`generation="${generation}"`));
  bot.signal('SIGTERM');
  assert.deepEqual(await bot.exited, { code: 0, signal: null });
});
