// From an empty bot to a staff's group, as an operator does it in Telegram.
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { setImmediate } from 'node:timers/promises';
import type { User } from 'grammy/types';
import { createDeskSlot, type DeskSlot } from '../../src/app/desk-slot.ts';
import { openDeskStore } from '../../src/desk/open-desk-store.ts';
import type { BotApiEmulator, Rights } from '../../src/emulator/emulator.ts';
import { createTranslations } from '../../src/locales/translations.ts';
import { createMemoryState } from '../../src/storage/memory-state.ts';
import { type Dialogue, type DialogueOptions, messagesOf, only, startDialogue } from '../support/dialogue.ts';
import { openTestEngine } from '../support/engine.ts';
import { READER } from '../support/people.ts';
import { temporaryFolder } from '../support/temporary.ts';

const engine = await openTestEngine();
const OPERATOR: User = READER;
const STRANGER: User = { id: 9, is_bot: false, first_name: '路人', language_code: 'zh-hans' };

type Setup = Dialogue & {
  slot: DeskSlot;
  /** What the desk was opened for, and why it was closed. */
  desks: string[];
  /** Makes a forum that belongs to the operator. */
  forum: (options?: { username?: string }) => number;
  /** The operator chooses a group, and reads the result. */
  share: (chatId: number, options?: { granted?: boolean }) => Promise<string>;
};

type SetupOptions = DialogueOptions & { fixed?: number; stateDir?: string };

async function setUp({ fixed, stateDir = '/nowhere', ...options }: SetupOptions = {}): Promise<Setup> {
  const desks: string[] = [];
  let slot: DeskSlot | undefined;
  const dialogue = startDialogue(engine, {
    ...options,
    extend: ({ state, i18n, logger }) => {
      slot = createDeskSlot({ fixed, operators: [OPERATOR.id], stateDir, state, i18n, logger });
      return slot.extensions;
    },
  });
  assert.ok(slot !== undefined);
  await slot.open((chatId) => {
    desks.push(`opened ${chatId}`);
    return Promise.resolve({
      first: [
        async (ctx, next) => {
          if (ctx.chat?.id === chatId && ctx.message?.text !== undefined) desks.push(ctx.message.text);
          await next();
        },
      ],
      observe: () => undefined,
      forget: () => Promise.resolve(),
      close: (why) => Promise.resolve(void desks.push(why)),
    });
  });
  return {
    ...dialogue,
    slot,
    desks,
    forum: (more) =>
      dialogue.telegram.createSupergroup({
        title: '客服',
        isForum: true,
        people: [{ user: OPERATOR, standing: 'creator' }, { user: STRANGER }],
        ...more,
      }).id,
    share: async (chatId, how) => {
      const acts = await dialogue.during((telegram) => telegram.shareChat(OPERATOR, chatId, how));
      return (
        messagesOf(acts)
          .filter((message) => message.chatId === OPERATOR.id)
          .at(-1)?.text ?? ''
      );
    },
  };
}

const ALL = `✓ 我在群里
✓ 群里开启了话题
✓ 我是管理员
✓ 新建话题
✓ 在话题里发消息
✓ 给消息加回应
✓ 置顶消息
✓ 编辑消息
✓ 删除消息
✓ 关闭话题
✓ 删除话题`;

/** Nothing of a test stays in a group. */
function assertClean(telegram: BotApiEmulator, chatId: number): void {
  assert.deepEqual(telegram.topics(chatId), []);
  const left = telegram.messages(chatId).filter(({ new_chat_members }) => new_chat_members === undefined);
  assert.deepEqual(left, []);
}

test('an operator chooses a group with one tap, and it is the staff’s at once', async () => {
  const { say, share, forum, telegram, desks, state, sayInGroup } = await setUp();
  const { text } = only(await say('/admin staff'));
  assert.equal(
    text,
    '客服群是一个开启了“话题”的群：每位找人工的读者在里面有一个自己的话题，你们在话题里写的话会送到读者那里。点下面的按钮，选一个你可以添加管理员的群；我会拿到需要的权限，并当场自检。\n\n列表里没有你的群？打开群资料 →“编辑”→“话题”，把它打开。开关打不开时，App 会写明还差多少成员。',
  );
  const chatId = forum();
  assert.equal(await share(chatId), `在“客服”里自检：\n${ALL}\n\n全部通过，从现在起这个群就是客服群。`);
  assertClean(telegram, chatId);
  assert.equal(telegram.keyboard(OPERATOR.id), undefined, 'the button goes');
  assert.deepEqual([state.staff.chat(), desks], [chatId, [`opened ${chatId}`]]);
  await sayInGroup('elsewhere');
  assert.equal(desks.length, 1);
});

