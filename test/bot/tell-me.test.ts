// "Tell me when there is an answer": from the button below an open question to the one message that answers it.
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { GROUP, messagesOf, only } from '../support/dialogue.ts';
import { openHashingEngine } from '../support/engine.ts';
import {
  openOperatorWorld,
  type OperatorWorld,
  reader,
  type WorldOptions,
} from '../support/operator-world.ts';

const engine = await openHashingEngine();
const QUESTION = '宠物托运要哪些证明';
const BUTTON = '🔔 有答案时告诉我';
const TO = { article: 'gongsi-zhuxiao', section: '详细释义 › 公告期限' };

/** A reader (11) wants to be told. */
async function withWish(options: WorldOptions = {}): Promise<OperatorWorld> {
  const world = await openOperatorWorld(engine, options);
  await world.ask(11, QUESTION);
  await world.press(BUTTON, { by: reader(11) });
  return world;
}
const teach = (world: OperatorWorld, ...questions: string[]): Promise<void> =>
  world.teaching.apply({ kind: 'belongs', questions, to: TO });

test('the button stands below what has no answer, goes when it is pressed, and a notice confirms', async () => {
  const { ask, press } = await openOperatorWorld(engine);
  assert.deepEqual(only(await ask(11, QUESTION)).buttons, [BUTTON]);
  assert.deepEqual(await press(BUTTON, { by: reader(11) }), [
    { did: 'answered a button', text: '好的，有答案时我在这里告诉你。' },
    { did: 'edited buttons', buttons: [] },
  ]);
});

test('an unsure answer keeps its other buttons', async () => {
  const { ask, press } = await openOperatorWorld(engine);
  const { buttons } = only(await ask(11, '客服热线周末有人接吗'));
  assert.equal(buttons.at(-1), BUTTON);
  const edited = (await press(BUTTON, { by: reader(11) })).find((act) => act.did === 'edited buttons');
  assert.deepEqual(edited?.buttons, buttons.slice(0, -1));
});

test('it is not offered below answers, small talk, in groups, nor where there are no operators', async () => {
  const world = await openOperatorWorld(engine);
  for (const said of ['云帆客服系统怎么收费', '谢谢', '你好'])
    assert.ok(!only(await world.ask(11, said)).buttons.includes(BUTTON), said);
  assert.ok(!only(await world.sayInGroup(`/ask ${QUESTION}`)).buttons.includes(BUTTON));
});

test('when the question is answered, its reader gets one message with question and answer, and others none', async () => {
  const world = await withWish();
  await world.ask(12, QUESTION);
  assert.deepEqual(await world.round(), [], 'there is nothing new yet');
  await teach(world, QUESTION);
  world.live.swap({ ...world.live.newest(), wiki: { ...world.live.newest().wiki, generation: 'next' } });
  const told = only(await world.round());
  assert.equal(told.chatId, 11);
  assert.match(
    told.text,
    new RegExp(`^你之前问的，现在有答案了：\n❓ ${QUESTION}\n\n公司注销的步骤 › 公告期限\n普通注销的`),
  );
  assert.ok(told.carriesQuestion);
  assert.ok(told.buttons.includes('👍') && told.buttons.includes('全文'));
  assert.deepEqual(await world.round(), [], 'once');
});

test('a lesson of an operator tells at once, without waiting for the next look', async () => {
  const world = await withWish();
  await world.round();
  await world.ask(12, QUESTION);
  await world.gather();
  await world.press('1');
  await world.press('归入某一节');
  await world.press('换几个词找');
  const { buttons } = only(await world.say('注销 公告期限'));
  await world.press(buttons.find((text) => text.includes('公告期限')) ?? '');
  const applied = await world.press('✓ 应用');
  const told = messagesOf([...applied, ...(await world.round())]).filter(({ chatId }) => chatId === 11);
  assert.equal(told.length, 1);
  assert.match(told[0]?.text ?? '', /^你之前问的，现在有答案了：/);
});

test('a wish survives the process, is told after the next start, and not again after another', async () => {
  const first = await withWish();
  await teach(first, QUESTION);
  await first.stop();
  const second = await openOperatorWorld(engine, { earlier: first, dialogue: { updatesFrom: 500 } });
  await second.during((telegram) => telegram.start(11, reader(11)));
  assert.equal(only(await second.round()).chatId, 11);
  await second.stop();
  const third = await openOperatorWorld(engine, { earlier: second, dialogue: { updatesFrom: 900 } });
  await third.during((telegram) => telegram.start(11, reader(11)));
  assert.deepEqual(await third.round(), []);
});

test('what could not be sent is sent with the next look; a reader who has blocked the bot is forgotten', async () => {
  const world = await withWish();
  await teach(world, QUESTION);
  world.failNext('sendMessage', 'Internal Server Error', 500);
  assert.deepEqual(await world.round(), []);
  assert.match(world.errors.join(), /could not be told/);
  world.failNext('sendMessage', 'Forbidden: bot was blocked by the user', 403);
  assert.deepEqual(await world.round(), []);
  assert.deepEqual(await world.round(), []);
  await world.stop();
  const next = await openOperatorWorld(engine, { earlier: world });
  await next.during((telegram) => telegram.start(11, reader(11)));
  assert.deepEqual(await next.round(), []);
});

