// A real bot over real HTTP must not notice the difference.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Bot, GrammyError, InlineKeyboard } from 'grammy';
import { createBotApiEmulator } from '../../src/emulator/emulator.ts';
import { serveUntilEnd } from '../support/telegram.ts';
import { ask, BOT, READER, settle, TOKEN } from './fixture.ts';

test('a bot polls, replies, edits, answers a button and an inline query, and stops', async () => {
  const emulator = createBotApiEmulator({ token: TOKEN, bot: BOT, now: Date.now });
  const apiRoot = await serveUntilEnd(emulator.handle);
  const bot = new Bot(TOKEN, { client: { apiRoot } });
  bot.on('message:text', async (ctx) => {
    const reply_markup = new InlineKeyboard().text('more', 'more');
    await ctx.reply(`<b>${ctx.msg.text}</b>`, { parse_mode: 'HTML', reply_markup });
  });
  bot.on('callback_query:data', async (ctx) => {
    await ctx.editMessageText(`pressed ${ctx.callbackQuery.data}`);
    await ctx.answerCallbackQuery('done');
  });
  bot.on('inline_query', async (ctx) => {
    const input_message_content = { message_text: ctx.inlineQuery.query };
    await ctx.answerInlineQuery([{ type: 'article', id: '1', title: 't', input_message_content }]);
  });
  const finished = bot.start();

  emulator.say(7, READER, 'hello');
  const { payload } = await emulator.waitFor('sendMessage');
  assert.equal(payload['text'], '<b>hello</b>');
  const sent = emulator.messages(7).at(-1);
  assert.equal(sent?.text, 'hello');
  assert.deepEqual(await emulator.press(7, sent.message_id, READER, 'more'), {
    answered: true,
    text: 'done',
    showAlert: false,
  });
  assert.equal(emulator.messages(7).at(-1)?.text, 'pressed more');
  const shown = await emulator.inline(READER, 'words');
  assert.ok(shown.answered && shown.results[0]?.id === '1');

  await bot.stop();
  await finished;
  assert.deepEqual(emulator.pendingUpdates(), [], 'the last updates are confirmed');
});

test('a bot gets the same refusals as from Telegram', async () => {
  const emulator = createBotApiEmulator({ token: TOKEN, bot: BOT, now: Date.now });
  const { api } = new Bot(TOKEN, { client: { apiRoot: await serveUntilEnd(emulator.handle) } });
  emulator.failNext('sendMessage', { code: 429, parameters: { retry_after: 2 } });
  const isRefused = (code: number, description: string, retryAfter?: number) => (error: unknown) =>
    error instanceof GrammyError &&
    error.error_code === code &&
    error.description === description &&
    error.parameters.retry_after === retryAfter;
  await assert.rejects(api.sendMessage(7, 'x'), isRefused(429, 'Too Many Requests: retry after 2', 2));
  await assert.rejects(api.sendMessage(7, 'x'), isRefused(400, 'Bad Request: chat not found'));
});

test('a request whose connection breaks frees its poll', async () => {
  const emulator = createBotApiEmulator({ token: TOKEN, bot: BOT, now: Date.now, firstUpdateId: 1 });
  let ended: () => void = () => undefined;
  const end = new Promise<void>((resolve) => (ended = resolve));
  const apiRoot = await serveUntilEnd(async (request) => {
    const response = await emulator.handle(request);
    if (request.signal.aborted) ended();
    return response;
  });
  const gone = new AbortController();
  const poll = fetch(`${apiRoot}/bot${TOKEN}/getUpdates?timeout=50`, { signal: gone.signal });
  await emulator.waitFor('getUpdates');
  gone.abort();
  await assert.rejects(poll, { name: 'AbortError' });
  await end;
  emulator.say(7, READER, 'hello');
  const next = await fetch(`${apiRoot}/bot${TOKEN}/getUpdates?timeout=50`);
  assert.equal(((await next.json()) as { result: unknown[] }).result.length, 1);
});

test('a hold that a listener requests during a call is for the next one', async () => {
  const { emulator, call } = ask();
  emulator.openPrivateChat(READER);
  emulator.say(READER.id, READER, 'hello');
  const first = call('sendMessage', { chat_id: READER.id, text: 'first' });
  await emulator.waitFor('sendMessage');
  const free = emulator.holdNext('sendMessage');
  await first;
  let isAnswered = false;
  const second = call('sendMessage', { chat_id: READER.id, text: 'second' }).then(() => (isAnswered = true));
  await settle();
  assert.equal(isAnswered, false);
  free();
  assert.equal(await second, true);
});
