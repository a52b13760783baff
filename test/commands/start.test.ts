import assert from 'node:assert/strict';
import { cpSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, test } from 'node:test';
import { ENV, finish } from '../support/finish.ts';
import { FIXTURE_ARTICLES, PROJECT } from '../support/project.ts';
import { run } from '../support/run.ts';
import { temporaryFolder } from '../support/temporary.ts';

describe('npm start without a token', () => {
  test('builds the missing index and nothing else, says that the token is missing, and answers at a prompt', async () => {
    const programs = path.join(temporaryFolder(), 'programs');
    const { code, stdout, stderr } = await (async () => {
      const process = run('src/main', [], {
        ...ENV,
        PROGRAMS_FILE: programs,
        NODE_OPTIONS: `--require ${path.join(PROJECT, 'test', 'support', 'record-programs.cjs')}`,
      });
      process.write('青禾科技的发行价格是多少');
      process.write('');
      process.write('你好');
      process.endInput();
      return { ...(await process.exited), ...process.out };
    })();
    assert.equal(code, 0, stderr);
    assert.match(stderr, /building the index: there is none yet/);
    assert.match(
      stderr,
      /generation .*: 6 articles, 16 sections, 17 passages; model wenda-mini, 256 dimensions/,
    );
    const started = readFileSync(programs, 'utf8').trim().split('\n');
    assert.deepEqual(
      started.map((program) => path.relative(path.join(PROJECT, 'dist'), program)),
      ['src/main.js', 'scripts/build-index.js'],
    );
    assert.match(stdout, /^没有设置 BOT_TOKEN/);
    assert.match(
      stdout,
      /青禾科技何时上市 › 发行价格\n\n青禾科技的发行价格为每股12\.80元，共发行2000万股新股。/,
    );
    assert.match(stdout, /原文： https:\/\/wiki\.example\.org\/qinghe/);
    assert.match(stdout, /你好！我从本站的专题文章里找答案/);
  });

  test('does not build again when nothing has changed', async () => {
    const { code, stderr } = await finish('src/main', [], ENV);
    assert.equal(code, 0);
    assert.doesNotMatch(stderr, /building the index/);
    assert.match(stderr, /serving 6 articles, 17 passages, with wenda-mini/);
  });

  test('with bad articles it serves their last good versions and names the mistakes', async () => {
    const articles = temporaryFolder();
    cpSync(FIXTURE_ARTICLES, articles, { recursive: true });
    writeFileSync(path.join(articles, 'bad.md'), '---\ntitle: x\n');
    const broken = path.join(articles, 'qinghe-shangshi.md');
    writeFileSync(broken, readFileSync(broken, 'utf8').replace(/\n---\n/, '\n'));
    const process = run('src/main', [], { ...ENV, ARTICLES_DIR: articles });
    process.write('青禾科技的发行价格');
    process.endInput();
    assert.equal((await process.exited).code, 0);
    assert.match(process.out.stderr, /building the index: the articles have changed/);
    const log = process.out.stderr.slice(process.out.stderr.indexOf('serving 6 articles'));
    assert.match(log, /bad\.md:1: the front matter is not closed.*; it is left out/);
    assert.match(log, /qinghe-shangshi\.md:1: .*; its last good version is served/);
    assert.match(process.out.stdout, /发行价格为每股12\.80元/);
  });

  test('without a terminal it continues to serve the chat page, where the same bot answers', async () => {
    const process = run('src/main', [], ENV);
    process.endInput();
    await process.waitForText('@wenda is answering');
    const address = /talk to the bot on (\S+)/.exec(process.out.stderr)?.[1] ?? '';
    assert.ok(process.out.stdout.includes(address));
    const page = await fetch(address);
    assert.match(await page.text(), /<title>/);
    const said = await fetch(`${address}/say`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ chat: 'private', text: '青禾科技的发行价格' }),
    });
    assert.equal(said.status, 200, await said.text());
    process.signal('SIGTERM');
    assert.deepEqual(await process.exited, { code: 0, signal: null }, process.out.stderr);
  });

  test('on the chat page of this machine the reader is the operator: /admin names what is wrong', async () => {
    const articles = temporaryFolder();
    cpSync(FIXTURE_ARTICLES, articles, { recursive: true });
    writeFileSync(path.join(articles, 'bad.md'), '---\ntitle: x\n');
    const process = run('src/main', [], { ...ENV, ARTICLES_DIR: articles });
    process.endInput();
    await process.waitForText('@wenda is answering');
    const address = /talk to the bot on (\S+)/.exec(process.out.stderr)?.[1] ?? '';
    const { body: events } = await fetch(`${address}/events`);
    assert.ok(events !== null);
    await fetch(`${address}/say`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ chat: 'private', text: '/admin' }),
    });
    let heard = '';
    for await (const part of events.pipeThrough(new TextDecoderStream())) {
      heard += part;
      if (heard.includes('"own":false')) break;
    }
    assert.match(heard, /6 篇专题.*bad\.md:1: the front matter is not closed/s);
    process.signal('SIGTERM');
    assert.deepEqual(await process.exited, { code: 0, signal: null });
  });

  test('piped questions are echoed, so that answers can be told apart', async () => {
    const process = run('src/main', [], ENV);
    process.write('/start');
    process.write('你好');
    process.endInput();
    assert.equal((await process.exited).code, 0);
    assert.match(process.out.stdout, /问题> \/start\n直接输入问题即可.*\n\n问题> 你好\n你好！/s);
  });

  test('SIGTERM while the model is being loaded is not lost', async () => {
    const process = run('src/main', [], { ...ENV, LOG_LEVEL: 'debug' });
    await process.waitForText('loading the model');
    process.signal('SIGTERM');
    assert.deepEqual(await process.exited, { code: 0, signal: null });
  });

  test('ends cleanly on SIGTERM', async () => {
    const process = run('src/main', [], ENV);
    await process.waitForText('没有设置 BOT_TOKEN');
    process.signal('SIGTERM');
    assert.deepEqual(await process.exited, { code: 0, signal: null });
    assert.match(process.out.stderr, /SIGTERM: finishing running work.*\n.*stopped/s);
  });

  test('without hnswlib-node it uses exact search and reports that once, with the remedy', async () => {
    const preload = path.join(PROJECT, 'test', 'support', 'without-hnswlib.cjs');
    const process = run('src/main', [], {
      ...ENV,
      INDEX_DIR: path.join(temporaryFolder(), 'index'),
      NODE_OPTIONS: `--require ${preload}`,
    });
    process.write('青禾科技的发行价格');
    process.endInput();
    assert.equal((await process.exited).code, 0, process.out.stderr);
    assert.match(process.out.stderr, /exact search \(no hnswlib-node\)/);
    assert.equal(process.out.stderr.match(/hnswlib-node could not be loaded/g)?.length, 1);
    assert.match(process.out.stderr, /Remedy: install a C\+\+ toolchain/);
    assert.match(process.out.stdout, /发行价格为每股12\.80元/);
  });

  test('bad keys are all named, and nothing is started', async () => {
    const { code, stderr, stdout } = await finish('src/main', [], {
      ...ENV,
      BOT_TOKEN: 'not-a-token',
      LOG_LEVEL: 'loud',
    });
    assert.equal(code, 1);
    assert.match(stderr, /\[config\] BOT_TOKEN does not look like .*LOG_LEVEL is "loud"/);
    assert.doesNotMatch(stderr, /not-a-token/);
    assert.equal(stdout, '');
  });
});
