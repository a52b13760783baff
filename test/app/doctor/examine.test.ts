// The doctor in real conditions: folders, ports and a Bot API of this machine.
import assert from 'node:assert/strict';
import { cpSync, existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { after, describe, test } from 'node:test';
import { examine } from '../../../src/app/doctor/examine.ts';
import { checkMachine } from '../../../src/app/doctor/machine.ts';
import { PROJECT_ROOT } from '../../../src/app/environment.ts';
import { type Check, checkLines } from '../../../src/terminal/check-lines.ts';
import { startHttpProxy } from '../../support/proxies.ts';
import { FIXTURE_ARTICLES } from '../../support/project.ts';
import { startRawServer } from '../../support/raw-server.ts';
import { serveUntilEnd, startTelegram } from '../../support/telegram.ts';
import { temporaryFolder } from '../../support/temporary.ts';

const TOKEN = '123456789:AAabcdefghijklmnopqrstuvwxyz0123456';
const OTHER_TOKEN = '987654321:AAabcdefghijklmnopqrstuvwxyz0123456';
const home = temporaryFolder();
const telegram = await startTelegram(TOKEN);
const ENV = {
  ARTICLES_DIR: FIXTURE_ARTICLES,
  INDEX_DIR: path.join(home, 'index'),
  STATE_DIR: path.join(home, 'state'),
  PORT: '0',
  LANG: 'zh_CN.UTF-8',
  TELEGRAM_API_ROOT: telegram.url,
};

/** The checks by their names. */
async function examined(env: Record<string, string>): Promise<Record<string, Check>> {
  const checks = await examine({ ...ENV, ...env }, PROJECT_ROOT, true);
  return Object.fromEntries(checks.map((check) => [check.name, check]));
}
const stateOf = (check: Check | undefined): string | undefined => check?.state;

describe('before anything is built', () => {
  test('nothing is wrong, hints say what comes next, and nothing is written', async () => {
    const checks = await examined({});
    assert.deepEqual(
      Object.values(checks)
        .filter(({ state }) => state !== 'ok')
        .map(({ name, state, next }) => [name, state, next]),
      [
        ['index', 'hint', 'npm start builds it'],
        [
          'token',
          'hint',
          'for Telegram, get a token from @BotFather and write BOT_TOKEN=… into the file .env',
        ],
      ],
    );
    assert.match(checks['model']?.found ?? '', /^wenda-mini, 256 dimensions, sha256 [0-9a-f]{12}…/);
    assert.match(checks['articles']?.found ?? '', /^17 passages in /);
    assert.deepEqual(readdirSync(home), []);
  });
});

describe('what operators have taught', () => {
  test('is counted, and a line that does nothing is named', async () => {
    const taught = path.join(temporaryFolder(), 'wenda');
    mkdirSync(taught);
    writeFileSync(path.join(taught, 'negatives.jsonl'), '{"q": "今天天气"}\n');
    const good = await examined({ TEACHING_DIR: taught });
    assert.deepEqual([good['taught']?.state, good['taught']?.next], ['ok', undefined]);
    assert.match(good['taught']?.found ?? '', /^1 questions, 0 synonyms, 0 cases in /);
    writeFileSync(path.join(taught, 'aliases.jsonl'), '{"q": "x", \n[]\n');
    const bad = await examined({ TEACHING_DIR: taught });
    assert.equal(bad['taught']?.state, 'hint');
    assert.match(bad['taught'].found, /; wenda\/aliases\.jsonl:1 is not a line .* \(and 1 more\)$/);
  });
});

describe('Telegram', () => {
  test('a token is asked for its bot, and the clock is compared', async () => {
    const { token, clock, updates, 'Bot API': api } = await examined({ BOT_TOKEN: TOKEN });
    assert.deepEqual([token?.state, token?.found], ['ok', '@wenda_test_bot, https://t.me/wenda_test_bot']);
    assert.deepEqual([stateOf(api), stateOf(clock), updates?.found], ['ok', 'ok', 'polled']);
  });

  test('a refused token is told from a Bot API that cannot be reached, and neither is printed', async () => {
    const refused = await examined({ BOT_TOKEN: OTHER_TOKEN });
    assert.deepEqual([stateOf(refused['Bot API']), stateOf(refused['token'])], ['ok', 'wrong']);
    assert.match(refused['token']?.next ?? '', /@BotFather/);
    const away = await examined({ BOT_TOKEN: OTHER_TOKEN, TELEGRAM_API_ROOT: 'http://127.0.0.1:9' });
    assert.deepEqual([stateOf(away['Bot API']), stateOf(away['token'])], ['wrong', 'hint']);
    assert.doesNotMatch(JSON.stringify([refused, away]), /AAabcdef/);
  });

  test('a page in front of the Bot API is not taken for it', async () => {
    const portal = await serveUntilEnd(() => Promise.resolve(new Response('<h1>Log in</h1>')));
    const { 'Bot API': api } = await examined({ BOT_TOKEN: TOKEN, TELEGRAM_API_ROOT: portal });
    assert.match(api?.found ?? '', /something else answers there/);
  });

  test('a clock that is wrong is a hint', async () => {
    const body = '{"ok":false,"description":"Unauthorized"}';
    const { url } = await startRawServer(
      () => (socket) =>
        socket.write(
          `HTTP/1.1 401 Unauthorized\r\ndate: Tue, 01 Jan 2030 00:00:00 GMT\r\ncontent-length: ${body.length}\r\n\r\n${body}`,
        ),
    );
    const { clock } = await examined({ TELEGRAM_API_ROOT: url });
    assert.equal(stateOf(clock), 'hint');
    assert.match(clock?.found ?? '', /^\d+ s (?:behind|ahead of) Telegram$/);
  });

  test('a webhook that keeps updates from polling is wrong', async () => {
    const response = await telegram.emulator.handle(
      new Request(`${telegram.url}/bot${TOKEN}/setWebhook`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ url: 'http://127.0.0.1:9/telegram' }),
      }),
    );
    assert.equal(response.status, 200);
    const { updates } = await examined({ BOT_TOKEN: TOKEN });
    assert.deepEqual(
      [updates?.state, updates?.found],
      ['wrong', 'Telegram sends them to http://127.0.0.1:9/telegram, so they cannot be polled'],
    );
    const same = await examined({ BOT_TOKEN: TOKEN, WEBHOOK_URL: 'http://127.0.0.1:9/telegram' });
    assert.equal(stateOf(same['updates']), 'ok');
    const other = await examined({ BOT_TOKEN: TOKEN, WEBHOOK_URL: 'https://other.example.com/telegram' });
    assert.equal(stateOf(other['updates']), 'hint');
  });

  test('requests go through the proxy, whose password is not printed', async () => {
    const proxy = await startHttpProxy({ target: telegram.url, login: 'me:geheim' });
    const env = { BOT_TOKEN: TOKEN, TELEGRAM_API_ROOT: 'http://telegram.invalid' };
    const through = await examined({ ...env, HTTPS_PROXY: `http://me:geheim@${proxy.host}` });
    assert.deepEqual([stateOf(through['proxy']), stateOf(through['token'])], ['ok', 'ok']);
    assert.deepEqual(new Set(proxy.asked), new Set(['telegram.invalid:80']));
    const gone = await examined({ ...env, HTTPS_PROXY: 'http://me:geheim@127.0.0.1:9' });
    assert.equal(stateOf(gone['proxy']), 'wrong');
    assert.doesNotMatch(JSON.stringify([through, gone]), /geheim/);
  });
});

