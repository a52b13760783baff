// The commands as an operator runs them: whole processes, real model, real files, loopback only.
import assert from 'node:assert/strict';
import { cpSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { before, describe, test } from 'node:test';
import { FIXTURE_ARTICLES, FIXTURE_PAGES, PROJECT } from './support/project.ts';
import { run } from './support/run.ts';
import { startTelegramServer } from './support/telegram-server.ts';
import { RANK_FEATURES } from '../src/retrieval/fusion.ts';
import { temporaryFolder } from './support/temporary.ts';

const TOKEN = '123456789:AAabcdefghijklmnopqrstuvwxyz0123456';
const home = temporaryFolder();
const ENV = {
  ARTICLES_DIR: FIXTURE_ARTICLES,
  INDEX_DIR: path.join(home, 'index'),
  STATE_DIR: path.join(home, 'state'),
};

async function finish(...args: Parameters<typeof run>) {
  const process = run(...args);
  process.endInput();
  return { ...(await process.exited), ...process.out };
}

test('the README names the two commands in this order, and they are what package.json and CI run', () => {
  const readme = readFileSync(path.join(PROJECT, 'README.md'), 'utf8');
  assert.ok(readme.indexOf('npm ci && npm start') > 0);
  assert.ok(readme.indexOf('npm ci && npm test') > readme.indexOf('npm ci && npm start'));
  const { scripts } = JSON.parse(readFileSync(path.join(PROJECT, 'package.json'), 'utf8')) as {
    scripts: Record<string, string>;
  };
  assert.match(scripts['start'] ?? '', /^tsc -b && node .*dist\/src\/main\.js$/);
  assert.match(scripts['test'] ?? '', /^tsc -b test && npm run lint && npm run test:unit$/);
  assert.match(readFileSync(path.join(PROJECT, '.ci', 'run'), 'utf8'), /^npm ci && npm test$/m);
});

describe('npm start without a token', () => {
  test('builds the missing index, says that there is no token, and answers at a prompt', async () => {
    const { code, stdout, stderr } = await (async () => {
      const process = run('src/main', [], ENV);
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
    assert.match(stderr, /question to answer: p50 [\d.]+ ms/);
    assert.match(stderr, /memory of the serving process: \d+ MB resident/);
    assert.match(stdout, /^没有设置 BOT_TOKEN/);
    assert.match(
      stdout,
      /青禾科技何时上市 › 基本释义 › 发行价格\n\n青禾科技的发行价格为每股12\.80元，共发行2000万股新股。/,
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

  test('with a bad article it serves the older index and shows the problem', async () => {
    const articles = temporaryFolder();
    cpSync(FIXTURE_ARTICLES, articles, { recursive: true });
    writeFileSync(path.join(articles, 'bad.md'), '---\ntitle: x\n---\n');
    const process = run('src/main', [], { ...ENV, ARTICLES_DIR: articles });
    process.write('青禾科技的发行价格');
    process.endInput();
    assert.equal((await process.exited).code, 0);
    assert.match(process.out.stderr, /building the index: the articles have changed/);
    assert.match(process.out.stderr, /bad\.md:1: error: missing date/);
    assert.match(process.out.stderr, /the older one is served/);
    assert.match(process.out.stdout, /发行价格为每股12\.80元/);
  });

  test('questions that are piped in are echoed, so that answers can be told apart', async () => {
    const process = run('src/main', [], ENV);
    process.write('/start');
    process.write('你好');
    process.endInput();
    assert.equal((await process.exited).code, 0);
    assert.match(process.out.stdout, /问题> \/start\n直接输入问题即可.*\n\n问题> 你好\n你好！/);
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
    assert.match(process.out.stderr, /SIGTERM: finishing what is running.*\n.*stopped/s);
  });

  test('without hnswlib-node it runs on exact search and says so once, with the remedy', async () => {
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

describe('npm start with a token', () => {
  const answerTo = (text: string) => (payload: Record<string, unknown>) =>
    String(payload['text']).includes(text);

  test('polls, registers its commands in two languages, answers, and on SIGTERM finishes the running answer', async () => {
    const telegram = await startTelegramServer();
    const env = { ...ENV, BOT_TOKEN: TOKEN, TELEGRAM_API_ROOT: telegram.url, LOG_LEVEL: 'debug' };
    const bot = run('src/main', [], env);
    await bot.waitForText('@wenda_test_bot is answering');
    const menus = [
      await telegram.waitFor('setMyCommands', ({ language_code }) => language_code === undefined),
      await telegram.waitFor('setMyCommands', ({ language_code }) => language_code === 'zh'),
    ].map(({ payload }) =>
      (payload['commands'] as { command: string; description: string }[]).map(
        ({ command, description }) => `${command}: ${description}`,
      ),
    );
    assert.deepEqual(menus, [
      ['ask: Ask, for example /ask What is FOB?', 'help: How to use me', 'start: Start here'],
      ['ask: 提问，例如 /ask 公司注销要多久', 'help: 使用说明', 'start: 开始使用'],
    ]);

    telegram.message('青禾科技的发行价格');
    const { payload } = await telegram.waitFor('sendMessage', answerTo('12.80'));
    assert.equal(payload['chat_id'], 7);
    assert.equal(payload['parse_mode'], 'HTML');
    assert.deepEqual(payload['reply_parameters'], { message_id: 1, allow_sending_without_reply: true });

    const free = telegram.holdNextSend();
    const held = telegram.message('简易注销公告多少天');
    await telegram.waitFor('sendMessage', answerTo('二十天'));
    bot.signal('SIGTERM');
    await bot.waitForText('SIGTERM: finishing what is running');
    free();
    assert.deepEqual(await bot.exited, { code: 0, signal: null });
    // The answered update was confirmed and is on disk.
    assert.ok(
      telegram.calls.some(
        ({ method, payload: { offset } }) => method === 'getUpdates' && offset === held + 1,
      ),
    );
    assert.match(readFileSync(path.join(ENV.STATE_DIR, 'updates.json'), 'utf8'), new RegExp(`\\b${held}\\b`));
    assert.doesNotMatch(bot.out.stderr + bot.out.stdout, /AAabc/);

    // Telegram delivers again what it believes unanswered: nobody gets an answer twice.
    telegram.redeliver();
    const before = telegram.calls.filter(({ method }) => method === 'sendMessage').length;
    const again = run('src/main', [], env);
    telegram.message('货柜堆存免费几天');
    await telegram.waitFor('sendMessage', answerTo('首五日'));
    assert.equal(telegram.calls.filter(({ method }) => method === 'sendMessage').length, before + 1);
    again.signal('SIGINT');
    assert.deepEqual(await again.exited, { code: 0, signal: null });
  });

  test('a refused token and a second poller are explained, without the token', async () => {
    for (const [code, description, expected] of [
      [401, 'Unauthorized', /\[telegram\] Telegram refuses BOT_TOKEN; copy it again from @BotFather/],
      [
        409,
        'Conflict: terminated by other getUpdates request',
        /\[telegram\] another process is running with this BOT_TOKEN/,
      ],
    ] as const) {
      const telegram = await startTelegramServer();
      telegram.refuseWith(code, description);
      const {
        code: exit,
        stderr,
        stdout,
      } = await finish('src/main', [], { ...ENV, BOT_TOKEN: TOKEN, TELEGRAM_API_ROOT: telegram.url });
      assert.equal(exit, 1);
      assert.match(stderr, expected);
      assert.doesNotMatch(stderr + stdout, /AAabc/);
    }
  });

  test('a Bot API that cannot be reached is told while it is retried, without the token', async () => {
    const bot = run('src/main', [], { ...ENV, BOT_TOKEN: TOKEN, TELEGRAM_API_ROOT: 'http://127.0.0.1:9' });
    await bot.waitForText('Telegram: getMe failed');
    bot.signal('SIGTERM');
    assert.deepEqual(await bot.exited, { code: 0, signal: null });
    assert.doesNotMatch(bot.out.stderr + bot.out.stdout, /AAabc/);
  });
});

describe('npm run ask', () => {
  before(async () => {
    await finish('scripts/build-index', [], ENV);
  });

  test('prints the answer in the terminal', async () => {
    const { code, stdout } = await finish('scripts/ask', ['青禾科技的发行价格是多少'], ENV);
    assert.equal(code, 0);
    assert.match(
      stdout,
      /^青禾科技何时上市 › 基本释义 › 发行价格\n\n青禾科技的发行价格为每股12\.80元.*2026-03-02 · 120 次阅读/s,
    );
  });

  test('--json prints the whole Answer with its scores', async () => {
    const { stdout } = await finish('scripts/ask', ['--json', '青禾科技的发行价格是多少'], ENV);
    const answer = JSON.parse(stdout) as {
      kind: string;
      main: { scores: Record<string, number>; article: { slug: string } };
    };
    assert.equal(answer.kind, 'found');
    assert.equal(answer.main.article.slug, 'qinghe-shangshi');
    assert.deepEqual(Object.keys(answer.main.scores), ['fused', ...RANK_FEATURES]);
  });

  test('the exit code is 1 for nothing, 2 for no question and for no index', async () => {
    assert.equal((await finish('scripts/ask', ['红烧肉需要炖多长时间'], ENV)).code, 1);
    const empty = await finish('scripts/ask', [], ENV);
    assert.equal(empty.code, 2);
    assert.match(empty.stderr, /there is no question; write: npm run ask -- "/);
    const missing = await finish('scripts/ask', ['问', '--index', path.join(home, 'none')], ENV);
    assert.equal(missing.code, 2);
    assert.match(missing.stderr, /\[index\] there is no index in .*; run npm run build-index/);
  });
});

describe('npm run build-index', () => {
  test('works on any folders, stops at bad articles, and builds the rest with --skip-bad', async () => {
    const folder = temporaryFolder();
    cpSync(FIXTURE_ARTICLES, path.join(folder, 'articles'), { recursive: true });
    writeFileSync(path.join(folder, 'articles', 'bad.md'), '---\ntitle: x\ndate: soon\n---\n\n## a\n\nb\n');
    const args = ['--articles', path.join(folder, 'articles'), '--index', path.join(folder, 'index')];
    const refused = await finish('scripts/build-index', args, {});
    assert.equal(refused.code, 1);
    assert.match(refused.stderr, /bad\.md:3: error: bad date "soon".*nothing was built: 1 article file/s);
    assert.deepEqual(readdirSync(folder), ['articles']);
    const built = await finish('scripts/build-index', [...args, '--skip-bad'], {});
    assert.equal(built.code, 0, built.stderr);
    assert.match(built.stderr, /left out: 1 file\(s\) with errors/);
    const again = await finish('scripts/build-index', [...args, '--skip-bad'], {});
    assert.match(again.stderr, /nothing has changed/);
  });

  test('an option that does not exist is a usage error, not a bug', async () => {
    const { code, stderr } = await finish('scripts/build-index', ['--artikles', 'x'], ENV);
    assert.equal(code, 1);
    assert.match(stderr, /\[config\] Unknown option '--artikles'; the options are in the README/);
    assert.doesNotMatch(stderr, /bug/);
  });
});

test('npm run import-pages writes articles that build-index takes', async () => {
  const folder = temporaryFolder();
  const imported = await finish(
    'scripts/import-pages',
    [path.join(FIXTURE_PAGES, 'wiki-page.txt'), '--articles', folder],
    {},
  );
  assert.equal(imported.code, 0, imported.stderr);
  assert.match(imported.stdout, /written {4}云帆客服的上班时间 → .*\.md \(3 sections\)/);
  assert.match(imported.stdout, /wiki-page\.txt:60: could not be placed: 版权所有/);
  const built = await finish(
    'scripts/build-index',
    ['--articles', folder, '--index', path.join(temporaryFolder(), 'index')],
    {},
  );
  assert.equal(built.code, 0, built.stderr);
});
