import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ask, type Asked, OTHER, READER } from './fixture.ts';

const RIGHTS = {
  is_anonymous: false,
  can_manage_chat: true,
  can_delete_messages: true,
  can_manage_video_chats: false,
  can_restrict_members: false,
  can_promote_members: false,
  can_change_info: false,
  can_invite_users: false,
  can_post_stories: false,
  can_edit_stories: false,
  can_delete_stories: false,
  can_pin_messages: true,
  can_manage_topics: true,
};
const REQUEST = {
  request_id: 5,
  chat_is_channel: false,
  chat_is_forum: true,
  request_title: true,
  user_administrator_rights: RIGHTS,
  bot_administrator_rights: RIGHTS,
};

async function asking(request: object = REQUEST): Promise<Asked & { forum: number }> {
  const asked = ask();
  asked.emulator.start(READER.id, READER);
  await asked.call('sendMessage', {
    chat_id: READER.id,
    text: 'choose',
    reply_markup: { keyboard: [[{ text: 'Choose', request_chat: request }]] },
  });
  const { id: forum } = asked.emulator.createSupergroup({
    title: '客服',
    isForum: true,
    people: [{ user: READER, standing: 'creator' }, { user: OTHER }],
  });
  return { ...asked, forum };
}

test('a shared group gets the bot as the button wants it, and the bot is told of the group', async () => {
  const { emulator, call, updates, forum } = await asking();
  emulator.shareChat(READER, forum);
  const heard = await updates();
  assert.deepEqual(heard.at(-1)?.message?.chat_shared, { request_id: 5, chat_id: forum, title: '客服' });
  assert.equal(emulator.botStanding(forum), 'administrator');
  const changes = heard.flatMap(({ my_chat_member: change }) => change?.new_chat_member.status ?? []);
  assert.deepEqual(changes, ['member', 'administrator']);
  await call('createForumTopic', { chat_id: forum, name: 'x' });
});

test('a client that leaves rights to people shares the group alone', async () => {
  const { emulator, refusal, forum } = await asking();
  emulator.shareChat(READER, forum, { granted: false });
  assert.equal(emulator.botStanding(forum), 'left');
  assert.equal((await refusal('getChat', { chat_id: forum })).error_code, 403);
});

test('a group that the button does not ask for, or its person may not give, is not offered', async () => {
  const { emulator } = await asking();
  const plain = emulator.createSupergroup({ title: '群', people: [{ user: READER, standing: 'creator' }] });
  const member = emulator.createSupergroup({ title: '群', isForum: true, people: [{ user: READER }] });
  for (const { id } of [plain, member]) assert.throws(() => emulator.shareChat(READER, id), /no button/);
});

test('a keyboard stays until it is taken away', async () => {
  const { emulator, call, forum } = await asking();
  await call('sendMessage', { chat_id: READER.id, text: 'x' });
  assert.equal(emulator.keyboard(READER.id)?.keyboard.length, 1);
  await call('sendMessage', { chat_id: READER.id, text: 'x', reply_markup: { remove_keyboard: true } });
  assert.equal(emulator.keyboard(READER.id), undefined);
  assert.throws(() => emulator.shareChat(READER, forum), /no button/);
});

test('requests for groups are refused outside private chats, and with more rights for the bot than for people', async () => {
  const { emulator, refusal, forum } = await asking();
  emulator.addBotTo(forum, READER);
  const reason = async (chat_id: number, request_chat: object): Promise<string> => {
    const reply_markup = { keyboard: [[{ text: 'x', request_chat }]] };
    return (await refusal('sendMessage', { chat_id, text: 'x', reply_markup })).description;
  };
  assert.equal(await reason(forum, REQUEST), 'Bad Request: chats can be requested in private chats only');
  const greedy = { ...REQUEST, user_administrator_rights: { ...RIGHTS, can_pin_messages: false } };
  assert.equal(await reason(READER.id, greedy), 'Bad Request: BUTTON_INVALID');
});