describe('this machine', () => {
  test('a taken port is a hint, or wrong where a proxy passes on to it; Wenda itself is no problem', async () => {
    const other = createServer((_request, response) => response.end('hello'));
    await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve));
    after(() => other.close());
    const port = String((other.address() as AddressInfo).port); // a server on a port has such an address
    const hint = (await examined({ PORT: port }))['port'];
    assert.deepEqual(
      [hint?.state, hint?.found],
      ['hint', `127.0.0.1, port ${port}: taken by another program`],
    );
    const webhook = { BOT_TOKEN: TOKEN, WEBHOOK_URL: 'https://bot.example.com/telegram' };
    for (const passedOn of [webhook, { PUBLIC_URL: 'https://wiki.example.com' }])
      assert.equal(stateOf((await examined({ PORT: port, ...passedOn }))['port']), 'wrong');
    const wenda = await serveUntilEnd(() => Promise.resolve(Response.json({ live: true })));
    assert.match((await examined({ PORT: new URL(wenda).port }))['port']?.found ?? '', /Wenda runs there$/);
  });

  test('a file where a folder should be is wrong', async () => {
    const file = path.join(temporaryFolder(), 'file');
    writeFileSync(file, '');
    const { INDEX_DIR: index, STATE_DIR: state } = await examined({
      INDEX_DIR: file,
      STATE_DIR: path.join(file, 'state'),
    });
    assert.deepEqual([stateOf(index), stateOf(state)], ['wrong', 'wrong']);
  });

  test('a missing compiler and a terminal without UTF-8 are hints with a remedy', () => {
    const checks = checkMachine({ LANG: 'C' }, true, { available: false, reason: 'no such file' });
    assert.deepEqual(
      checks.filter(({ state }) => state === 'hint').map(({ name, next }) => [name, next?.split(' ')[0]]),
      [
        ['hnswlib', 'install'],
        ['terminal', 'set'],
      ],
    );
  });

  test('settings that cannot be read are named, without their secrets', async () => {
    const { settings } = await examined({ BOT_TOKEN: 'not-a-token', PORT: 'x' });
    assert.match(settings?.found ?? '', /BOT_TOKEN does not look like a token.*PORT is "x"/);
    assert.doesNotMatch(settings?.found ?? '', /not-a-token/);
  });
});

