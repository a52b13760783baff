// A reader and the desk from one evening to the next days: two of the staff, a supervisor, and time that passes by hand.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { weekIn } from '../../src/app/hours-settings.ts';
import { LI, press, STAFF_CHAT, startDeskDialogue, WANG } from '../support/desk-dialogue.ts';
import { openHashingEngine } from '../support/engine.ts';
import { READER } from '../support/people.ts';

const engine = await openHashingEngine();
const SUPERVISOR = { id: 104, is_bot: false, first_name: '老陈' };
const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const PHOTO = [{ file_id: 'f', file_unique_id: 'u', width: 1, height: 1 }];
const DOCUMENT = { file_id: 'd', file_unique_id: 'v' };

test('from a question in the evening to the last word', async () => {
  // Tuesday, 20:00 in Shanghai.
  const week = weekIn('mon-fri 09:00-18:00') ?? assert.fail();
  const dialogue = await startDeskDialogue(engine, {
    settings: {
      hours: { week, holidays: new Set(), extraDays: new Set() },
      limits: { 'first-reply': 30, 'next-reply': 30, solution: undefined },
      supervisors: [SUPERVISOR.id],
    },
  });
  const { reads, writes, seenBy, inTopic, reactionTo, during, clock, store, telegram, audit } = dialogue;
  const reminders = (): string[] => inTopic().filter((text) => /⏳|⏰/.test(text));
  const lastSeen = (): string => seenBy().at(-1) ?? '';

  await during(() => {
    telegram.start(SUPERVISOR.id, SUPERVISOR);
  });

  // Nobody is there, and the reader hears when somebody is.
  await reads('电子发票什么时候寄到');
  await reads('转人工');
  await press(dialogue, READER.id, '转给客服');
  assert.match(lastSeen(), /明天.*9:00|11月25日.*9:00/);
  await reads('订单是昨天下的');
  assert.match(inTopic()[0] ?? '', /电子发票什么时候寄到/);
  assert.equal(inTopic().at(-1), '› 订单是昨天下的');
  const [ticket] = store.tickets.all();

  // The night counts for nothing. In the morning four fifths of half an hour pass, then all of it.
  await clock.pass(13 * HOUR + 23 * MINUTE);
  assert.deepEqual(reminders(), []);
  await clock.pass(2 * MINUTE);
  assert.match(reminders().join('\n'), /^› ⏳[^\n]*9:30/);
  assert.doesNotMatch(reminders().join('\n'), /主管/);
  await clock.pass(6 * MINUTE);
  assert.match(reminders().at(-1) ?? '', /⏰.*主管$/);
  const late = telegram.messages(STAFF_CHAT).findLast(({ text = '' }) => text.includes('⏰'));
  assert.match(JSON.stringify(late?.entities), new RegExp(`\\b${SUPERVISOR.id}\\b`));
  await clock.pass(HOUR);
  assert.equal(reminders().length, 2, 'each is said once');

  // A note stays in the group; the first who answers looks after the ticket.
  const note = await writes('// 先问一下财务', { by: LI });
  const answer = await writes('今天寄', { by: WANG });
  assert.deepEqual([note, answer].map(reactionTo), ['✍', '👌']);
  assert.equal(lastSeen(), '› 今天寄');
  assert.ok(!seenBy().join('\n').includes('财务'));
  assert.equal(store.tickets.all()[0]?.assignee?.id, WANG.id);

  // Both edit, and both take something back.
  await during(() => telegram.edit(STAFF_CHAT, answer.message_id, '今天下午寄'));
  assert.equal(lastSeen(), '› 今天下午寄');
  const wrong = await writes('寄到上海', { by: LI });
  assert.equal(lastSeen(), '› 寄到上海');
  await writes('/delete', { by: LI, replyTo: wrong.message_id });
  assert.equal(lastSeen(), '› 今天下午寄');
  const asked = await reads('寄到哪理');
  await during(() => telegram.edit(READER.id, asked.message_id, '寄到哪里'));
  assert.equal(inTopic().at(-1), '› 寄到哪里');
  const slip = await reads('发错了');
  await reads('/delete', { replyTo: slip.message_id });
  assert.ok(!inTopic().includes('› 发错了'));

  // An album, and files both ways.
  await during(() => {
    for (const text of ['门牌', ''])
      telegram.say(READER.id, READER, text, { fields: { photo: PHOTO, media_group_id: 'a' } });
  });
  await clock.pass(5_000);
  const album = telegram.messages(STAFF_CHAT).filter(({ photo }) => photo !== undefined);
  assert.deepEqual(
    album.map(({ caption = '', media_group_id: group }) => [caption, group === album[0]?.media_group_id]),
    [
      ['门牌', true],
      ['', true],
    ],
  );
  await reads('合同', { fields: { document: { ...DOCUMENT, file_name: '合同.pdf' } } });
  assert.equal(telegram.messages(STAFF_CHAT).at(-1)?.document?.file_name, '合同.pdf');
  await writes('', { fields: { document: { ...DOCUMENT, file_name: '发票.pdf' } } });
  assert.equal(telegram.messages(READER.id).at(-1)?.document?.file_name, '发票.pdf');

  // The staff close; thanks leave it closed, a further question within a day does not.
  await writes('/close', { by: WANG });
  assert.match(lastSeen(), /客服已结束/);
  await reads('谢谢');
  assert.equal(store.tickets.openOf(READER.id), undefined);
  assert.ok(!inTopic().includes('› 谢谢'));
  await clock.pass(2 * HOUR);
  await reads('发票抬头能改吗');
  assert.equal(store.tickets.openOf(READER.id)?.id, ticket?.id);
  assert.equal(inTopic().at(-1), '› 发票抬头能改吗');
  const last = await writes('能改', { by: LI });
  await writes('/close', { by: LI });

  // Two days later a reply is another ticket in the same topic, linked to the old one.
  await clock.pass(48 * HOUR);
  const copy = telegram.messages(READER.id).findLast(({ text }) => text === last.text);
  await reads('还没改', { replyTo: copy?.message_id ?? assert.fail() });
  const [old, next] = store.tickets.all();
  assert.deepEqual([old?.id, old?.status, next?.previous], [ticket?.id, 'closed', ticket?.id]);
  assert.match(seenBy().join('\n'), new RegExp(`${next?.id}.*${old?.id}`));
  assert.equal(inTopic().at(-1), '› 还没改 ↩ 能改');
  assert.equal(telegram.topics(STAFF_CHAT).length, 1);

  // The reader rates it, once.
  await writes('改好了');
  await writes('/close');
  await press(dialogue, READER.id, '5');
  assert.equal(store.tickets.all()[1]?.survey?.score, 5);
  assert.match(inTopic().at(-1) ?? '', /5 分/);

  // Nothing remains of the reader, neither here nor in the group.
  await reads('/forget');
  assert.deepEqual(
    [store.readers.all(), store.tickets.all(), store.links.all(), store.outbox.all()],
    [[], [], [], []],
  );
  assert.deepEqual(telegram.topics(STAFF_CHAT), []);
  assert.deepEqual(
    audit.filter(({ who, to }) => who === READER.id || to === READER.id),
    [],
  );
  // Who has edited, taken back and noted something is known, but not what.
  const deeds = new Set(audit.map(({ did }) => did));
  assert.ok(['edited', 'took-back', 'noted', 'answered', 'closed'].every((did) => deeds.has(did)));
});
