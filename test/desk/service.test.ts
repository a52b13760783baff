// A ticket through its whole life: a reader, two of the staff, and time that passes by hand.
import assert from 'node:assert/strict';
import { test } from 'node:test';

import { weekIn } from '../../src/app/hours-settings.ts';
import { type DeskCallback, encodeDesk } from '../../src/desk/desk-callback.ts';
import { openTestEngine } from '../support/engine.ts';
import {
  type DeskDialogue,
  type DeskDialogueOptions,
  LI,
  STAFF_CHAT,
  startDeskDialogue,
  WANG,
} from '../support/desk-dialogue.ts';
import { OTHER, READER } from '../support/people.ts';
import { fc } from '../support/property.ts';

const engine = await openTestEngine();
const HOUR_MS = 60 * 60_000;
const NONSENSE = ['量子纠缠的贝尔不等式', '火星上的潮汐锁定'];

/** A button in the chat's messages, the newest first. */
function button({ telegram }: DeskDialogue, chat: number, text: string): { message: number; data: string } {
  for (const { message_id: message, reply_markup: markup } of telegram.messages(chat).toReversed())
    for (const one of (markup?.inline_keyboard ?? []).flat())
      if (one.text === text && 'callback_data' in one) return { message, data: one.callback_data };
  return assert.fail(`no button ${text}`);
}

async function press(dialogue: DeskDialogue, chat: number, text: string, by = READER): Promise<void> {
  const { message, data } = button(dialogue, chat, text);
  await dialogue.during((telegram) => void telegram.press(chat, message, by, data));
}

/** A reader has asked for a person, in so many words. */
async function handedOver(options?: DeskDialogueOptions): Promise<DeskDialogue> {
  const dialogue = await startDeskDialogue(engine, options);
  await dialogue.reads('转人工');
  await press(dialogue, READER.id, '转给客服');
  return dialogue;
}

test('a person is offered after two misses, and gets the question when the reader agrees', async () => {
  const dialogue = await startDeskDialogue(engine);
  const [first = '', second = ''] = NONSENSE;
  await dialogue.reads(first);
  assert.throws(() => button(dialogue, READER.id, '找人工客服'));
  await dialogue.reads(second);
  await press(dialogue, READER.id, '找人工客服');
  assert.match(dialogue.seenBy().at(-1) ?? '', new RegExp(`${second}[^]*现在有客服在线`));
  assert.deepEqual(dialogue.store.tickets.all(), []);
  await press(dialogue, READER.id, '转给客服');
  assert.match(dialogue.inTopic().join('\n'), new RegExp(second));
  assert.equal(dialogue.observed.at(-1)?.kind, 'handed-over');
});

test('who declines stays with the bot', async () => {
  const dialogue = await startDeskDialogue(engine);
  await dialogue.reads('人工');
  await press(dialogue, READER.id, '不用了');
  assert.deepEqual(dialogue.store.tickets.all(), []);
  assert.deepEqual(dialogue.telegram.topics(STAFF_CHAT), []);
});

test('outside hours a reader hears when somebody is there, and the message is kept', async () => {
  // The clock begins on a Tuesday, 20:00 in Shanghai.
  const week = weekIn('mon-fri 09:00-18:00') ?? assert.fail();
  const hours = { week, holidays: new Set(['2026-11-25']), extraDays: new Set<string>() };
  const dialogue = await handedOver({ settings: { hours } });
  assert.match(dialogue.seenBy().at(-1) ?? '', /11月26日.*9:00/);
  await dialogue.reads('发票没收到');
  assert.equal(dialogue.inTopic().at(-1), '› 发票没收到');
});

test('the first who answers looks after the ticket; either side closes it, and a survey follows once', async () => {
  const dialogue = await handedOver();
  await dialogue.reads('发票没收到');
  await dialogue.writes('已补发', { by: LI });
  const [ticket] = dialogue.store.tickets.all();
  assert.equal(ticket?.assignee?.id, LI.id);
  assert.equal(ticket.status, 'waiting-reader');
  await dialogue.writes('/close', { by: LI });
  assert.match(dialogue.seenBy().at(-1) ?? '', /客服已结束/);
  await press(dialogue, READER.id, '5');
  assert.equal(dialogue.store.tickets.all()[0]?.survey?.score, 5);
  await dialogue.clock.pass(HOUR_MS);
  await dialogue.reads('还有一个问题');
  assert.equal(dialogue.store.tickets.all()[0]?.status, 'waiting-staff');
  assert.equal(dialogue.inTopic().at(-1), '› 还有一个问题');
  await dialogue.reads('/close');
  assert.match(
    dialogue.seenBy().at(-1) ?? '',
    /对话已结束（工单 \w+）。24 小时内再发一条消息，就能接着聊。$/,
  );
});

test('nobody is asked to rate what no person has answered', async () => {
  const dialogue = await handedOver();
  await dialogue.reads('/close');
  assert.throws(() => button(dialogue, READER.id, '5'));
});

test('thanks open nothing again; after a day a reply opens a new ticket, linked to the old', async () => {
  const dialogue = await handedOver();
  await dialogue.reads('发票没收到');
  await dialogue.writes('已补发');
  const answer = dialogue.telegram.messages(READER.id).at(-1);
  await dialogue.writes('/close');
  await dialogue.reads('谢谢');
  assert.equal(dialogue.store.tickets.openOf(READER.id), undefined);
  await dialogue.clock.pass(25 * HOUR_MS);
  await dialogue.reads('又没收到', { replyTo: answer?.message_id ?? 0 });
  const [old, next] = dialogue.store.tickets.all();
  assert.equal(next?.previous, old?.id);
  assert.equal(dialogue.inTopic().at(-1), '› 又没收到 ↩ 已补发');
  assert.equal(dialogue.telegram.topics(STAFF_CHAT).length, 1);
});

