// A reader and two of the staff, each message on its way to the other side.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { openTestEngine } from '../support/engine.ts';
import {
  startDeskDialogue,
  type DeskDialogue,
  type DeskDialogueOptions,
  LI,
  STAFF_CHAT,
  WANG,
} from '../support/desk-dialogue.ts';
import { OTHER, READER } from '../support/people.ts';

const engine = await openTestEngine();

/** A conversation in which the reader has an open ticket. */
async function start(options?: DeskDialogueOptions): Promise<DeskDialogue> {
  const dialogue = await startDeskDialogue(engine, options);
  dialogue.service.tickets.open({ id: READER.id, name: '读者', language: 'zh-hans' });
  return dialogue;
}

test('what a reader writes comes into one forum topic, what the staff write there to the reader', async () => {
  const { reads, writes, seenBy, inTopic, reactionTo, store, telegram } = await start();
  await reads('发票怎么开？');
  assert.deepEqual(inTopic().slice(1), ['› 发票怎么开？']);
  const first = await writes('请问抬头是什么？');
  const second = await writes('税号也发一下', { by: LI });
  await reads('一家公司');
  assert.deepEqual(seenBy(), ['发票怎么开？', '› 请问抬头是什么？', '› 税号也发一下', '一家公司']);
  assert.deepEqual(inTopic().slice(1), ['› 发票怎么开？', '请问抬头是什么？', '税号也发一下', '› 一家公司']);
  assert.deepEqual([first, second].map(reactionTo), ['👌', '👌']);
  assert.equal(telegram.topics(STAFF_CHAT).length, 1);
  assert.deepEqual(store.outbox.all(), []);
  assert.equal(store.tickets.openOf(READER.id)?.status, 'waiting-staff');
});

test('a note stays among the staff, also below an album, and so does an unknown command', async () => {
  const { reads, writes, seenBy, inTopic, reactionTo, clock, during, telegram, topicOf } = await start();
  await reads('问');
  const note = await writes('// 先别回，我问一下财务');
  const wide = await writes('／／ 同上');
  const command = await writes('/refund 100');
  assert.deepEqual([note, wide, command].map(reactionTo), ['✍', '✍', '👎']);
  await during(() => {
    const photo = [{ file_id: 'f', file_unique_id: 'u', width: 1, height: 1 }];
    const fields = { photo, media_group_id: 'album' };
    telegram.say(STAFF_CHAT, WANG, '', { threadId: topicOf(), fields });
    telegram.say(STAFF_CHAT, WANG, '// 内部截图', { threadId: topicOf(), fields });
    telegram.say(STAFF_CHAT, WANG, '', { threadId: topicOf(), fields });
  });
  await clock.pass(5_000);
  assert.deepEqual(seenBy(), ['问']);
  assert.match(inTopic().join('\n'), /未发给读者/);
});

test('/note below an album keeps all of it here', async () => {
  const { reads, seenBy, clock, during, topicOf, telegram, reactionTo } = await start();
  await reads('问');
  await during(() => {
    const photo = [{ file_id: 'f', file_unique_id: 'u', width: 1, height: 1 }];
    const fields = { photo, media_group_id: 'album' };
    telegram.say(STAFF_CHAT, WANG, '/note 内部截图', { threadId: topicOf(), fields });
    telegram.say(STAFF_CHAT, WANG, '', { threadId: topicOf(), fields });
  });
  await clock.pass(5_000);
  assert.deepEqual(seenBy(), ['问']);
  assert.deepEqual(telegram.messages(STAFF_CHAT).slice(-2).map(reactionTo), ['✍', '✍']);
});

test('replies answer the same message on the other side', async () => {
  const { reads, writes, seenBy, inTopic, telegram } = await start();
  const asked = await reads('第一问');
  await reads('第二问');
  const copies = telegram.messages(STAFF_CHAT).filter(({ text }) => text === '第一问');
  await writes('答第一问', { replyTo: copies[0]?.message_id ?? 0 });
  assert.equal(seenBy().at(-1), '› 答第一问 ↩ 第一问');
  const answer = telegram.messages(READER.id).at(-1);
  await reads('谢谢', { replyTo: answer?.message_id ?? 0 });
  assert.equal(inTopic().at(-1), '› 谢谢 ↩ 答第一问');
  assert.equal(answer?.reply_to_message?.message_id, asked.message_id);
});

test('an edit changes the copy on the other side, of text and of captions', async () => {
  const { reads, writes, seenBy, inTopic, during } = await start();
  const asked = await reads('几点开门');
  const answered = await writes('八点');
  const photo = [{ file_id: 'f', file_unique_id: 'u', width: 1, height: 1 }];
  const shown = await writes('地图', { fields: { photo } });
  await during((telegram) => telegram.edit(READER.id, asked.message_id, '几点开门？'));
  await during((telegram) => telegram.edit(STAFF_CHAT, answered.message_id, '九点'));
  await during((telegram) => telegram.edit(STAFF_CHAT, shown.message_id, '新地图'));
  assert.deepEqual(seenBy(), ['几点开门？', '› 九点', '› [photo]新地图']);
  assert.equal(inTopic()[1], '› 几点开门？');
  await during((telegram) => telegram.edit(STAFF_CHAT, answered.message_id, '// 不对'));
  assert.equal(seenBy()[1], '› 九点');
  assert.match(inTopic().at(-1) ?? '', /读者看到的仍是修改前的内容/);
});

