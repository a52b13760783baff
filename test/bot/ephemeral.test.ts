// "Not sure" and "nothing" in groups: for the person who asked, and for all where Telegram cannot do that.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { GROUP, only, startDialogue } from '../support/dialogue.ts';
import { openHashingEngine } from '../support/engine.ts';
import { OTHER, READER } from '../support/people.ts';

const engine = await openHashingEngine();
const NOTHING = '/ask 红烧肉需要炖多久';
const FOUND = '/ask 青禾科技的发行价格';
const answer = await engine.wiki.answerer.answer('青禾科技的发行价格');
assert.ok(answer.kind === 'found');
const { main: closest, ...rest } = answer;
const unsure = { ...rest, kind: 'unsure' as const, closest, topics: [] };
const unsureWiki = {
  answerer: { ...engine.wiki.answerer, answer: () => Promise.resolve(unsure) },
};

test('in a group only the person who asked sees that there is no answer; an answer is for all', async () => {
  const { sayInGroup } = startDialogue(engine, { ephemeral: true });
  const nothing = only(await sayInGroup(NOTHING));
  assert.match(nothing.text, /^这里的专题没有讲到这个问题/);
  assert.deepEqual([nothing.onlyFor, nothing.chatId, nothing.messageId], [READER.id, GROUP.id, 0]);
  assert.ok(nothing.replyTo !== undefined);
  assert.equal(only(await sayInGroup(FOUND)).onlyFor, undefined);
  assert.equal(only(await sayInGroup(NOTHING, { from: OTHER })).onlyFor, OTHER.id);
});

test('what is not sure keeps its links, and loses the buttons that would change the message', async () => {
  const pageUrl = (slug: string): string => `https://wiki.example.org/${slug}`;
  const { sayInGroup } = startDialogue(engine, { ephemeral: true, wiki: unsureWiki, pageUrl });
  const reply = only(await sayInGroup(FOUND));
  assert.match(reply.text, /^没有找到有把握的答案/);
  assert.equal(reply.onlyFor, READER.id);
  assert.ok(reply.keyboard.flat().length > 0);
  for (const button of reply.keyboard.flat()) assert.ok(!('callback_data' in button), button.text);
});

test('it is in the forum topic of its question', async () => {
  const { sayInGroup, during, telegram } = startDialogue(engine, { ephemeral: true });
  let threadId = 0;
  await during(() => (threadId = telegram.createTopic(GROUP.id, READER, '一')));
  const reply = only(await sayInGroup(NOTHING, { threadId }));
  assert.deepEqual([reply.threadId, reply.onlyFor], [threadId, READER.id]);
});

test('in private, and switched off, all messages are ordinary', async () => {
  const on = startDialogue(engine, { ephemeral: true });
  assert.equal(only(await on.say('红烧肉需要炖多久')).onlyFor, undefined);
  const off = startDialogue(engine, { ephemeral: false });
  assert.equal(only(await off.sayInGroup(NOTHING)).onlyFor, undefined);
});

test('somebody who speaks as the group or as a channel has no account: the reply is for all', async () => {
  const { send } = startDialogue(engine, { ephemeral: true });
  const from = { id: 1087968824, is_bot: true, first_name: 'Group', username: 'GroupAnonymousBot' };
  const entities = [{ type: 'bot_command' as const, offset: 0, length: 4 }];
  const message = { message_id: 99, date: 1, chat: GROUP, from, sender_chat: GROUP, text: NOTHING, entities };
  assert.equal(only(await send({ message })).onlyFor, undefined);
});

test('where Telegram refuses it, everybody sees the ordinary reply', async () => {
  for (const [description, code] of [
    ['Bad Request: USER_NOT_PARTICIPANT', 400],
    ['Bad Request: message to be replied not found', 400],
    ['Forbidden: ephemeral messages are off in this group', 403],
    ['Not Found: method not found', 404],
  ] as const) {
    const { sayInGroup, failNext, errors } = startDialogue(engine, { ephemeral: true });
    failNext('sendMessage', description, code);
    const reply = only(await sayInGroup(NOTHING));
    assert.deepEqual([reply.onlyFor, errors], [undefined, []], description);
    assert.equal(only(await sayInGroup(NOTHING)).onlyFor, READER.id, 'the next one is tried again');
  }
});

test('a server that does not know ephemeral messages shows one to all, and is not asked again', async () => {
  const { sayInGroup, telegram, infos } = startDialogue(engine, {
    ephemeral: true,
    wiki: unsureWiki,
    ignored: ['ephemeral_message_parameters'],
  });
  const first = only(await sayInGroup(FOUND));
  assert.deepEqual([first.onlyFor, first.messageId > 0], [undefined, true]);
  const second = only(await sayInGroup(FOUND));
  assert.ok(second.buttons.includes('👍'), 'the ordinary reply has all its buttons');
  const asked = telegram.calls.filter(({ method }) => method === 'sendMessage');
  assert.deepEqual(
    asked.map(({ payload }) => 'ephemeral_message_parameters' in payload),
    [true, false],
  );
  assert.match(infos.join('\n'), /no ephemeral messages/);
});

test('a question that is edited after an ephemeral reply is answered for all', async () => {
  const { sayInGroup, edit, telegram } = startDialogue(engine, { ephemeral: true });
  await sayInGroup(NOTHING);
  const asked = telegram.messages(GROUP.id).find(({ text }) => text === NOTHING)?.message_id ?? 0;
  const acts = await edit(GROUP.id, asked, FOUND);
  const reply = only(acts);
  assert.deepEqual([reply.did, reply.onlyFor, reply.replyTo], ['sent', undefined, asked]);
});

test('a reply to an ephemeral message is for the bot alone, and so is what it answers', async () => {
  const { sayInGroup, failNext } = startDialogue(engine, { ephemeral: true });
  await sayInGroup(NOTHING);
  const reply = only(await sayInGroup('青禾科技的发行价格', { replyToEphemeral: 1 }));
  assert.match(reply.text, /发行价格/);
  assert.deepEqual([reply.onlyFor, reply.messageId], [READER.id, 0]);
  assert.ok(reply.keyboard.flat().every((button) => 'url' in button));
  failNext('sendMessage', 'Bad Request: message to be replied not found');
  const late = only(await sayInGroup('云帆客服系统怎么收费', { replyToEphemeral: 1 }));
  assert.deepEqual([late.onlyFor, late.replyTo], [READER.id, undefined]);
  assert.deepEqual(await sayInGroup('谢谢！', { replyToEphemeral: 1 }), [], 'thanks get silence');
});
