// The example of the README, compiled and run. The README shows the lines between the two comments.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { Bot } from 'grammy';
import { createBotApiEmulator } from '../../src/emulator/emulator.ts';
import { PROJECT } from '../support/project.ts';
import { ask, BOT, READER, TOKEN } from './fixture.ts';

const read = (...file: string[]): string => readFileSync(path.join(PROJECT, ...file), 'utf8');

test('the example of the README runs and equals the README’s text', async () => {
  // example
  const emulator = createBotApiEmulator({ token: TOKEN, bot: BOT, now: Date.now });
  const fetch: typeof globalThis.fetch = (url, init) => emulator.handle(new Request(url, init));
  const bot = new Bot(TOKEN, { client: { fetch } });
  bot.on('message:text', (ctx) => ctx.reply(`You said ${ctx.msg.text}`));
  const polling = bot.start();

  emulator.say(READER.id, READER, 'hello');
  await emulator.waitFor('sendMessage');
  assert.deepEqual(
    emulator.messages(READER.id).map(({ text }) => text),
    ['hello', 'You said hello'],
  );
  await bot.stop();
  await polling;
  // end of the example
  const [, lines = ''] =
    /\n *\/\/ example\n(.*?)\n *\/\/ end of the example\n/s.exec(
      read('test', 'emulator', 'readme.test.ts'),
    ) ?? [];
  const shown = /```ts\n(.*?)\n```/s.exec(read('src', 'emulator', 'README.md'))?.[1];
  assert.ok(shown !== undefined && shown !== '');
  assert.equal(shown, lines.replace(/^ {2}/gm, ''));
});

test('every method that the README names exists', async () => {
  const section = /\n## Methods\n(.*?)\n## /s.exec(read('src', 'emulator', 'README.md'))?.[1] ?? '';
  const names = Array.from(section.matchAll(/`(\w+)`/g), ([, name = '']) => name);
  assert.ok(names.length > 20);
  const { emulator } = ask();
  const statusOf = async (name: string): Promise<number> =>
    (await emulator.handle(new Request(`http://localhost/bot${TOKEN}/${name}`))).status;
  for (const name of names) assert.notEqual(await statusOf(name), 404, name);
  assert.equal(await statusOf('sendDice'), 404);
});
