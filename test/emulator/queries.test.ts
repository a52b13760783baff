// Buttons and inline queries, which wait for the bot's answer.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Message } from 'grammy/types';
import { ask, type Asked, OTHER, READER } from './fixture.ts';

const TOO_OLD = 'Bad Request: query is too old and response timeout expired or query ID is invalid';
const keyboard = { inline_keyboard: [[{ text: 'x', callback_data: 'x' }]] };
const article = (id: string, more: object = {}): object => ({
  type: 'article',
  id,
  title: id,
  input_message_content: { message_text: `<b>${id}</b>`, parse_mode: 'HTML' },
  ...more,
});

async function withButton(): Promise<Asked & { messageId: number }> {
  const asked = ask();
  asked.emulator.say(7, READER, 'hello');
  const sent = (await asked.call('sendMessage', {
    chat_id: 7,
    text: 'a',
    reply_markup: keyboard,
  })) as Message;
  await asked.updates({ offset: 101 });
  return { ...asked, messageId: sent.message_id };
}

/** Answers the newest inline query with results; gives its id. */
async function answer({ updates, call }: Asked, results: object[], options: object = {}): Promise<string> {
  const id = (await updates()).at(-1)?.inline_query?.id;
  assert.ok(id !== undefined);
  await call('answerInlineQuery', { inline_query_id: id, results, ...options });
  return id;
}

test('a pressed button waits for its answer', async () => {
  const { emulator, call, updates, messageId } = await withButton();
  const pressed = emulator.press(7, messageId, READER, 'x');
  const query = (await updates())[0]?.callback_query;
  assert.equal(query?.data, 'x');
  assert.equal(query.message?.message_id, messageId);
  await call('answerCallbackQuery', { callback_query_id: query.id, text: 'done', show_alert: true });
  assert.deepEqual(await pressed, { answered: true, text: 'done', showAlert: true });
});

test('a pressed button stays unanswered after 150 s, and the answer is too late then', async () => {
  const { emulator, refusal, updates, messageId, pass } = await withButton();
  const pressed = emulator.press(7, messageId, READER, 'x');
  const id = (await updates())[0]?.callback_query?.id;
  pass(150_001);
  assert.deepEqual(await pressed, { answered: false });
  assert.equal((await refusal('answerCallbackQuery', { callback_query_id: id })).description, TOO_OLD);
});

test('a button may open a deep link to the bot, and no other address', async () => {
  const { emulator, call, refusal, updates, messageId } = await withButton();
  const pressed = emulator.press(7, messageId, READER, 'x');
  const callback_query_id = (await updates())[0]?.callback_query?.id;
  const other = await refusal('answerCallbackQuery', { callback_query_id, url: 'https://example.com' });
  assert.equal(other.description, 'Bad Request: URL_INVALID');
  const long = await refusal('answerCallbackQuery', { callback_query_id, text: 'x'.repeat(201) });
  assert.equal(long.description, 'Bad Request: MESSAGE_TOO_LONG');
  const url = 'https://t.me/wenda_test_bot?start=x';
  await call('answerCallbackQuery', { callback_query_id, url });
  assert.deepEqual(await pressed, { answered: true, url });
});

test('an inline answer is cached for everyone as long as the bot says', async () => {
  const asked = ask();
  const { emulator, updates, pass } = asked;
  const first = emulator.inline(READER, 'words');
  await answer(asked, [article('a')], { cache_time: 5, next_offset: '1' });
  const shown = await first;
  assert.ok(shown.answered && !shown.fromCache && shown.nextOffset === '1');
  const again = await emulator.inline(OTHER, 'words');
  assert.ok(again.answered && again.fromCache && again.results[0]?.id === 'a');
  assert.equal((await updates()).length, 1);
  void emulator.inline(OTHER, 'words', '1');
  assert.equal((await updates()).length, 2, 'another page is asked for');
  pass(5000);
  void emulator.inline(OTHER, 'words');
  assert.equal((await updates()).length, 3, 'the time is up');
});

test('a personal answer is cached only for its reader, and one without a cache time for nobody', async () => {
  const asked = ask();
  const { emulator, updates } = asked;
  void emulator.inline(READER, 'mine');
  await answer(asked, [], { is_personal: true });
  const again = await emulator.inline(READER, 'mine');
  assert.ok(again.answered && again.fromCache);
  void emulator.inline(OTHER, 'mine');
  await answer(asked, [], { cache_time: 0 });
  void emulator.inline(OTHER, 'mine');
  assert.equal((await updates()).length, 3);
});

test('an inline query stays unanswered after 30 s', async () => {
  const { emulator, refusal, updates, pass } = ask();
  const shown = emulator.inline(READER, 'words', '', undefined);
  const id = (await updates())[0]?.inline_query?.id;
  pass(30_001);
  assert.deepEqual(await shown, { answered: false });
  const late = await refusal('answerInlineQuery', { inline_query_id: id, results: [] });
  assert.equal(late.description, TOO_OLD);
});

test('a chosen result is sent via the bot, which hears of it when feedback is on', async () => {
  for (const inlineFeedback of [true, false]) {
    const asked = ask({ inlineFeedback });
    const { emulator, call, updates } = asked;
    const { id } = emulator.createSupergroup({ title: '群', people: [{ user: READER }] });
    void emulator.inline(READER, 'words', '', id);
    assert.equal((await updates()).at(-1)?.inline_query?.chat_type, 'supergroup');
    await answer(asked, [article('a', { reply_markup: keyboard }), article('b')]);
    const message = emulator.chooseInline(READER, id, 'a', 'words');
    assert.equal(message.text, 'a');
    assert.equal(message.via_bot?.username, 'wenda_test_bot');
    assert.deepEqual(message.entities, [{ type: 'bold', offset: 0, length: 1 }]);
    assert.throws(() => emulator.chooseInline(READER, id, 'c', 'words'));
    const chosen = (await updates()).at(-1)?.chosen_inline_result;
    assert.equal(chosen?.result_id, inlineFeedback ? 'a' : undefined);

    void emulator.press(id, message.message_id, READER, 'x');
    const query = (await updates()).at(-1)?.callback_query;
    assert.equal(query?.message, undefined, 'a shared message is known only by its inline id');
    const edit = { inline_message_id: query?.inline_message_id, text: 'edited' };
    assert.equal(await call('editMessageText', edit), true);
    assert.equal(emulator.messages(id).at(-1)?.text, 'edited');
  }
});

test('a deep link is a start command with a parameter', async () => {
  const { emulator, updates } = ask();
  emulator.start(7, READER, 'abc');
  const message = (await updates())[0]?.message;
  assert.equal(message?.text, '/start abc');
  assert.deepEqual(message.entities, [{ type: 'bot_command', offset: 0, length: 6 }]);
});

test('closing ends all waits', async () => {
  const { emulator, updates, messageId } = await withButton();
  const pressed = emulator.press(7, messageId, READER, 'x');
  const shown = emulator.inline(READER, 'words');
  const offset = ((await updates()).at(-1)?.update_id ?? 0) + 1;
  const poll = updates({ offset, timeout: 30 });
  await emulator.waitFor('getUpdates', ({ timeout }) => timeout === 30);
  await new Promise((resolve) => setImmediate(resolve));
  emulator.close();
  assert.deepEqual([await pressed, await shown, await poll], [{ answered: false }, { answered: false }, []]);
});