test('the desk takes the updates of its group from then on, and none after it has ended', async () => {
  const { say, share, forum, desks, during, state } = await setUp();
  await say('/admin staff');
  const chatId = forum();
  await share(chatId);
  await during((telegram) => telegram.say(chatId, OPERATOR, '在吗'));
  assert.deepEqual(desks.splice(0), [`opened ${chatId}`, '在吗']);
  assert.equal(
    only(await say('/admin staff off')).text,
    '客服群已停用。工单会保留，还有未结工单的读者会收到通知。',
  );
  await during((telegram) => telegram.say(chatId, OPERATOR, '在吗'));
  assert.deepEqual([desks, state.staff.chat()], [['ended'], undefined]);
  assert.equal(only(await say('/admin staff off')).text, '还没有选择客服群。');
});

test('/privacy and /forget hold for what a desk that has ended has left behind', async () => {
  const stateDir = temporaryFolder();
  const store = await openDeskStore({ stateDir, onProblem: (message) => assert.fail(message) });
  store.readers.put({ id: READER.id, name: '张三丰', language: 'zh-hans', threadId: 40, tags: ['老朋友'] });
  store.links.put({ reader: READER.id, readerMessage: 1, staffMessage: 2, by: 'reader' });
  await store.close();
  const { say } = await setUp({ stateDir });
  assert.match(only(await say('/privacy')).text, /客服群里属于你的话题也会一并删除/);
  await Promise.all([say('/forget'), say('/forget')]);
  const left = await openDeskStore({ stateDir, onProblem: (message) => assert.fail(message) });
  assert.deepEqual([left.readers.all(), left.links.all()], [[], []]);
  // The topic goes when the group is chosen again.
  assert.deepEqual(
    left.outbox.all().map(({ reader, work }) => [reader, work]),
    [[0, { do: 'end-topic', threadId: 40 }]],
  );
  await left.close();
  const folder = path.join(stateDir, 'desk');
  const files = readdirSync(folder).map((name) => readFileSync(path.join(folder, name), 'utf8'));
  assert.doesNotMatch(files.join('\n'), /张三丰|老朋友/);
});

test('the chosen group is the staff’s after a restart', async () => {
  const state = createMemoryState();
  const first = await setUp({ state });
  await first.say('/admin staff');
  const chatId = first.forum();
  await first.share(chatId);
  const second = await setUp({ state, updatesFrom: 900 });
  assert.deepEqual(second.desks, [`opened ${chatId}`]);
  await second.slot.close();
  assert.deepEqual(second.desks, [`opened ${chatId}`, 'stopping']);
});

test('another group takes the place of the first, and the same one twice changes nothing', async () => {
  const { say, share, forum, desks } = await setUp();
  await say('/admin staff');
  const [one, two] = [forum(), forum()];
  await share(one);
  assert.match(only(await say('/admin staff')).text, /^现在的客服群是“客服”。要换一个就在下面另选/);
  await share(one);
  await say('/admin staff');
  await share(two);
  assert.deepEqual(desks, [`opened ${one}`, 'stopping', `opened ${two}`]);
});

test('two groups that are chosen at once open one desk after the other', async () => {
  const log: string[] = [];
  const { state } = await setUp();
  const slot = createDeskSlot({
    ...{
      fixed: undefined,
      operators: [],
      stateDir: '/nowhere',
      state,
      i18n: createTranslations(() => undefined),
    },
    logger: { debug: () => undefined, info: () => undefined, warn: () => undefined, error: () => undefined },
  });
  const choose = (chatId: number): Promise<void> => {
    state.staff.choose(chatId);
    return slot.open(async (chosen) => {
      log.push(`opened ${chosen}`);
      await setImmediate();
      const close = (): Promise<void> => Promise.resolve(void log.push(`closed ${chosen}`));
      return { observe: () => undefined, forget: () => Promise.resolve(), close };
    });
  };
  await Promise.all([choose(-1001), choose(-1002)]);
  assert.deepEqual(log, ['opened -1001', 'closed -1001', 'opened -1002']);
});

const MISSING: readonly [rights: Rights, marks: string, remedy: string][] = [
  [{ can_manage_topics: false }, '✓✓✓✗–––––––', '“管理话题”'],
  [{ can_delete_messages: false }, '✓✓✓–––––––✗', '“删除消息”'],
  [{ can_pin_messages: false }, '✓✓✓✓✓✓✗✓✓✓✓', '“置顶消息”'],
];