describe('the wiki', () => {
  test('a missing model, a missing folder and an empty one are wrong', async () => {
    const empty = path.join(home, 'empty');
    mkdirSync(empty);
    const missing = await examined({
      EMBEDDING_MODEL: path.join(home, 'no-model'),
      ARTICLES_DIR: path.join(home, 'none'),
    });
    assert.deepEqual([stateOf(missing['model']), stateOf(missing['articles'])], ['wrong', 'wrong']);
    assert.match(missing['model']?.found ?? '', /there is no folder .*no-model/);
    const { articles } = await examined({ ARTICLES_DIR: empty });
    assert.equal(stateOf(articles), 'wrong');
    assert.ok(!existsSync(path.join(home, 'none')));
  });

  test('files with errors are a hint that names the first', async () => {
    const folder = temporaryFolder();
    cpSync(FIXTURE_ARTICLES, folder, { recursive: true });
    writeFileSync(path.join(folder, 'bad.md'), '---\ntitle: x\n');
    const { articles } = await examined({ ARTICLES_DIR: folder });
    assert.equal(stateOf(articles), 'hint');
    assert.match(articles?.found ?? '', /1 files have errors, first bad\.md:1: /);
  });
});

test('every line has its sign, and its next step below', () => {
  assert.deepEqual(
    checkLines([
      { name: 'one', state: 'ok', found: 'fine' },
      { name: 'longer', state: 'hint', found: 'so so', next: 'do this' },
      { name: 'three', state: 'wrong', found: 'bad', next: 'do that' },
    ]),
    [
      '✓ one     fine',
      '! longer  so so',
      '          → do this',
      '✗ three   bad',
      '          → do that',
      '',
      '1 of 3 checks failed.',
    ],
  );
});
