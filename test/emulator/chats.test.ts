import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Message, User } from 'grammy/types';
import type { EmulatorEvent } from '../../src/emulator/emulator.ts';
import { ask, OTHER, READER } from './fixture.ts';

test('a group that becomes a supergroup is refused under its old id, with the new one', async () => {
  const { emulator, call, refusal, updates } = ask();
  const old = emulator.createGroup({ title: '组', people: [{ user: READER }], bot: 'member' });
  const next = emulator.migrate(old.id, READER);
  assert.deepEqual(await refusal('sendMessage', { chat_id: old.id, text: 'x' }), {
    ok: false,
    error_code: 400,
    description: 'Bad Request: group chat was upgraded to a supergroup chat',
    parameters: { migrate_to_chat_id: next.id },
  });
  await call('sendMessage', { chat_id: next.id, text: 'x' });
  const messages = (await updates()).map(({ message }) => message);
  assert.equal(messages[0]?.migrate_to_chat_id, next.id);
  assert.equal(messages[1]?.migrate_from_chat_id, old.id);
});

test('in a forum an answer stays in the topic, and topics can be closed', async () => {
  const { emulator, call, refusal, updates } = ask();
  const { id } = emulator.createSupergroup({
    title: '群',
    isForum: true,
    people: [{ user: READER }],
    bot: 'member',
  });
  const threadId = emulator.createTopic(id, READER, '问题');
  const { message_id } = emulator.say(id, READER, '/ask x', { threadId });
  const question = (await updates()).at(-1)?.message;
  assert.equal(question?.message_thread_id, threadId);
  assert.equal(question.reply_to_message?.forum_topic_created?.name, '问题');
  const answer = (await call('sendMessage', {
    chat_id: id,
    text: 'y',
    reply_parameters: { message_id },
  })) as Message;
  assert.equal(answer.message_thread_id, threadId);
  assert.equal(answer.reply_to_message?.message_id, message_id);
  assert.equal(
    (await refusal('sendMessage', { chat_id: id, text: 'y', message_thread_id: 1 })).description,
    'Bad Request: message thread not found',
    'the general topic has no thread id',
  );
  emulator.setTopicClosed(id, threadId, true);
  assert.equal(
    (await refusal('sendMessage', { chat_id: id, text: 'y', message_thread_id: threadId })).description,
    'Bad Request: TOPIC_CLOSED',
  );
});

test('a subscriber hears of messages, edits, deletions, actions and reactions', async () => {
  const { emulator, call } = ask();
  const heard: EmulatorEvent['kind'][] = [];
  const unsubscribe = emulator.subscribe(({ kind }) => heard.push(kind));
  emulator.say(7, READER, 'hello');
  await call('sendChatAction', { chat_id: 7, action: 'typing' });
  const { message_id } = (await call('sendMessage', { chat_id: 7, text: 'a' })) as Message;
  await call('editMessageText', { chat_id: 7, message_id, text: 'b' });
  await call('setMessageReaction', { chat_id: 7, message_id: 1, reaction: [{ type: 'emoji', emoji: '👍' }] });
  await call('deleteMessage', { chat_id: 7, message_id });
  await call('setMyCommands', { commands: [] });
  await call('setMyDescription', { description: 'x' });
  unsubscribe();
  emulator.say(7, READER, 'unheard');
  assert.deepEqual(heard, [
    'message',
    'action',
    'message',
    'edited',
    'reaction',
    'deleted',
    'commands',
    'profile',
  ]);
});

test('an edit replaces text and keyboard, and only the newest messages are kept', async () => {
  const { emulator, call } = ask({ historyLimit: 2 });
  emulator.say(7, READER, 'hello');
  const reply_markup = { inline_keyboard: [[{ text: 'x', callback_data: 'x' }]] };
  const { message_id } = (await call('sendMessage', { chat_id: 7, text: 'a', reply_markup })) as Message;
  await call('editMessageText', { chat_id: 7, message_id, text: '<i>b</i>', parse_mode: 'HTML' });
  const [, edited] = emulator.messages(7);
  assert.equal(edited?.text, 'b');
  assert.deepEqual(edited.entities, [{ type: 'italic', offset: 0, length: 1 }]);
  assert.equal(edited.reply_markup, undefined);
  emulator.say(7, READER, 'more');
  assert.deepEqual(
    emulator.messages(7).map(({ text }) => text),
    ['b', 'more'],
  );
});

test('rich messages are kept as blocks, may replace text, and have limits', async () => {
  const { emulator, call, refusal } = ask();
  emulator.say(7, READER, 'hello');
  const list = {
    type: 'list',
    items: [{ blocks: [{ type: 'paragraph', text: 'one' }], value: 1, type: '1' }],
  };
  const rich_message = { blocks: [{ type: 'heading', size: 1, text: 'Title' }, list] };
  const { message_id } = (await call('sendMessage', { chat_id: 7, text: 'a' })) as Message;
  const edited = (await call('editMessageText', { chat_id: 7, message_id, rich_message })) as Message;
  assert.equal(edited.text, undefined);
  assert.deepEqual(edited.rich_message?.blocks.at(1), {
    type: 'list',
    items: [{ label: '1.', ...list.items[0] }],
  });
  const refused = async (blocks: object[]): Promise<string> =>
    (await refusal('sendRichMessage', { chat_id: 7, rich_message: { blocks } })).description;
  assert.match(await refused([{ type: 'paragraph', text: 'x'.repeat(32_769) }]), /TOO_LONG/);
  assert.match(await refused(Array(501).fill({ type: 'divider' }) as object[]), /BLOCKS_TOO_MUCH/);
});

