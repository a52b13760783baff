import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { ForumTopic, Message, Update } from 'grammy/types';
import { ask, type Asked, BOT, OTHER, READER } from './fixture.ts';

type Forum = Asked & {
  chat_id: number;
  /** A topic that the bot has begun. */
  begin: (name?: string) => Promise<number>;
  /** The description of a refusal in this chat. */
  reason: (method: string, payload?: object) => Promise<string>;
  send: (message_thread_id: number, text?: string) => Promise<number>;
};

/** A forum in which the bot is an administrator, and two people. */
function forum(): Forum {
  const asked = ask();
  const { id: chat_id } = asked.emulator.createSupergroup({
    title: '客服',
    isForum: true,
    people: [{ user: READER, standing: 'creator' }, { user: OTHER }],
    bot: 'administrator',
  });
  return {
    ...asked,
    chat_id,
    begin: async (name = '一') =>
      ((await asked.call('createForumTopic', { chat_id, name })) as ForumTopic).message_thread_id,
    reason: async (method, payload = {}) =>
      (await asked.refusal(method, { chat_id, ...payload })).description,
    send: async (message_thread_id, text = 'x') =>
      ((await asked.call('sendMessage', { chat_id, message_thread_id, text })) as Message).message_id,
  };
}

const services = (updates: readonly Update[]): string[] =>
  updates.map(
    ({ message = {} }) =>
      Object.keys(message).find((field) => /^(?:forum_topic_|pinned_message)/.test(field)) ?? '',
  );

test('the bot begins, names, closes and opens a topic, and each leaves a service message', async () => {
  const { emulator, call, chat_id, updates } = forum();
  const topic = (await call('createForumTopic', {
    chat_id,
    name: '一',
    icon_color: 0xff_d6_7e,
  })) as ForumTopic;
  const { message_thread_id } = topic;
  assert.deepEqual(topic, { message_thread_id, name: '一', icon_color: 0xff_d6_7e });
  await call('editForumTopic', { chat_id, message_thread_id, name: '二' });
  await call('closeForumTopic', { chat_id, message_thread_id });
  assert.deepEqual(emulator.topics(chat_id), [{ threadId: message_thread_id, name: '二', closed: true }]);
  await call('reopenForumTopic', { chat_id, message_thread_id });
  assert.deepEqual(services(await updates()), [
    'forum_topic_created',
    'forum_topic_edited',
    'forum_topic_closed',
    'forum_topic_reopened',
  ]);
});

test('a deleted topic is gone with its messages, and every use of it is refused', async () => {
  const { emulator, call, chat_id, begin, reason, send } = forum();
  const [message_thread_id, other] = [await begin(), await begin('二')];
  const message_id = await send(message_thread_id);
  const kept = await send(other, 'kept');
  await call('deleteForumTopic', { chat_id, message_thread_id });
  assert.deepEqual(
    emulator.messages(chat_id).map((message) => message.message_id),
    [other, kept],
  );
  const inside = { message_thread_id, text: 'x' };
  assert.equal(await reason('sendMessage', inside), 'Bad Request: message thread not found');
  assert.equal(
    await reason('sendChatAction', { message_thread_id, action: 'typing' }),
    'Bad Request: message thread not found',
  );
  assert.equal(
    await reason('sendMessage', { text: 'x', reply_parameters: { message_id } }),
    'Bad Request: message to be replied not found',
  );
  for (const method of [
    'closeForumTopic',
    'reopenForumTopic',
    'editForumTopic',
    'deleteForumTopic',
    'unpinAllForumTopicMessages',
  ])
    assert.equal(await reason(method, { message_thread_id, name: 'x' }), 'Bad Request: TOPIC_ID_INVALID');
});

test('a topic that a person deletes is refused as well, and the bot is not told', async () => {
  const { emulator, chat_id, begin, reason, updates } = forum();
  const message_thread_id = await begin();
  const told = (await updates()).length;
  emulator.deleteTopic(chat_id, message_thread_id);
  assert.equal((await updates()).length, told);
  assert.equal(
    await reason('sendMessage', { message_thread_id, text: 'x' }),
    'Bad Request: message thread not found',
  );
  assert.throws(() => emulator.say(chat_id, READER, 'x', { threadId: message_thread_id }), /no topic/);
});

test('in a closed topic the bot writes if it has begun it or may manage topics', async () => {
  const { emulator, chat_id, begin, reason, send } = forum();
  const theirs = emulator.createTopic(chat_id, READER, '他');
  const own = await begin();
  for (const topic of [theirs, own]) emulator.setTopicClosed(chat_id, topic, true, READER);
  await send(theirs);
  emulator.setBotStanding(chat_id, 'administrator', READER, { can_manage_topics: false });
  await send(own);
  const message = { message_thread_id: theirs, text: 'x' };
  assert.equal(await reason('sendMessage', message), 'Bad Request: TOPIC_CLOSED');
  emulator.setTopicClosed(chat_id, theirs, false, READER);
  await send(theirs);
});

test('what people do to a topic reaches the bot as service messages from them', async () => {
  const { emulator, chat_id, begin, updates } = forum();
  const threadId = await begin();
  emulator.renameTopic(chat_id, threadId, OTHER, '二');
  emulator.setTopicClosed(chat_id, threadId, true, OTHER);
  const [, renamed, closed] = await updates();
  assert.equal(renamed?.message?.forum_topic_edited?.name, '二');
  assert.deepEqual(
    [closed?.message?.from.id, closed?.message?.message_thread_id, closed?.message?.forum_topic_closed],
    [OTHER.id, threadId, {}],
  );
});