test('both sides take back what they wrote by /delete, and nothing else', async () => {
  const { reads, writes, seenBy, inTopic, telegram, reactionTo } = await start();
  const asked = await reads('写错了');
  const answered = await writes('也错了');
  const command = await writes('/delete', { replyTo: answered.message_id });
  assert.deepEqual([seenBy(), reactionTo(command)], [['写错了'], '👌']);
  await reads('/delete', { replyTo: asked.message_id });
  assert.ok(!inTopic().includes('› 写错了'));
  await reads('再问');
  const copy = telegram.messages(STAFF_CHAT).find(({ text }) => text === '再问');
  await writes('/delete', { replyTo: copy?.message_id ?? 0 });
  assert.match(inTopic().at(-1) ?? '', /只能撤回自己这一方/);
  await writes('/delete@wenda_test_bot');
  assert.match(inTopic().at(-1) ?? '', /请对要撤回的那条消息回复/);
  assert.ok(!seenBy().some((text) => text.includes('/delete@')));
});

test('albums stay albums, other messages stay what they are', async () => {
  const { during, telegram, topicOf, clock, reads, writes } = await start();
  await reads('问');
  const photo = [{ file_id: 'f', file_unique_id: 'u', width: 1, height: 1 }];
  await during(() => {
    for (const text of ['', '三张图', ''])
      telegram.say(READER.id, READER, text, { fields: { photo, media_group_id: 'x' } });
  });
  await during(() => telegram.say(READER.id, READER, '图后面的话'));
  await clock.pass(5_000);
  const copies = telegram.messages(STAFF_CHAT).filter((message) => message.photo !== undefined);
  assert.deepEqual(
    copies.map(({ caption }) => caption ?? ''),
    ['', '三张图', ''],
  );
  assert.equal(new Set(copies.map((copy) => copy.media_group_id)).size, 1);
  assert.ok(copies.every((copy) => copy.message_thread_id === topicOf()));
  assert.equal(telegram.messages(STAFF_CHAT).at(-1)?.text, '图后面的话');
  await writes('', { fields: { location: { latitude: 1, longitude: 2 } } });
  const last = telegram.messages(READER.id).at(-1);
  assert.deepEqual([last?.location?.latitude, last?.forward_origin], [1, undefined]);
});

test('a refusal is said in the topic with its cause, and nobody else hears of it', async () => {
  const { reads, writes, inTopic, reactionTo, during } = await start();
  await reads('问');
  await during((telegram) => {
    telegram.block(READER);
  });
  const lost = await writes('你好');
  assert.equal(reactionTo(lost), '👎');
  assert.equal(inTopic().at(-1), '› 未送达：读者已停用机器人，等对方再次发消息后才能联系上。 ↩ 你好');
  await reads('我回来了');
  const sent = await writes('欢迎');
  assert.equal(reactionTo(sent), '👌');
});

test('a deleted topic is made again, once, with what was written meanwhile', async () => {
  const { reads, during, telegram, topicOf, inTopic, store } = await start();
  await reads('问');
  const old = topicOf();
  await during(() => {
    telegram.deleteTopic(STAFF_CHAT, old);
  });
  await during(() => {
    telegram.say(READER.id, READER, '还在吗');
    telegram.say(READER.id, READER, '喂');
  });
  assert.equal(telegram.topics(STAFF_CHAT).length, 1);
  assert.deepEqual(inTopic().slice(1), ['› 还在吗', '› 喂']);
  assert.match(inTopic()[0] ?? '', /继续：之前的话题已被删除/);
  assert.deepEqual(store.readers.get(READER.id)?.earlierThreads, [old]);
});

test('a closed topic is opened again', async () => {
  const { reads, during, telegram, topicOf, inTopic } = await start();
  await reads('问');
  await during(() => {
    telegram.setTopicClosed(STAFF_CHAT, topicOf(), true, WANG);
  });
  await reads('再问');
  assert.equal(inTopic().at(-1), '› 再问');
  assert.deepEqual(
    telegram.topics(STAFF_CHAT).map(({ closed }) => closed),
    [false],
  );
});