for (const [rights, marks, remedy] of MISSING) {
  test(`without ${remedy} the group is refused, with how to give that right, and nothing stays behind`, async () => {
    const { say, share, forum, telegram, desks, state } = await setUp();
    await say('/admin staff');
    const chatId = forum();
    telegram.addBotTo(chatId, OPERATOR);
    telegram.setBotStanding(chatId, 'administrator', OPERATOR, rights);
    const text = await share(chatId, { granted: false });
    const lines = text.split('\n');
    assert.equal(
      lines
        .slice(1, 12)
        .map(([mark]) => mark)
        .join(''),
      marks,
      text,
    );
    assert.deepEqual(lines.slice(13), [
      '还不行，设置没有改动。缺的是：',
      `• 请给我打开${remedy}权限：群资料 →“编辑”→“管理员”→ 点我的名字。`,
      '• 也可以发 /admin staff 把这个群再选一次，Telegram 会直接补上缺的权限。',
    ]);
    assertClean(telegram, chatId);
    assert.deepEqual([desks, state.staff.chat()], [[], undefined]);
    await say('/admin staff');
    assert.match(await share(chatId), /全部通过/);
  });
}

test('a bot that is no administrator, or not in the group, says how to make it one', async () => {
  const { say, share, forum, telegram } = await setUp({ refusals: ['Forbidden: bot is not a member'] });
  await say('/admin staff');
  const chatId = forum();
  const outside = await share(chatId, { granted: false });
  assert.match(outside, /✗ 我在群里\n– 群里开启了话题\n/);
  assert.match(outside, /• 请把我加进群。/);
  telegram.addBotTo(chatId, OPERATOR);
  await say('/admin staff');
  const member = await share(chatId, { granted: false });
  assert.match(member, /✓ 我在群里\n✓ 群里开启了话题\n✗ 我是管理员\n– 新建话题/);
  assert.match(member, /设为管理员.+打开“删除消息”、“置顶消息”、“管理话题”。/);
});

test('a group whose topics were switched off says how to switch them on', async () => {
  const { send, say, forum, telegram, state } = await setUp();
  await say('/admin staff');
  const chatId = forum();
  telegram.addBotTo(chatId, OPERATOR);
  telegram.setBotStanding(chatId, 'administrator', OPERATOR);
  telegram.setForum(chatId, false);
  const acts = await send({
    message: {
      message_id: 900,
      date: 1,
      chat: { id: OPERATOR.id, type: 'private', first_name: 'x' },
      from: OPERATOR,
      chat_shared: { request_id: 1, chat_id: chatId },
    },
  });
  const { text } = only(acts);
  assert.match(text, /✗ 群里开启了话题\n✓ 我是管理员\n– 新建话题/);
  assert.match(text, /• 请打开话题：群资料 →“编辑”→“话题”。开关打不开时/);
  assert.doesNotMatch(text, /再选一次/);
  assert.equal(state.staff.chat(), undefined);
});

test('a group that has become a supergroup is kept under its new number', async () => {
  const { send, telegram, during, state, desks } = await setUp({
    refusals: ['Bad Request: group chat was upgraded'],
  });
  const old = telegram.createGroup({
    title: '组',
    people: [{ user: OPERATOR, standing: 'creator' }],
    bot: 'administrator',
  });
  let next = 0;
  await during(() => {
    next = telegram.migrate(old.id, OPERATOR).id;
    telegram.setForum(next, true);
  });
  await send({
    message: {
      message_id: 900,
      date: 1,
      chat: { id: OPERATOR.id, type: 'private', first_name: 'x' },
      from: OPERATOR,
      chat_shared: { request_id: 1, chat_id: old.id },
    },
  });
  assert.deepEqual([state.staff.chat(), desks], [next, [`opened ${next}`]]);
});

test('what Telegram refuses is said in its words, and a topic that cannot be deleted is named', async () => {
  const { say, share, forum, failNext, state } = await setUp();
  await say('/admin staff');
  const chatId = forum();
  failNext('setMessageReaction', 'Bad Request: REACTION_INVALID');
  failNext('editMessageText', 'Bad Request: <odd>');
  failNext('deleteForumTopic', 'Bad Request: TOPIC_ODD');
  const text = await share(chatId);
  assert.deepEqual(text.split('\n').slice(14), [
    '• 请允许回应 👌：群资料 →“编辑”→“回应”。客服靠它知道消息已送达。',
    '• Telegram 拒绝了“编辑消息”：Bad Request: <odd>',
    '• Telegram 拒绝了“删除话题”：Bad Request: TOPIC_ODD',
    '• 话题“自检”我没能删掉，请手动删除。',
  ]);
  assert.equal(state.staff.chat(), undefined);
});

