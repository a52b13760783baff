// 👎 asks what was wrong, and every vote can be taken back.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createMemoryState } from '../../src/storage/memory-state.ts';
import { GROUP, startDialogue } from '../support/dialogue.ts';
import { openHashingEngine } from '../support/engine.ts';
import { READER } from '../support/people.ts';

const engine = await openHashingEngine();
const QUESTION = '青禾科技的发行价格';
const READER_CHAT = { id: READER.id, type: 'private' as const, first_name: '读者' };

test('👎 counts at once, and its buttons ask in place what was wrong, with the next result and a way back', async () => {
  const { say, press, state } = startDialogue(engine);
  await say(QUESTION);
  const [notice, edited] = await press('👎');
  assert.deepEqual(notice, { did: 'answered a button', text: '已记下。哪里不合适？' });
  assert.ok(edited?.did === 'edited buttons');
  assert.deepEqual(edited.buttons.slice(-6, -2), ['不相关', '过时', '不完整', '其他']);
  assert.match(edited.buttons.at(-2) ?? '', /^下一/);
  assert.equal(edited.buttons.at(-1), '↩ 撤销');
  assert.ok(!edited.buttons.some((text) => /[👍👎]/u.test(text)));
  assert.deepEqual(
    state.feedback.all().map(({ vote, reason }) => [vote, reason]),
    [['down', undefined]],
  );
});

test('a reason is stored with its vote, thanked for, and leads back to the votes with the mark', async () => {
  const { say, press, state } = startDialogue(engine, { language: 'en' });
  await say(QUESTION);
  const [, asking] = await press('👎');
  const [notice, edited] = await press('Outdated');
  assert.deepEqual(notice, { did: 'answered a button', text: 'Thank you! Noted: Outdated' });
  assert.ok(asking?.did === 'edited buttons' && edited?.did === 'edited buttons');
  assert.deepEqual(edited.buttons, [...asking.buttons.slice(0, -6), '👍', '👎 ✓']);
  const [feedback, ...others] = state.feedback.all();
  assert.deepEqual(others, []);
  assert.deepEqual(
    { ...feedback, confidence: 1 },
    {
      confidence: 1,
      chatId: 7,
      userId: 7,
      messageId: 3,
      vote: 'down',
      reason: 'outdated',
      question: QUESTION,
      sectionId: engine.index.catalogue.bySlug('qinghe-shangshi')?.sections[1]?.id,
      generation: engine.index.manifest.generation.slice(-8),
      at: '2026-11-24T12:00:00.000Z',
    },
  );
  assert.ok((feedback?.confidence ?? 0) > 0.5);
});

test('the marked vote, pressed again, is taken back and deleted; so is a 👎 before its reason', async () => {
  const { say, press, state } = startDialogue(engine);
  await say(QUESTION);
  for (const [vote, back] of [
    ['👍', '👍 ✓'],
    ['👎', '↩ 撤销'],
  ] as const) {
    await press(vote);
    assert.equal(state.feedback.all().length, 1);
    const [notice, edited] = await press(back);
    assert.deepEqual(notice, { did: 'answered a button', text: '已撤销，这次评价不再保留' });
    assert.ok(edited?.did === 'edited buttons' && edited.buttons.slice(-2).join() === '👍,👎');
    assert.deepEqual(state.feedback.all(), []);
  }
  await press('👎');
  await press('不相关');
  await press('👎 ✓');
  assert.deepEqual(state.feedback.all(), []);
});

test('the next result of the question row opens it, and the vote stays', async () => {
  const { say, press, state } = startDialogue(engine);
  await say(QUESTION);
  const [, asking] = await press('👎');
  assert.ok(asking?.did === 'edited buttons');
  const [, edited] = await press(asking.buttons.at(-2) ?? '');
  assert.ok(edited?.did === 'edited' && edited.buttons.slice(-2).join() === '👍,👎');
  assert.equal(state.feedback.all().length, 1);
});

