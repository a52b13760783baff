// The commands as an operator runs them: whole processes, real model, real files, loopback only.
import assert from 'node:assert/strict';
import { cpSync, existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { before, describe, test } from 'node:test';
import { FIXTURE_ARTICLES, FIXTURE_PAGES, PROJECT } from './support/project.ts';
import { run } from './support/run.ts';
import { startTelegram } from './support/telegram.ts';
import { parseCalibration } from '../src/retrieval/calibration.ts';
import { RANK_FEATURES } from '../src/retrieval/fusion.ts';
import { temporaryFolder } from './support/temporary.ts';

const TOKEN = '123456789:AAabcdefghijklmnopqrstuvwxyz0123456';
const READER = { id: 7, is_bot: false, first_name: '读者', language_code: 'zh-hans' };
const home = temporaryFolder();
const ENV = {
  ARTICLES_DIR: FIXTURE_ARTICLES,
  INDEX_DIR: path.join(home, 'index'),
  STATE_DIR: path.join(home, 'state'),
};

async function finish(...args: Parameters<typeof run>) {
  const process = run(...args);
  // The server goes on when its input has no question.
  if (args[0] === 'src/main') process.write('你好');
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

  test('without a terminal it goes on serving the chat page, where the same bot answers', async () => {
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
    const { emulator: telegram, url, updates } = await startTelegram(TOKEN);
    const env = { ...ENV, BOT_TOKEN: TOKEN, TELEGRAM_API_ROOT: url, LOG_LEVEL: 'debug' };
    const bot = run('src/main', ['--playground'], env);
    await bot.waitForText('@wenda_test_bot is answering');
    const menus = [
      await telegram.waitFor('setMyCommands', ({ language_code }) => language_code === undefined),
      await telegram.waitFor('setMyCommands', ({ language_code }) => language_code === 'zh'),
    ].map(({ payload }) =>
      (payload['commands'] as { command: string; description: string }[]).map(
        ({ command, description }) => `${command}: ${description}`,
      ),
    );
    assert.deepEqual(
      menus.map((menu) => [menu.length, menu[0], menu[1]]),
      [
        [
          10,
          'ask: Ask, for example /ask Who insures the cargo under CIF?',
          'topics: Find topics from A to Z or by title',
        ],
        [10, 'ask: 提问，例如 /ask 科创板开户门槛', 'topics: 按拼音或标题找专题'],
      ],
    );
    await telegram.waitFor('setMyDescription', ({ language_code }) => language_code === undefined);

    const pages = /pages on (\S+)/.exec(bot.out.stderr)?.[1] ?? '';
    assert.equal((await fetch(`${pages}/healthz`)).status, 200);
    const article = await (await fetch(`${pages}/a/qinghe-shangshi`)).text();
    assert.match(article, /https:\/\/t\.me\/wenda_test_bot\?start=a-/, 'can be shared in Telegram');
    assert.match(await (await fetch(`${pages}/metrics`)).text(), /wenda_index_size\{of="articles"\} 6/);

    assert.equal((await fetch(`${pages}/chat`)).status, 200, 'the playground beside the bot');

    telegram.say(READER.id, READER, '青禾科技的发行价格');
    const { payload } = await telegram.waitFor('sendMessage', answerTo('12.80'));
    assert.equal(payload['chat_id'], 7);
    assert.equal(payload['parse_mode'], 'HTML');
    assert.deepEqual(payload['reply_parameters'], { message_id: 1, allow_sending_without_reply: true });

    const free = telegram.holdNext('sendMessage');
    telegram.say(READER.id, READER, '简易注销公告多少天');
    const held = updates.at(-1)?.update_id ?? 0;
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
    telegram.say(READER.id, READER, '货柜堆存免费几天');
    await telegram.waitFor('sendMessage', answerTo('首五日'));
    assert.equal(telegram.calls.filter(({ method }) => method === 'sendMessage').length, before + 1);
    const [, others] = /pages on (\S+)/.exec(again.out.stderr) ?? [];
    assert.equal((await fetch(`${others}/chat`)).status, 404, 'no playground unless told so');
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
      const { emulator, url } = await startTelegram(TOKEN);
      emulator.failAll({ code, description });
      const {
        code: exit,
        stderr,
        stdout,
      } = await finish('src/main', [], { ...ENV, BOT_TOKEN: TOKEN, TELEGRAM_API_ROOT: url });
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

describe('npm run evaluate and npm run calibrate', () => {
  const questions = path.join(PROJECT, 'test', 'fixtures', 'questions.jsonl');
  const json = path.join(home, 'report.json');
  before(async () => {
    await finish('scripts/build-index', [], ENV);
  });

  test('evaluate prints tables and misses, says which questions, and writes the figures', async () => {
    const { code, stdout } = await finish(
      'scripts/evaluate',
      ['--questions', questions, '--json', json],
      ENV,
    );
    assert.equal(code, 0);
    assert.match(stdout, /^questions: all 4\ngroup +n +r1 vector +r1 lexical +r1 /);
    assert.match(stdout, /\nword index: \d+\.\d MB in memory for 17 passages\n/);
    assert.match(stdout, /the 1 surest misses:/);
    const report = JSON.parse(readFileSync(json, 'utf8')) as Record<string, Record<string, unknown>>;
    assert.deepEqual(Object.keys(report).slice(0, 4), ['index', 'summary', 'groups', 'arms']);
    assert.equal(report['index']?.['half'], 'all');
    assert.deepEqual(Object.keys(report['summary'] ?? {}), [
      'n',
      'r1',
      'r5',
      'mrr',
      'ndcg10',
      'excerpt',
      'answered',
      'precision',
      'falseAnswers',
      'auroc',
      'p50ms',
      'p95ms',
    ]);
  });

  test('evaluate fails when a figure is worse than the baseline, and refuses another kind of baseline', async () => {
    const better = path.join(home, 'better.json');
    const report = JSON.parse(readFileSync(json, 'utf8')) as {
      summary: { r1: number };
      index: { half: string };
    };
    writeFileSync(better, JSON.stringify({ ...report, summary: { ...report.summary, r1: 1 } }));
    const worse = await finish('scripts/evaluate', ['--questions', questions, '--baseline', better], ENV);
    assert.equal(worse.code, 1);
    assert.match(worse.stderr, /worse than the baseline: all: r1 1\.000 → 0\.667/);
    const same = await finish('scripts/evaluate', ['--questions', questions, '--baseline', json], ENV);
    assert.equal(same.code, 0);
    writeFileSync(better, JSON.stringify({ ...report, index: { ...report.index, half: 'tune' } }));
    const other = await finish('scripts/evaluate', ['--questions', questions, '--baseline', better], ENV);
    assert.match(other.stderr, /is of another half or another model/);
  });

  test('questions about other articles are an error, not zeros', async () => {
    const { code, stderr } = await finish('scripts/evaluate', [], ENV);
    assert.equal(code, 1);
    assert.match(
      stderr,
      /colloquial\.jsonl:1: the index has no article .*was the index built from these articles\?/,
    );
  });

  test('calibrate asks for more questions when there are too few, and writes nothing', async () => {
    const out = path.join(home, 'none.json');
    const { code, stderr } = await finish('scripts/calibrate', ['--questions', questions, '--out', out], ENV);
    assert.equal(code, 1);
    assert.match(stderr, /the tune half has \d questions, .*write at least 80 questions in all/);
    assert.ok(!existsSync(out));
  });

  test("calibrate fits an operator's own articles and questions, and the file is what the bot reads", async () => {
    const folder = path.join(home, 'calibration');
    const own = path.join(home, 'own.jsonl');
    const lines = Array.from({ length: 60 }, (_, i) => [
      { q: `青禾科技的发行价格是多少，第${i}次问`, article: 'qinghe-shangshi', section: '发行价格' },
      { q: `红烧肉要炖${i}小时吗` },
    ]).flat();
    writeFileSync(own, lines.map((line) => JSON.stringify(line)).join('\n'));
    const args = ['--articles', FIXTURE_ARTICLES, '--questions', own];
    const { code, stdout } = await finish('scripts/calibrate', args, { ...ENV, CALIBRATION_DIR: folder });
    assert.equal(code, 0);
    assert.match(stdout, /weights of the sum\n +vectorScore +\d/);
    assert.match(stdout, /before, questions: the tune half, \d+ of 120/);
    const file = path.join(folder, 'wenda-mini.json');
    assert.match(parseCalibration(readFileSync(file, 'utf8'), file).fittedOn, /of own\.jsonl$/);
    const asked = await finish('scripts/ask', ['青禾科技的发行价格'], { ...ENV, CALIBRATION_DIR: folder });
    assert.match(asked.stdout, /青禾科技何时上市 › 基本释义 › 发行价格/);
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