test('a test that an outage ends deletes its topic, and chooses nothing', async () => {
  const { say, during, forum, failNext, telegram, state, errors } = await setUp();
  await say('/admin staff');
  const chatId = forum();
  failNext('pinChatMessage', 'Internal Server Error', 500);
  await during(() => telegram.shareChat(OPERATOR, chatId));
  assert.deepEqual([telegram.topics(chatId), state.staff.chat(), errors.length], [[], undefined, 1]);
});

test('a public group is taken with a warning', async () => {
  const { say, share, forum, state } = await setUp();
  await say('/admin staff');
  const chatId = forum({ username: 'open_group' });
  assert.match(await share(chatId), /全部通过.+\n• 这个群谁都能找到/);
  assert.equal(state.staff.chat(), chatId);
});

test('strangers choose no group, neither in private nor in the group', async () => {
  const { say, share, forum, during, desks, state, telegram } = await setUp();
  await say('/admin staff');
  const chatId = forum();
  await share(chatId);
  await during(() => telegram.start(STRANGER.id, STRANGER));
  const unknown = await during(() => telegram.say(STRANGER.id, STRANGER, '/nimda'));
  for (const order of ['/admin staff', '/admin staff off']) {
    const acts = await during(() => telegram.say(STRANGER.id, STRANGER, order));
    assert.equal(acts.length, unknown.length);
    assert.doesNotMatch(JSON.stringify(acts), /客服群/);
    assert.deepEqual(await during(() => telegram.say(chatId, STRANGER, order)), []);
    assert.doesNotMatch(JSON.stringify(await during(() => telegram.say(chatId, OPERATOR, order))), /客服群/);
  }
  await during(() =>
    telegram.say(STRANGER.id, STRANGER, '', { fields: { chat_shared: { request_id: 1, chat_id: -1005 } } }),
  );
  assert.equal(state.staff.chat(), chatId);
  assert.ok(!desks.includes('ended'));
});

test('operators hear when the bot loses its rights in the staff’s group, or its place, and when it has them again', async () => {
  const { say, share, forum, during, state } = await setUp();
  await say('/admin staff');
  const chatId = forum();
  await share(chatId);
  const heard = async (act: (telegram: BotApiEmulator) => void): Promise<string> =>
    only((await during(act)).filter((one) => one.did === 'sent' && one.chatId === OPERATOR.id)).text;
  assert.equal(
    await heard((telegram) => {
      telegram.setBotStanding(chatId, 'administrator', OPERATOR, { can_pin_messages: false });
    }),
    '我在客服群“客服”里缺少“置顶消息”权限，请重新打开：群资料 →“编辑”→“管理员”→ 点我的名字。\n也可以发 /admin staff 把这个群再选一次，Telegram 会直接补上缺的权限。',
  );
  assert.match(
    await heard((telegram) => {
      telegram.setBotStanding(chatId, 'administrator', OPERATOR);
    }),
    /权限已经齐全/,
  );
  assert.match(
    await heard((telegram) => {
      telegram.removeBotFrom(chatId, OPERATOR);
    }),
    /^我被移出了客服群“客服”。/,
  );
  assert.equal(state.staff.chat(), chatId, 'the bot may come back');
});

test('STAFF_CHAT comes before a chosen group, is tested at the start, and is changed nowhere else', async () => {
  const state = createMemoryState();
  state.staff.choose(-1007);
  const { say, slot, desks, telegram, infos, during, api } = await setUp({ fixed: -1006, state });
  telegram.createSupergroup({ id: -1006, title: '客服', isForum: true, people: [{ user: OPERATOR }] });
  await say('/start');
  await during(() => {
    telegram.addBotTo(-1006, OPERATOR);
    telegram.setBotStanding(-1006, 'administrator', OPERATOR);
  });
  assert.deepEqual(desks, ['opened -1006']);
  await slot.check(api, 42);
  assert.deepEqual([infos, telegram.topics(-1006)], [[], []]);
  telegram.setBotStanding(-1006, 'administrator', OPERATOR, { can_delete_messages: false });
  await slot.check(api, 42);
  assert.deepEqual(infos, [
    '[staff] STAFF_CHAT -1006: Switch on “Delete Messages” for me: the group’s profile → Edit → Administrators, then my name.',
  ]);
  for (const order of ['/admin staff', '/admin staff off'])
    assert.match(
      messagesOf(await say(order)).at(-1)?.text ?? '',
      /客服群由 STAFF_CHAT 指定。要更换，请修改这项设置并重启 Wenda。$/,
    );
  assert.equal(state.staff.chat(), -1007);
});