test('where nothing follows, the question row has no next result', async () => {
  const { say, press } = startDialogue(engine);
  let shown = (await say(QUESTION))[0];
  for (let i = 0; i < 40; i++) {
    const next: string | undefined =
      shown !== undefined && 'buttons' in shown
        ? shown.buttons.find((text) => text.startsWith('下一'))
        : undefined;
    if (next === undefined) break;
    shown = (await press(next))[1];
  }
  const [, asking] = await press('👎');
  assert.ok(asking?.did === 'edited buttons');
  assert.deepEqual(asking.buttons.slice(-5), ['不相关', '过时', '不完整', '其他', '↩ 撤销']);
});

test('reasons work after a restart, below a message whose question is gone, and for a section of an older index', async () => {
  const state = createMemoryState();
  const { pressData } = startDialogue(engine, { state, refusals: ['Bad Request: message is not modified'] });
  const [notice] = await pressData('v:n:AAAAAAAAAAAA:42:0000000Z');
  assert.deepEqual(notice, { did: 'answered a button', text: '谢谢！已记下：不完整' });
  const [feedback] = state.feedback.all();
  assert.deepEqual(
    [feedback?.vote, feedback?.reason, feedback?.question, feedback?.confidence],
    ['down', 'incomplete', '', 0.42],
  );
  await pressData('v:0:BBBBBBBBBBBB:42:0000000Z');
  assert.equal(state.feedback.all().length, 1, 'taking back what was never stored does nothing');
});

test('in a group nothing changes for others: a notice only, and the same button takes the vote back', async () => {
  const { sayInGroup, press, state } = startDialogue(engine);
  await sayInGroup(`/ask ${QUESTION}`);
  assert.deepEqual(await press('👎'), [{ did: 'answered a button', text: '谢谢！已记下：没帮上忙' }]);
  assert.deepEqual(await press('👎', { by: { id: 8, language_code: 'en' } }), [
    { did: 'answered a button', text: 'Thank you! Marked as not helpful' },
  ]);
  assert.deepEqual(await press('👎'), [{ did: 'answered a button', text: '已撤销，这次评价不再保留' }]);
  assert.deepEqual(
    state.feedback.all().map(({ chatId, userId, vote }) => [chatId, userId, vote]),
    [[GROUP.id, 8, 'down']],
  );
});

test('/privacy names the reason, and /forget deletes it with its vote', async () => {
  const { say, press, state } = startDialogue(engine);
  for (const [language, words] of [
    ['zh-hans', '你选的原因'],
    ['zh-hant', '你選的原因'],
    ['en', 'the reason you choose'],
  ]) {
    const [shown] = await startDialogue(engine, { language: language ?? '' }).say('/privacy');
    assert.ok(shown?.did === 'sent' && shown.text.includes(words ?? '?'), language);
  }
  await say(QUESTION);
  await press('👎');
  await press('其他');
  assert.equal(state.feedback.all()[0]?.reason, 'other');
  await say('/forget');
  assert.deepEqual(state.feedback.all(), []);
});

test('a vote below a message that Telegram does not show any more counts, and leaves its buttons alone', async () => {
  const { say, send, state, telegram } = startDialogue(engine, {
    refusals: ['Bad Request: query is too old'],
  });
  await say(QUESTION);
  const message = telegram.messages(READER.id).at(-1);
  const vote = message?.reply_markup?.inline_keyboard.at(-1)?.[0];
  assert.ok(message !== undefined && vote !== undefined && 'callback_data' in vote);
  const old = { chat: READER_CHAT, message_id: message.message_id, date: 0 as const };
  const pressed = { id: '1', from: READER, chat_instance: '1', message: old, data: vote.callback_data };
  assert.deepEqual(await send({ callback_query: pressed }), []);
  assert.deepEqual(
    state.feedback.all().map((one) => one.vote),
    ['up'],
  );
});
