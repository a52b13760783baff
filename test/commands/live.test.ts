import assert from 'node:assert/strict';
import { cpSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { ENV, finish, HOME } from '../support/finish.ts';
import { FIXTURE_ARTICLES } from '../support/project.ts';
import { run } from '../support/run.ts';
import { temporaryFolder } from '../support/temporary.ts';

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

test('an edit shows by itself; a mistake is named once, and an empty folder leaves the answers as they are', async () => {
  const home = temporaryFolder();
  const articles = path.join(home, 'articles');
  cpSync(FIXTURE_ARTICLES, articles, { recursive: true });
  const env = { ARTICLES_DIR: articles, INDEX_DIR: path.join(home, 'index'), LOG_LEVEL: 'debug' };
  const bot = run('src/main', [], env);
  await bot.waitForText('@wenda is answering');
  const file = path.join(articles, 'yunfan-kefu.md');
  const text = readFileSync(file, 'utf8').replaceAll('九十九元', '七十七元');
  writeFileSync(file, text);
  await bot.waitForText('now serving generation');
  bot.write('云帆客服系统怎么收费');
  await bot.waitForText('七十七元');

  writeFileSync(path.join(articles, 'bad.md'), '---\ntitle: x\n');
  await bot.waitForText('bad.md:1: the front matter is not closed');
  await bot.waitForText('now serving generation', 2);
  writeFileSync(file, text.replaceAll('七十七元', '六十六元'));
  await bot.waitForText('now serving generation', 3);
  bot.write('云帆客服系统怎么收费');
  await bot.waitForText('六十六元');
  assert.equal(bot.out.stderr.split('WARN: bad.md:1:').length, 2);

  renameSync(articles, path.join(home, 'away'));
  mkdirSync(articles);
  await bot.waitForText('the one in use stays until the next edit');
  assert.match(bot.out.stderr, /there are no articles in/);
  bot.write('云帆客服系统怎么收费');
  await bot.waitForText('六十六元', 2);
  assert.equal(bot.out.stderr.split('building the index').length - 1, 5, 'at the start and after four edits');
  bot.signal('SIGTERM');
  assert.deepEqual(await bot.exited, { code: 0, signal: null });
});
