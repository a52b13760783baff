// Messages in a group that one member sees.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Message } from 'grammy/types';
import { ask, type Asked, BOT, OTHER, READER } from './fixture.ts';

const to = (receiver_user_id: number): object => ({ ephemeral_message_parameters: { receiver_user_id } });

function group(): Asked & { chatId: number; askedId: number } {
  const asked = ask();
  const { id } = asked.emulator.createSupergroup({
    title: 'group',
    people: [{ user: READER }],
    bot: 'member',
  });
  const said = asked.emulator.say(id, READER, '/ask');
  return { ...asked, chatId: id, askedId: said.message_id };
}

test('an ephemeral message has a receiver and a number of its own, and replies to an ordinary one', async () => {
  const { call, chatId, askedId } = group();
  const reply_parameters = { message_id: askedId };
  const sent = (await call('sendMessage', {
    chat_id: chatId,
    text: 'for you',
    reply_parameters,
    ...to(READER.id),
  })) as Message;
  assert.deepEqual(
    [sent.message_id, sent.ephemeral_message_id, sent.receiver_user?.id, sent.reply_to_message?.message_id],
    [0, 1, READER.id, askedId],
  );
  const next = (await call('sendMessage', { chat_id: chatId, text: 'again', ...to(READER.id) })) as Message;
  assert.equal(next.ephemeral_message_id, 2);
});

test('it is refused in private, to strangers, without a receiver, and as a reply to what is gone', async () => {
  const { emulator, refusal, chatId } = group();
  emulator.say(OTHER.id, OTHER, 'hello');
  const reply_parameters = { message_id: 999, allow_sending_without_reply: true };
  for (const [payload, description] of [
    [{ chat_id: OTHER.id, ...to(OTHER.id) }, 'Bad Request: ephemeral messages can be sent only to groups'],
    [to(OTHER.id), 'Bad Request: USER_NOT_PARTICIPANT'],
    [
      { ephemeral_message_parameters: {} },
      'Bad Request: can\'t parse EphemeralMessageParameters: Can\'t find field "receiver_user_id"',
    ],
    [{ ...to(READER.id), reply_parameters }, 'Bad Request: message to be replied not found'],
  ] as const) {
    const refused = await refusal('sendMessage', { chat_id: chatId, text: 'a', ...payload });
    assert.equal(refused.description, description);
  }
});

test('a reply to it reaches the bot alone; it can be answered for 15 s, ephemerally', async () => {
  const { emulator, call, refusal, updates, pass, chatId } = group();
  await call('sendMessage', { chat_id: chatId, text: 'for you', ...to(READER.id) });
  assert.throws(() => emulator.say(chatId, OTHER, 'me too', { replyToEphemeral: 1 }), /sees no ephemeral/);
  emulator.say(chatId, READER, 'thanks', { replyToEphemeral: 1 });
  const heard = (await updates()).at(-1)?.message;
  assert.deepEqual([heard?.message_id, heard?.receiver_user?.id], [0, BOT.id]);
  const reply = {
    chat_id: chatId,
    text: 'welcome',
    reply_parameters: { ephemeral_message_id: heard?.ephemeral_message_id },
  };
  assert.equal(
    (await refusal('sendMessage', reply)).description,
    'Bad Request: message to be replied not found',
  );
  pass(15_000);
  await call('sendMessage', { ...reply, ...to(READER.id) });
  pass(1_000);
  const late = await refusal('sendMessage', { ...reply, ...to(READER.id) });
  assert.equal(late.description, 'Bad Request: message to be replied not found');
});

test('neither edits nor deletions find it by its number, which it has not', async () => {
  const { call, refusal, chatId } = group();
  await call('sendMessage', { chat_id: chatId, text: 'for you', ...to(READER.id) });
  const place = { chat_id: chatId, message_id: 0 };
  const edited = await refusal('editMessageText', { ...place, text: 'b' });
  assert.equal(edited.description, 'Bad Request: message to edit not found');
  const deleted = await refusal('deleteMessage', place);
  assert.equal(deleted.description, 'Bad Request: message to delete not found');
});

test('a server that does not know a parameter ignores it', async () => {
  const { emulator, call } = ask({ ignored: ['ephemeral_message_parameters'] });
  const { id } = emulator.createGroup({ title: 'group', people: [{ user: READER }], bot: 'member' });
  const sent = (await call('sendMessage', { chat_id: id, text: 'for all', ...to(READER.id) })) as Message;
  assert.deepEqual([sent.message_id > 0, sent.receiver_user], [true, undefined]);
});