test('of several questions in a message the open ones are kept', async () => {
  const world = await openOperatorWorld(engine);
  const asked = only(await world.ask(11, `云帆客服系统怎么收费？${QUESTION}？`));
  assert.ok(asked.buttons.includes(BUTTON), asked.text);
  await world.press(BUTTON, { by: reader(11) });
  await teach(world, `${QUESTION}？`, QUESTION);
  const told = only(await world.round());
  assert.match(told.text, new RegExp(`❓ ${QUESTION}`));
  assert.doesNotMatch(told.text, /收费/);
});

test('an answer that came meanwhile, a twenty-first wish, and a button without its question are said so', async () => {
  const world = await openOperatorWorld(engine);
  await world.ask(11, QUESTION);
  await teach(world, QUESTION);
  assert.equal(notice(await world.press(BUTTON, { by: reader(11) })), '现在已经有答案了，请再问一次。');
  for (let i = 0; i < 20; i++) {
    await world.ask(12, `滑雪第${'天地玄黄宇宙洪荒日月盈昃辰宿列张寒来暑往'.charAt(i)}`);
    assert.match(notice(await world.press(BUTTON, { by: reader(12) })) ?? '', /^好的/);
  }
  await world.ask(12, '溜冰');
  assert.equal(
    notice(await world.press(BUTTON, { by: reader(12) })),
    '已经替你记了 20 个问题，记不下了。用 /forget 可以全部删除。',
  );
  assert.match(notice(await world.pressData('n:')) ?? '', /^这个按钮对应的内容已经更新/);
  assert.match(
    notice(await world.pressData('n:', await world.written(GROUP.id))) ?? '',
    /^这个按钮对应的内容已经更新/,
  );
});

test('/forget deletes the wishes and the questions of a reader, on disk, and says so', async () => {
  const world = await withWish();
  await world.ask(11, '滑雪场几月开门');
  await world.ask(12, QUESTION);
  await world.gather();
  await world.insight.flush();
  assert.match(keptIn(world.stateDir), /滑雪场/);
  assert.match(only(await world.ask(11, '/forget')).text, /凡是来自你的，也都删除了。/);
  assert.doesNotMatch(keptIn(world.stateDir), /滑雪场/);
  await world.gather();
  const [gap, ...others] = world.insight.gaps.list({ offset: 0, limit: 9 }).gaps;
  assert.deepEqual([gap?.askers, others], [1, []]);
  await teach(world, QUESTION);
  assert.deepEqual(await world.round(), []);
});

test('who may not use the bot any more is told nothing', async () => {
  const allowed = { chats: [], users: [11] };
  const world = await withWish({ allowed });
  await teach(world, QUESTION);
  await world.stop();
  const next = await openOperatorWorld(engine, { earlier: world, allowed: { chats: [], users: [12] } });
  await next.during((telegram) => telegram.start(11, reader(11)));
  assert.deepEqual(await next.round(), []);
});

test('a draft that has become an article closes its gap', async () => {
  const world = await openOperatorWorld(engine);
  await world.ask(11, QUESTION);
  await world.ask(12, QUESTION);
  await world.press(BUTTON, { by: reader(12) });
  await world.gather();
  await world.press('1');
  await world.press('写成草稿');
  await world.press('✓ 写草稿');
  await world.round();
  assert.equal(world.insight.gaps.list({ offset: 0, limit: 9 }).total, 1);
  // The article answers from here on; for the bot it is another generation.
  await teach(world, QUESTION);
  world.live.swap({ ...world.live.newest(), wiki: { ...world.live.newest().wiki, generation: 'next' } });
  assert.equal(only(await world.round()).chatId, 12);
  const [gap] = world.insight.gaps.list({ offset: 0, limit: 9, status: 'closed' }).gaps;
  assert.equal(gap?.closed?.by, 'written');
  assert.doesNotMatch(only(await world.say('/admin')).text, /草稿/);
});

test('in English', async () => {
  const world = await openOperatorWorld(engine);
  const ann = reader(21, 'en');
  await world.during((telegram) => telegram.start(21, ann));
  await world.during((telegram) => telegram.say(21, ann, QUESTION));
  const acts = await world.press('🔔 Tell me when there is an answer', { by: ann });
  assert.equal(notice(acts), 'I’ll tell you here when there is an answer.');
  await teach(world, QUESTION);
  assert.match(only(await world.round()).text, /^There is an answer now to what you asked:\n❓ 宠物托运/);
});

/** Everything that is in files below a folder. */
function keptIn(folder: string): string {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map(({ parentPath: place, name }) => readFileSync(path.join(place, name), 'utf8'))
    .join('\n');
}

function notice(acts: Awaited<ReturnType<OperatorWorld['say']>>): string | undefined {
  return acts.find((act) => act.did === 'answered a button')?.text;
}