test('a user sees the command menu with the narrowest scope, in their language before the default one', async () => {
  const { emulator, call } = ask();
  const manager = { id: 9, is_bot: false, first_name: 'M', language_code: 'en' };
  const { id } = emulator.createSupergroup({
    title: '群',
    people: [{ user: READER }, { user: OTHER }, { user: manager, standing: 'administrator' }],
    bot: 'member',
  });
  emulator.openPrivateChat(READER);
  const menu = async (command: string, options: object = {}): Promise<unknown> =>
    call('setMyCommands', { commands: [{ command, description: 'x' }], ...options });
  const seen = (chatId: number, user = READER): string[] =>
    emulator.commandsFor(chatId, user).map(({ command }) => command);
  assert.deepEqual(seen(7), []);
  await menu('default');
  await menu('default_zh', { language_code: 'zh' });
  assert.deepEqual([seen(7), seen(id, OTHER)], [['default_zh'], ['default']]);
  await menu('groups', { scope: { type: 'all_group_chats' } });
  assert.deepEqual([seen(7), seen(id), seen(id, OTHER)], [['default_zh'], ['groups'], ['groups']]);
  await menu('admins', { scope: { type: 'all_chat_administrators' } });
  await menu('here', { scope: { type: 'chat', chat_id: id } });
  assert.deepEqual([seen(id), seen(id, manager)], [['here'], ['here']]);
  await menu('admins_here', { scope: { type: 'chat_administrators', chat_id: id } });
  await menu('mine', { scope: { type: 'chat_member', chat_id: id, user_id: 8 } });
  assert.deepEqual([seen(id), seen(id, manager), seen(id, OTHER)], [['here'], ['admins_here'], ['mine']]);
  assert.deepEqual(
    await call('getMyCommands', { language_code: 'en' }),
    [],
    'a request for one scope does not fall back to another',
  );
  await call('deleteMyCommands', { language_code: 'zh' });
  assert.deepEqual(seen(7), ['default']);
});

test('descriptions are those of a language, or else the default ones', async () => {
  const { emulator, call } = ask();
  await call('setMyDescription', { description: 'all' });
  await call('setMyShortDescription', { short_description: '短', language_code: 'zh' });
  assert.deepEqual(await call('getMyDescription', { language_code: 'zh' }), { description: 'all' });
  assert.deepEqual(emulator.profileFor('zh-hans'), {
    name: '问答',
    description: 'all',
    shortDescription: '短',
  });
  assert.deepEqual(emulator.profileFor('en'), { name: '问答', description: 'all', shortDescription: '' });
  await call('setMyName', { name: 'Wenda' });
  assert.equal(((await call('getMe')) as User).first_name, 'Wenda');
});

test('the bot gets the members’ standing in a chat, and may leave', async () => {
  const { emulator, call, updates } = ask();
  const { id } = emulator.createSupergroup({
    title: '群',
    people: [{ user: READER, standing: 'creator' }],
    bot: 'member',
  });
  emulator.openPrivateChat(OTHER);
  const status = async (user_id: number): Promise<string> =>
    ((await call('getChatMember', { chat_id: id, user_id })) as { status: string }).status;
  assert.deepEqual([await status(7), await status(8), await status(42)], ['creator', 'left', 'member']);
  assert.equal(((await call('getChat', { chat_id: id })) as { title: string }).title, '群');
  await call('leaveChat', { chat_id: id });
  assert.equal((await updates())[0]?.my_chat_member?.new_chat_member.status, 'left');
  assert.equal(emulator.botStanding(id), 'left');
});

test('people edit their messages and captions, quote, and press below an answer to what they edited', async () => {
  const { emulator, call, updates } = ask();
  const photo = [{ file_id: 'x', file_unique_id: 'x', width: 1, height: 1 }];
  const { message_id } = emulator.say(7, READER, '/ask', { fields: { photo }, quote: 'old' });
  const answer = (await call('sendMessage', {
    chat_id: 7,
    text: 'y',
    reply_parameters: { message_id },
    reply_markup: { inline_keyboard: [[{ text: 'b', callback_data: 'b' }]] },
  })) as Message;
  emulator.edit(7, message_id, 'other');
  void emulator.press(7, answer.message_id, READER, 'b');
  const [said, edited, pressed] = await updates();
  assert.equal(said?.message?.caption, '/ask');
  assert.deepEqual(said.message.caption_entities, [{ type: 'bot_command', offset: 0, length: 4 }]);
  assert.equal(said.message.quote?.text, 'old');
  assert.equal(edited?.edited_message?.caption, 'other');
  assert.equal(edited.edited_message.caption_entities, undefined);
  const below = pressed?.callback_query?.message;
  assert.ok(below !== undefined && 'text' in below);
  assert.equal(below.reply_to_message?.caption, 'other');
  assert.throws(() => emulator.edit(7, answer.message_id, 'mine'), /no person has written/);
});

test('with privacy mode, a photo in a group reaches the bot if its caption is meant for it', async () => {
  const { emulator, updates } = ask();
  const { id } = emulator.createSupergroup({ title: '群', people: [{ user: READER }], bot: 'member' });
  const photo = [{ file_id: 'x', file_unique_id: 'x', width: 1, height: 1 }];
  for (const caption of ['', 'hello', '/ask x']) emulator.say(id, READER, caption, { fields: { photo } });
  const photos = (await updates()).filter(({ message }) => message?.photo !== undefined);
  assert.deepEqual(
    photos.map(({ message }) => message?.caption),
    ['/ask x'],
  );
});
