import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, test } from 'node:test';
import { ENV, finish } from '../support/finish.ts';
import { run } from '../support/run.ts';
import { startTelegram } from '../support/telegram.ts';

const TOKEN = '123456789:AAabcdefghijklmnopqrstuvwxyz0123456';
const READER = { id: 7, is_bot: false, first_name: '读者', language_code: 'zh-hans' };

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
        [10, 'ask: Ask a question', 'topics: Find topics from A to Z or by title'],
        [10, 'ask: 提一个问题', 'topics: 按拼音或标题找专题'],
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
    assert.equal(payload['reply_parameters'], undefined, 'the question stands right above');

    const free = telegram.holdNext('sendMessage');
    telegram.say(READER.id, READER, '简易注销公告多少天');
    const held = updates.at(-1)?.update_id ?? 0;
    await telegram.waitFor('sendMessage', answerTo('二十天'));
    bot.signal('SIGTERM');
    await bot.waitForText('SIGTERM: finishing running work');
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

    // Telegram redelivers updates that it considers unanswered: nobody gets an answer twice.
    telegram.redeliver();
    const before = telegram.calls.filter(({ method }) => method === 'sendMessage').length;
    const again = run('src/main', [], env);
    telegram.say(READER.id, READER, '货柜堆存免费几天');
    await telegram.waitFor('sendMessage', answerTo('首五日'));
    assert.equal(telegram.calls.filter(({ method }) => method === 'sendMessage').length, before + 1);
    const [, others] = /pages on (\S+)/.exec(again.out.stderr) ?? [];
    assert.equal((await fetch(`${others}/chat`)).status, 404, 'no playground unless requested');
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

  test('an unreachable Bot API is reported while it is retried, without the token', async () => {
    const bot = run('src/main', [], { ...ENV, BOT_TOKEN: TOKEN, TELEGRAM_API_ROOT: 'http://127.0.0.1:9' });
    await bot.waitForText('cannot reach the Bot API: connect ECONNREFUSED 127.0.0.1:9');
    bot.signal('SIGTERM');
    assert.deepEqual(await bot.exited, { code: 0, signal: null });
    assert.doesNotMatch(bot.out.stderr + bot.out.stdout, /AAabc/);
  });
});