test('while the bot may not write to the group, messages wait; operators hear of it when it lasts', async () => {
  const { reads, telegram, during, clock, seenBy, inTopic } = await start({ refusals: [/rights/, /kicked/] });
  telegram.start(OTHER.id, OTHER);
  await during(() => {
    telegram.setBotStanding(STAFF_CHAT, 'member', WANG);
  });
  await reads('有人吗');
  await reads('？');
  assert.match(telegram.messages(STAFF_CHAT).at(-1)?.text ?? '', /正在等待转交/);
  await clock.pass(11 * 60_000);
  assert.match(seenBy(OTHER).at(-1) ?? '', /waiting for 10 minutes/);
  await during(() => {
    telegram.setBotStanding(STAFF_CHAT, 'administrator', WANG);
  });
  assert.deepEqual(inTopic().slice(1), ['› 有人吗', '› ？']);
  assert.equal(seenBy(OTHER).length, 1);
});

test('a lost answer is looked for before anything is sent again, in both directions', async () => {
  const { reads, writes, meddle, clock, seenBy, inTopic, reactionTo } = await start();
  await reads('问');
  for (const isCarriedOut of [true, false]) {
    const losing = async (carryOut: () => Promise<unknown>): Promise<unknown> => {
      meddle('copyMessage');
      if (isCarriedOut) await carryOut();
      throw new Error('connection lost');
    };
    meddle('copyMessage', losing);
    await reads(`问 ${String(isCarriedOut)}`);
    await clock.pass(10_000);
    meddle('copyMessage', losing);
    const answered = await writes(`答 ${String(isCarriedOut)}`);
    await clock.pass(10_000);
    assert.equal(reactionTo(answered), '👌');
  }
  assert.deepEqual(inTopic().slice(1), ['› 问', '› 问 true', '答 true', '› 问 false', '答 false']);
  assert.deepEqual(seenBy(), ['问', '问 true', '› 答 true', '问 false', '› 答 false']);
});

test('a topic that was made before a kill is found, not made twice', async () => {
  const { reads, meddle, restart, clock, telegram, inTopic, store, service } =
    await startDeskDialogue(engine);
  meddle('createForumTopic', async (carryOut) => {
    meddle('createForumTopic');
    await carryOut();
    return new Promise(() => undefined);
  });
  service.tickets.open({ id: READER.id, name: '读者', language: 'zh-hans' });
  await reads('问');
  assert.equal(store.readers.get(READER.id)?.threadId, undefined);
  await restart();
  await clock.pass(5_000);
  assert.equal(telegram.topics(STAFF_CHAT).length, 1);
  assert.deepEqual(inTopic().slice(1), ['› 问']);
});

test('/forget erases what the desk knows, and the topic', async () => {
  const { reads, writes, telegram, store, seenBy } = await start();
  await reads('问');
  await writes('答');
  await reads('/forget');
  assert.deepEqual(telegram.topics(STAFF_CHAT), []);
  assert.deepEqual(
    [store.readers.all(), store.tickets.all(), store.links.all(), store.outbox.all()],
    [[], [], [], []],
  );
  await reads('青禾是什么');
  assert.equal(telegram.topics(STAFF_CHAT).length, 0);
  assert.notEqual(seenBy().at(-1), '青禾是什么');
});

test('a topic that is made while its reader is forgotten goes', async () => {
  const dialogue = await startDeskDialogue(engine);
  const { meddle, telegram, clock, service, during } = dialogue;
  let made: (() => void) | undefined;
  meddle('createForumTopic', async (carryOut) => {
    const answer = await carryOut();
    await new Promise<void>((resolve) => (made = resolve));
    return answer;
  });
  service.tickets.open({ id: READER.id, name: '读者', language: 'zh-hans' });
  await during(() => undefined);
  await service.forget(READER.id);
  made?.();
  await clock.pass(10_000);
  assert.deepEqual(telegram.topics(STAFF_CHAT), []);
});

test('the staff are asked to delete the topic of a forgotten reader when the bot may not', async () => {
  const { reads, telegram, store, during } = await start({ refusals: [/CHAT_ADMIN_REQUIRED/] });
  await reads('问');
  await during(() => {
    telegram.setBotStanding(STAFF_CHAT, 'administrator', WANG, { can_delete_messages: false });
  });
  const [topic] = telegram.topics(STAFF_CHAT);
  await reads('/forget');
  assert.deepEqual(telegram.topics(STAFF_CHAT), [topic]);
  const last = telegram.messages(STAFF_CHAT).at(-1);
  assert.deepEqual(
    [last?.message_thread_id, last?.text],
    [topic?.threadId, '这位读者要求删除全部数据，但机器人无权删除本话题，请手动删除。'],
  );
  assert.deepEqual(store.outbox.all(), []);
});

test('commands and readers without a ticket are the bot’s own business', async () => {
  const { reads, seenBy, inTopic, service, telegram } = await start();
  await reads('问');
  await reads('/privacy');
  assert.notEqual(seenBy().at(-1), '/privacy');
  await reads('问', {}, OTHER);
  assert.equal(inTopic().length, 2);
  assert.ok(telegram.messages(OTHER.id).length > 1);
  assert.equal(service.tickets.open({ id: READER.id, name: '读者', language: 'en' }).reader, READER.id);
});
