// A bot that is called by its name where it is no member.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ask, type Asked, BOT, OTHER, READER } from './fixture.ts';

const TOO_OLD = 'Bad Request: query is too old and response timeout expired or query ID is invalid';
const NAME = `@${BOT.username}`;
const result = {
  type: 'article',
  id: 'a',
  title: 'a',
  input_message_content: { message_text: '<b>answer</b>', parse_mode: 'HTML' },
  reply_markup: { inline_keyboard: [[{ text: 'open', url: 'https://example.org' }]] },
};

/** A group without the bot. */
function elsewhere(supports_guest_queries = true): Asked & { chatId: number } {
  const asked = ask({ bot: { ...BOT, supports_guest_queries } });
  const { id } = asked.emulator.createGroup({
    title: 'friends',
    people: [{ user: READER }, { user: OTHER }],
  });
  return { ...asked, chatId: id };
}

test('a mention brings a guest message, and its answer is the bot’s message there', async () => {
  const { emulator, call, updates, chatId } = elsewhere();
  const said = emulator.say(chatId, READER, `${NAME} when?`);
  const [update] = await updates();
  assert.deepEqual(update?.message, undefined);
  const { guest_query_id, ...message } = update?.guest_message ?? {};
  assert.deepEqual(message, said);
  const sent = await call('answerGuestQuery', { guest_query_id, result });
  assert.match(JSON.stringify(sent), /^\{"inline_message_id":"\w+"\}$/);
  const shown = emulator.messages(chatId).at(-1);
  assert.deepEqual(
    [shown?.from.id, shown?.text, shown?.guest_bot_caller_user?.id],
    [BOT.id, 'answer', READER.id],
  );
  await call('editMessageReplyMarkup', { ...(sent as object), reply_markup: { inline_keyboard: [] } });
  assert.equal(emulator.messages(chatId).at(-1)?.reply_markup, undefined);
});

test('other messages, members and bots without guest mode bring none', async () => {
  const { emulator, updates, chatId } = elsewhere();
  for (const text of ['when?', '/ask when?', '@another_bot when?', `${NAME}2 when?`])
    emulator.say(chatId, READER, text);
  assert.deepEqual(await updates(), []);
  emulator.addBotTo(chatId, READER);
  emulator.say(chatId, READER, `${NAME} when?`);
  const kinds = (await updates()).flatMap((update) => Object.keys(update));
  assert.deepEqual([kinds.includes('message'), kinds.includes('guest_message')], [true, false]);
  const off = elsewhere(false);
  off.emulator.say(off.chatId, READER, `${NAME} when?`);
  assert.deepEqual(await off.updates(), []);
});

test('a call is answered once, and not after its time', async () => {
  const { emulator, call, refusal, updates, pass, chatId } = elsewhere();
  emulator.say(chatId, READER, `${NAME} when?`);
  emulator.say(chatId, READER, `${NAME} where?`);
  const [one, two] = (await updates()).map((update) => update.guest_message?.guest_query_id);
  const wrong = await refusal('answerGuestQuery', { guest_query_id: one, result: { ...result, title: '' } });
  assert.equal(wrong.description, 'Bad Request: can\'t parse InlineQueryResult: Can\'t find field "title"');
  await call('answerGuestQuery', { guest_query_id: one, result });
  assert.equal((await refusal('answerGuestQuery', { guest_query_id: one, result })).description, TOO_OLD);
  pass(30_001);
  assert.equal((await refusal('answerGuestQuery', { guest_query_id: two, result })).description, TOO_OLD);
  assert.equal((await refusal('answerGuestQuery', { guest_query_id: 'x', result })).description, TOO_OLD);
});
