// A ticket through its whole life: a reader, two of the staff, and time that passes by hand.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Poll, User } from 'grammy/types';
import { weekIn } from '../../src/app/hours-settings.ts';
import { type DeskCallback, encodeDesk } from '../../src/desk/desk-callback.ts';
import { PRIORITIES } from '../../src/desk/ticket.ts';
import type { SayOptions } from '../../src/emulator/emulator.ts';
import { LOCALES } from '../../src/locales/translations.ts';
import { openTestEngine } from '../support/engine.ts';
import {
  button,
  type DeskDialogue,
  type DeskDialogueOptions,
  LI,
  press,
  STAFF_CHAT,
  startDeskDialogue,
  WANG,
  ZHAO,
} from '../support/desk-dialogue.ts';
import { OTHER, READER } from '../support/people.ts';
import { fc } from '../support/property.ts';

const engine = await openTestEngine();
const HOUR_MS = 60 * 60_000;
const NONSENSE = ['量子纠缠的贝尔不等式', '火星上的潮汐锁定'];

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

test('an answer that was rated well becomes a draft, without a word of the reader', async () => {
  const drafts: unknown[] = [];
  const teaching = {
    draft: (...parts: unknown[]) => Promise.resolve(`/wenda/drafts/${drafts.push(parts)}.md`),
  };
  const dialogue = await startDeskDialogue(engine, { settings: { teaching }, sensitive: '傻瓜 => mask' });
  for (const question of NONSENSE) await dialogue.reads(question);
  await press(dialogue, READER.id, '找人工客服');
  await press(dialogue, READER.id, '转给客服');
  await dialogue.reads('发票没收到');
  await dialogue.writes('傻瓜，已补发');
  await dialogue.writes('/type 发票');
  await dialogue.writes('/close');
  await press(dialogue, READER.id, '4');
  const [ticket] = dialogue.store.tickets.all();
  assert.deepEqual(drafts, [[ticket?.id, '发票', [], '＊＊，已补发']]);
  assert.equal(dialogue.inTopic().at(-1), '› 回答已存为草稿：1.md');
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

/** Every kind of button; ids that exist are tried most. */
function anyButton(ticket: string, held: number): fc.Arbitrary<DeskCallback> {
  const tickets = fc.constantFrom(ticket, ticket, 'ABCDEF');
  const messages = fc.constantFrom(held, held, 1);
  const plain = <K extends string>(kind: K): fc.Arbitrary<{ kind: K }> => fc.constant({ kind });
  const ofTicket = <K extends string>(kind: K): fc.Arbitrary<{ kind: K; ticket: string }> =>
    fc.record({ kind: fc.constant(kind), ticket: tickets });
  const verdict = <K extends string>(kind: K): fc.Arbitrary<{ kind: K; message: number }> =>
    fc.record({ kind: fc.constant(kind), message: messages });
  const sectionId = engine.index.catalogue.bySlug('qinghe-shangshi')?.sections[1]?.id ?? assert.fail();
  const all: { [K in DeskCallback['kind']]: fc.Arbitrary<DeskCallback & { kind: K }> } = {
    'ask-person': plain('ask-person'),
    'pass-on': plain('pass-on'),
    decline: plain('decline'),
    end: ofTicket('end'),
    take: ofTicket('take'),
    close: ofTicket('close'),
    reopen: ofTicket('reopen'),
    rate: fc.record({ kind: fc.constant('rate'), ticket: tickets, score: fc.integer({ min: 1, max: 5 }) }),
    priority: fc.record({
      ...{ kind: fc.constant('priority'), ticket: tickets, priority: fc.constantFrom(...PRIORITIES) },
    }),
    passage: fc.constant({ kind: 'passage', sectionId }),
    approve: verdict('approve'),
    deny: verdict('deny'),
  };
  return fc.oneof(...Object.values(all));
}

/** Every command that the staff's /help names, with words that would do something. */
const STAFF_COMMANDS = [
  ...new Set(Array.from(LOCALES.en.wordings['desk-help'].matchAll(/\/([a-z]+)/g), ([, name = '']) => name)),
  ...['help', 'delete'],
];
const WORDS = ['', 'me', 'urgent', '退款', '-投诉 新', '青禾'];
/** What readers have buttons for in private, and commands that they have too. */
const OF_READERS = new Set(['ask-person', 'pass-on', 'decline', 'end', 'rate', 'close', 'delete', 'help']);

test('no command and no button of the staff works for anybody else, wherever it is tried', async () => {
  for (const name of ['close', 'assign', 'tag', 'note', 'find', 'tickets'])
    assert.ok(STAFF_COMMANDS.includes(name), name);
  const dialogue = await startDeskDialogue(engine, {
    sensitive: '转账 => hold',
    settings: { supervisors: [WANG.id] },
  });
  const { telegram, store, audit } = dialogue;
  await dialogue.reads('保险柜的密码是什么');
  await dialogue.reads('转人工');
  await press(dialogue, READER.id, '转给客服');
  await dialogue.reads('很急');
  const answered = await dialogue.writes('马上查');
  const held = await dialogue.writes('请转账', { by: LI });
  const { id: ticket } = store.tickets.openOf(READER.id) ?? assert.fail();
  const people = [{ user: OTHER }, { user: WANG }];
  const { id: ELSEWHERE } = telegram.createSupergroup({ title: '别处', isForum: true, people });
  await dialogue.during(() => {
    telegram.addBotTo(ELSEWHERE, OTHER);
    telegram.say(ELSEWHERE, OTHER, '/ask 青禾');
    for (const one of [OTHER, WANG, ZHAO]) telegram.start(one.id, one);
  });
  const topic = dialogue.topicOf();
  const saidIn = (chat: number): string[] =>
    telegram.messages(chat).flatMap(({ from, text }) => (from.is_bot ? [text ?? ''] : []));
  const kept = (): string =>
    JSON.stringify([
      ...[store.tickets.all(), store.readers.all(), store.links.all(), store.outbox.all()],
      ...[store.held.get(held.message_id), audit, saidIn(STAFF_CHAT), dialogue.seenBy().length],
    ]);
  const before = kept();
  const secret = new RegExp(`密码|很急|马上查|转账|${ticket}`);
  const last = (chat: number): number =>
    telegram.messages(chat).findLast(({ from }) => from.is_bot)?.message_id ?? assert.fail();

  /** What the bot answers to a press. */
  async function pressed(chat: number, by: User, data: string): Promise<string> {
    let outcome: Promise<{ answered: boolean; text?: string | undefined }> | undefined;
    await dialogue.during(() => {
      outcome = telegram.press(chat, last(chat), by, data);
    });
    const { answered: isAnswered = false, text = '' } = (await outcome) ?? {};
    assert.ok(isAnswered);
    return text;
  }

  /** What the bot says to a command. */
  async function told(chat: number, by: User, text: string, threadId?: number): Promise<string[]> {
    const known = saidIn(chat).length;
    const replyTo = threadId === undefined ? undefined : answered.message_id;
    await dialogue.during(() => telegram.say(chat, by, text, { threadId, replyTo }));
    return saidIn(chat).slice(known);
  }

  type Try = { by: User; chat: number; threadId?: number };
  const tries = fc.constantFrom<Try[]>(
    { by: OTHER, chat: OTHER.id },
    { by: OTHER, chat: ELSEWHERE },
    { by: WANG, chat: WANG.id },
    { by: WANG, chat: ELSEWHERE },
    { by: ZHAO, chat: ZHAO.id },
    { by: ZHAO, chat: STAFF_CHAT },
    { by: ZHAO, chat: STAFF_CHAT, threadId: topic },
  );
  await fc.assert(
    fc.asyncProperty(
      tries,
      fc.constantFrom(...STAFF_COMMANDS),
      fc.constantFrom(...WORDS),
      async ({ by, chat, threadId }, command, words) => {
        const count = dialogue.observed.length;
        const said = await told(chat, by, `/${command} ${words}`, threadId);
        assert.equal(kept(), before);
        assert.doesNotMatch(said.join('\n'), secret);
        if (chat !== STAFF_CHAT && OF_READERS.has(command)) return;
        if (chat !== by.id) assert.deepEqual(said, []);
        // Words behind an unknown command are a question.
        else if (words !== '') assert.equal(dialogue.observed.at(count)?.kind, 'asked');
        else assert.deepEqual(said, await told(chat, by, '/nonsense'));
      },
    ),
    { numRuns: 60 },
  );
  await fc.assert(
    fc.asyncProperty(
      fc.oneof(tries, fc.constant<Try>({ by: READER, chat: READER.id })),
      anyButton(ticket, held.message_id),
      async ({ by, chat }, data) => {
        // What is offered to every reader in private.
        if (chat === by.id && OF_READERS.has(data.kind) && !('ticket' in data && by !== READER)) return;
        const known = saidIn(chat).length;
        const notice = await pressed(chat, by, encodeDesk(data));
        assert.equal(kept(), before);
        assert.deepEqual(saidIn(chat).length, known);
        assert.doesNotMatch(notice, secret);
        if (chat === STAFF_CHAT || OF_READERS.has(data.kind)) return;
        assert.equal(notice, await pressed(chat, by, 'zz'));
      },
    ),
    { numRuns: 100 },
  );
  // A member like others decides nothing that is the supervisor's.
  for (const kind of ['approve', 'deny'] as const)
    assert.match(
      await pressed(STAFF_CHAT, LI, encodeDesk({ kind, message: held.message_id })),
      /只有主管可以决定/,
    );
  assert.equal(kept(), before);
});

test('somebody who may see a public group’s buttons is no member of the staff', async () => {
  const dialogue = await handedOver();
  await dialogue.reads('问');
  await press(dialogue, STAFF_CHAT, '结束工单', OTHER);
  assert.notEqual(dialogue.store.tickets.openOf(READER.id), undefined);
  await press(dialogue, STAFF_CHAT, '结束工单', WANG);
  assert.equal(dialogue.store.tickets.openOf(READER.id), undefined);
});

test('/find with a wide slash lists passages that can be sent', async () => {
  const dialogue = await handedOver();
  await dialogue.writes('／find 开票');
  await press(dialogue, STAFF_CHAT, '1', WANG);
  await dialogue.clock.pass(5_000);
  assert.match(dialogue.seenBy().at(-1) ?? '', /commercial invoice/);
});

test('what a reader asks after seeing what will be passed on is not passed on', async () => {
  const dialogue = await startDeskDialogue(engine);
  const [first = '', second = ''] = NONSENSE;
  await dialogue.reads(first);
  await dialogue.reads('转人工');
  await dialogue.reads(second);
  await press(dialogue, READER.id, '转给客服');
  assert.equal(dialogue.store.tickets.openOf(READER.id)?.about?.question, first);
});

test('a draft has the words that the reader got', async () => {
  const drafts: (string | undefined)[] = [];
  const draft = (
    _gap: string,
    _title: string,
    _questions: readonly string[],
    text?: string,
  ): Promise<string> => Promise.resolve(`${drafts.push(text)}.md`);
  const dialogue = await startDeskDialogue(engine, {
    sensitive: '手机号 => mask',
    settings: { teaching: { draft } },
  });
  for (const question of NONSENSE) await dialogue.reads(question);
  await press(dialogue, READER.id, '找人工客服');
  await press(dialogue, READER.id, '转给客服');
  await dialogue.writes('我的手机号是一');
  await dialogue.writes('/close');
  await press(dialogue, READER.id, '5');
  assert.deepEqual(drafts, ['我的＊＊＊是一']);
});

test('sensitive words are found in telephone numbers, polls, previews and the addresses of links', async () => {
  const dialogue = await handedOver({ sensitive: '退款码 => refuse\n13800138000 => refuse' });
  const address = `https://example.org/${encodeURIComponent('退款码')}`;
  // Of a poll nothing else is read.
  const poll = { question: '好？', explanation: '退款码', options: [] } as unknown as Poll;
  const hidden: SayOptions['fields'][] = [
    { contact: { phone_number: '13800138000', first_name: '王' } },
    { poll },
    { link_preview_options: { url: address } },
    { entities: [{ type: 'text_link', offset: 0, length: 1, url: address }] },
  ];
  for (const fields of hidden)
    assert.equal(dialogue.reactionTo(await dialogue.writes('好', { fields })), '👎', JSON.stringify(fields));
});

test('a ticket fits in its message, however many tags there are, and a list in its own, whatever the names', async () => {
  const dialogue = await handedOver();
  const { store, service, writes, inTopic, during, telegram, clock } = dialogue;
  for (let i = 0; i < 12; i++)
    await writes(`/tag ${Array.from({ length: 20 }, (_, k) => `${i}-${k}${'长'.repeat(28)}`).join(' ')}`);
  assert.equal(store.readers.get(READER.id)?.tags.length, 20);
  await writes('/ticket');
  assert.match(inTopic().at(-1) ?? '', /11-19长/);
  const name = `${'W'.repeat(64)} ${'X'.repeat(64)}`;
  for (let id = 5000; id < 5035; id++)
    service.tickets.assign(
      service.tickets.open({ id, name, language: 'en' }),
      { id: 1, name },
      { id: 1, name },
    );
  await during(() => telegram.say(STAFF_CHAT, WANG, '/tickets'));
  await clock.pass(5_000);
  const listed = telegram.messages(STAFF_CHAT).find(({ text = '' }) => text.includes('36'))?.text ?? '';
  assert.match(listed, /^进行中的工单 36 个[^]+还有 \d+ 个$/);
});