test('without the right to manage topics the bot begins none, and changes only its own', async () => {
  const { emulator, call, chat_id, begin, reason } = forum();
  const own = await begin();
  const theirs = emulator.createTopic(chat_id, READER, '他');
  emulator.setBotStanding(chat_id, 'administrator', READER, { can_manage_topics: false });
  assert.equal(
    await reason('createForumTopic', { name: 'x' }),
    'Bad Request: not enough rights to create a topic',
  );
  assert.equal(
    await reason('closeForumTopic', { message_thread_id: theirs }),
    'Bad Request: not enough rights to close or open the topic',
  );
  assert.equal(
    await reason('editForumTopic', { message_thread_id: theirs, name: 'x' }),
    'Bad Request: not enough rights to edit the topic',
  );
  await call('closeForumTopic', { chat_id, message_thread_id: own });
});

test('without the right to delete messages it deletes no topic and no message of others', async () => {
  const { emulator, call, chat_id, begin, reason, send } = forum();
  const own = await begin();
  const theirs = emulator.createTopic(chat_id, READER, '他');
  const { message_id } = emulator.say(chat_id, READER, 'theirs', { threadId: theirs });
  const mine = await send(theirs);
  emulator.setBotStanding(chat_id, 'administrator', READER, { can_delete_messages: false });
  assert.equal(
    await reason('deleteForumTopic', { message_thread_id: own }),
    'Bad Request: CHAT_ADMIN_REQUIRED',
  );
  assert.equal(
    await reason('deleteForumTopic', { message_thread_id: theirs }),
    'Bad Request: not enough rights to delete the topic',
  );
  assert.equal(await reason('deleteMessage', { message_id }), "Bad Request: message can't be deleted");
  await call('deleteMessage', { chat_id, message_id: mine });
  emulator.setBotStanding(chat_id, 'administrator', READER);
  await call('deleteMessages', { chat_id, message_ids: [message_id, 999] });
  assert.equal(
    await reason('deleteMessage', { message_id: theirs }),
    "Bad Request: message can't be deleted",
    'the message that began a topic goes with the topic',
  );
});

test('a message is pinned where it stands, with the right to do so', async () => {
  const { emulator, call, chat_id, begin, reason, send, updates } = forum();
  const topic = await begin();
  const message_id = await send(topic, 'first');
  await call('pinChatMessage', { chat_id, message_id });
  const pinned = (await updates()).at(-1)?.message;
  assert.equal(pinned?.message_thread_id, topic);
  assert.equal(pinned.pinned_message?.message_id, message_id);
  assert.deepEqual(emulator.pinned(chat_id), [message_id]);
  await call('unpinAllForumTopicMessages', { chat_id, message_thread_id: topic });
  assert.equal(await reason('unpinChatMessage', { message_id }), 'Bad Request: message to unpin not found');
  assert.equal(await reason('pinChatMessage', { message_id: 999 }), 'Bad Request: message to pin not found');
  emulator.setBotStanding(chat_id, 'administrator', READER, { can_pin_messages: false });
  assert.equal(
    await reason('pinChatMessage', { message_id }),
    'Bad Request: not enough rights to manage pinned messages in the chat',
  );
});

test('topics are for forums, and changes must change something', async () => {
  const { emulator, call, chat_id, begin, reason, refusal } = forum();
  const message_thread_id = await begin('一');
  for (const [method, payload, description] of [
    ['reopenForumTopic', { message_thread_id }, 'TOPIC_NOT_MODIFIED'],
    ['editForumTopic', { message_thread_id, name: '一' }, 'TOPIC_NOT_MODIFIED'],
    ['createForumTopic', { name: ' ' }, 'title must be non-empty'],
    ['createForumTopic', { name: 'x', icon_color: 1 }, 'TOPIC_ICON_COLOR_INVALID'],
    ['closeForumTopic', {}, 'invalid message thread identifier specified'],
  ] as const)
    assert.equal(await reason(method, payload), `Bad Request: ${description}`);
  emulator.setForum(chat_id, false);
  assert.equal(await reason('createForumTopic', { name: 'x' }), 'Bad Request: the chat is not a forum');
  emulator.setForum(chat_id, true);
  await call('createForumTopic', { chat_id, name: 'x' });
  const group = emulator.createGroup({ title: '组', bot: 'administrator' }).id;
  assert.equal(
    (await refusal('createForumTopic', { chat_id: group, name: 'x' })).description,
    'Bad Request: the chat is not a forum',
  );
  assert.throws(() => {
    emulator.setForum(group, true);
  }, /not a supergroup/);
});

test('the bot hears of its rights when they change, and reads them', async () => {
  const { emulator, call, chat_id, updates } = forum();
  emulator.setBotStanding(chat_id, 'administrator', READER, { can_pin_messages: false });
  emulator.setBotStanding(chat_id, 'administrator', READER, { can_pin_messages: false });
  const heard = await updates();
  assert.equal(heard.length, 1);
  const { old_chat_member: old, new_chat_member: next } = heard[0]?.my_chat_member ?? assert.fail();
  assert.ok(old.status === 'administrator' && next.status === 'administrator');
  assert.deepEqual(
    [old.can_pin_messages, next.can_pin_messages, next.can_manage_topics],
    [true, false, true],
  );
  assert.deepEqual(await call('getChatMember', { chat_id, user_id: BOT.id }), next);
});

test('private chats share one sequence of message ids, a supergroup has its own', async () => {
  const { emulator, call, begin } = forum();
  const first = emulator.say(READER.id, READER, 'a').message_id;
  await begin();
  const second = emulator.say(OTHER.id, OTHER, 'b').message_id;
  const { message_id } = (await call('sendMessage', { chat_id: READER.id, text: 'c' })) as Message;
  assert.deepEqual([second, message_id], [first + 1, first + 2]);
});