test('closing the forum topic in Telegram closes the ticket, and opening it opens the ticket again', async () => {
  const dialogue = await handedOver();
  await dialogue.reads('发票没收到');
  await dialogue.during((telegram) => {
    telegram.setTopicClosed(STAFF_CHAT, dialogue.topicOf(), true, WANG);
  });
  assert.equal(dialogue.store.tickets.openOf(READER.id), undefined);
  assert.match(dialogue.seenBy().at(-1) ?? '', /客服已结束/);
  assert.equal(dialogue.telegram.topics(STAFF_CHAT)[0]?.closed, true);
  await dialogue.reads('还在吗');
  assert.notEqual(dialogue.store.tickets.openOf(READER.id), undefined);
  assert.equal(dialogue.inTopic().at(-1), '› 还在吗');
});

test('sensitive words are masked, wait for another one of the staff, or do not go out', async () => {
  const sensitive = '傻瓜 => mask\n转账 => hold\n包赔 => refuse';
  const dialogue = await handedOver({ sensitive });
  await dialogue.reads('问');
  await dialogue.writes('别当傻瓜');
  const refused = await dialogue.writes('我们包赔');
  const held = await dialogue.writes('请转账');
  assert.deepEqual(dialogue.seenBy().slice(-2), ['问', '› 别当＊＊']);
  assert.deepEqual([refused, held].map(dialogue.reactionTo), ['👎', '👀']);
  await press(dialogue, STAFF_CHAT, '放行', WANG);
  assert.equal(dialogue.seenBy().at(-1), '› 别当＊＊');
  await press(dialogue, STAFF_CHAT, '放行', LI);
  assert.equal(dialogue.seenBy().at(-1), '› 请转账');
  assert.deepEqual(
    dialogue.audit.map(({ did }) => did).filter((did) => /held|refused|masked|approved/.test(did)),
    ['masked', 'refused', 'held', 'approved'],
  );
});

test('an answer is due within working minutes: first a nudge, then the supervisor', async () => {
  const dialogue = await handedOver({
    settings: {
      limits: { 'first-reply': 30, 'next-reply': 30, solution: undefined },
      supervisors: [OTHER.id],
    },
  });
  await dialogue.reads('问');
  await dialogue.clock.pass(25 * 60_000);
  await dialogue.restart();
  await dialogue.clock.pass(60 * 60_000);
  const reminders = dialogue.inTopic().filter((text) => /⏳|⏰/.test(text));
  assert.equal(reminders.length, 2);
  assert.match(reminders.at(-1) ?? '', /⏰.*主管/);
});

test('/find lists passages, and a tap sends one with its source', async () => {
  const dialogue = await handedOver();
  await dialogue.reads('问');
  await dialogue.writes('/find 青禾');
  const seen = dialogue.seenBy().length;
  await press(dialogue, STAFF_CHAT, '1', WANG);
  assert.equal(dialogue.seenBy().length, seen + 1);
  assert.match(dialogue.inTopic().at(-1) ?? '', /已发给读者/);
});

test('no command and no button of the staff works for anybody else, wherever it is tried', async () => {
  const dialogue = await handedOver();
  await dialogue.reads('问');
  const ELSEWHERE = dialogue.telegram.createSupergroup({
    title: '别处',
    isForum: true,
    people: [{ user: OTHER }],
  }).id;
  await dialogue.during((telegram) => {
    telegram.addBotTo(ELSEWHERE, OTHER);
  });
  const { id: ticket } = dialogue.store.tickets.openOf(READER.id) ?? assert.fail();
  const said = (): string => JSON.stringify([dialogue.store.tickets.all(), dialogue.store.readers.all()]);
  const before = said();
  const seen = dialogue.seenBy().length;
  const commands = [
    'close',
    'reopen',
    'assign me',
    'priority urgent',
    'type 退款',
    'tag 投诉',
    'find 青禾',
    'ticket',
  ];
  const data: DeskCallback[] = [
    ...(['take', 'close', 'reopen', 'end'] as const).map((kind) => ({ kind, ticket })),
    { kind: 'priority', ticket, priority: 'urgent' },
    { kind: 'rate', ticket, score: 1 },
    { kind: 'approve', message: 1 },
    { kind: 'passage', sectionId: 'a'.repeat(12) },
  ];
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom(...commands, 'tickets', 'help'),
      fc.constantFrom(...data),
      fc.constantFrom<[number, number]>([ELSEWHERE, 0], [OTHER.id, 0]),
      async (command, pressed, [chat]) => {
        await dialogue.during((telegram) => {
          if (chat === OTHER.id) telegram.start(OTHER.id, OTHER);
          telegram.say(chat, OTHER, `/${command}`);
        });
        const last = dialogue.telegram.messages(chat).findLast(({ from }) => from.is_bot);
        if (last !== undefined)
          await dialogue.during(
            (telegram) => void telegram.press(chat, last.message_id, OTHER, encodeDesk(pressed)),
          );
        assert.equal(said(), before);
      },
    ),
    { numRuns: 25 },
  );
  assert.equal(dialogue.seenBy().length, seen);
});

test('somebody who may see a public group’s buttons is no member of the staff', async () => {
  const dialogue = await handedOver();
  await dialogue.reads('问');
  await press(dialogue, STAFF_CHAT, '结束工单', OTHER);
  assert.notEqual(dialogue.store.tickets.openOf(READER.id), undefined);
  await press(dialogue, STAFF_CHAT, '结束工单', WANG);
  assert.equal(dialogue.store.tickets.openOf(READER.id), undefined);
});
