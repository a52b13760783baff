// How often a reader may ask.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Chat } from 'grammy/types';
import { GROUP, only, shownInline, startDialogue } from '../support/dialogue.ts';
import { openHashingEngine } from '../support/engine.ts';
import { OTHER, READER } from '../support/people.ts';

const engine = await openHashingEngine();
const QUESTION = '青禾科技的发行价格';
const ANSWER = /^青禾科技何时上市/;
const SECOND = 1 / 60;
const operator = {
  ids: new Set([READER.id]),
  program: { version: '1.2.3', node: '20.12.0', startedAt: 0 },
  status: () => assert.fail('asked for the status'),
  reload: () => assert.fail('reloaded'),
};

test('beyond the limit a reader is told once when to go on, then nothing, and is answered again after that time', async () => {
  const { say, wait } = startDialogue(engine, { questionsPerMinute: 3 });
  for (let i = 0; i < 3; i++) assert.match(only(await say(QUESTION)).text, ANSWER);
  const notice = only(await say(QUESTION));
  assert.equal(notice.text, '问得有点快，我缓一缓，请 20 秒后再继续。');
  assert.ok(notice.replyTo !== undefined);
  assert.deepEqual([await say(QUESTION), await say('/topics'), await say('你好')], [[], [], []]);
  wait(20 * SECOND);
  assert.match(only(await say(QUESTION)).text, ANSWER);
  assert.deepEqual(await say(QUESTION), [], 'one token is not "refilled a bit"');
  wait(1);
  for (let i = 0; i < 3; i++) assert.match(only(await say(QUESTION)).text, ANSWER);
  assert.match(only(await say(QUESTION)).text, /^问得有点快/);
});

test('without a limit every question is answered, as are those of operators', async () => {
  for (const options of [{}, { questionsPerMinute: 0 }, { questionsPerMinute: 1, admin: operator }]) {
    const { say, press } = startDialogue(engine, options);
    for (let i = 0; i < 30; i++) assert.match(only(await say(QUESTION)).text, ANSWER);
    assert.equal(only(await press('下一条')).did, 'edited');
  }
});

test('each reader has a limit of their own, and in a group as in private', async () => {
  const { say, sayInGroup } = startDialogue(engine, { questionsPerMinute: 2 });
  assert.match(only(await say(QUESTION)).text, ANSWER);
  assert.match(only(await sayInGroup(`/ask ${QUESTION}`)).text, ANSWER);
  const notice = only(await sayInGroup(`@wenda_test_bot ${QUESTION}`));
  assert.match(notice.text, /^问得有点快/);
  assert.equal(notice.chatId, GROUP.id);
  assert.deepEqual(await sayInGroup(`/ask ${QUESTION}`), []);
  assert.match(only(await sayInGroup(`/ask ${QUESTION}`, { from: OTHER })).text, ANSWER);
});

test('what the bot would not answer in a group costs nothing', async () => {
  const { sayInGroup } = startDialogue(engine, { questionsPerMinute: 1 });
  for (let i = 0; i < 5; i++)
    for (const text of [QUESTION, '@another_bot hi', `/ask@another_bot ${QUESTION}`, '/settings'])
      assert.deepEqual(await sayInGroup(text), [], text);
  assert.match(only(await sayInGroup(`/ask ${QUESTION}`)).text, ANSWER);
});

test('a press counts as a question, and beyond the limit always gets the notice', async () => {
  const { say, press, sayInGroup } = startDialogue(engine, { questionsPerMinute: 3, language: 'en' });
  await say(QUESTION);
  assert.equal(only(await press('Next')).did, 'edited');
  assert.match(JSON.stringify(await press('👍')), /Marked as helpful/);
  for (let i = 0; i < 3; i++)
    assert.deepEqual(await press('👎'), [
      {
        did: 'answered a button',
        text: 'That’s a lot at once, I need a moment. Please try again in 20 seconds.',
      },
    ]);
  assert.deepEqual(await sayInGroup('/ask x'), [], 'told already');
});

test('inline queries have a larger limit of their own; beyond it nothing is computed', async () => {
  let searched = 0;
  const { answerer } = engine.wiki;
  const { inline, say, wait } = startDialogue(engine, {
    questionsPerMinute: 1,
    wiki: {
      answerer: {
        ...answerer,
        list: (...query) => {
          searched++;
          return answerer.list(...query);
        },
      },
    },
  });
  for (let i = 0; i < 6; i++) assert.ok(shownInline(await inline(QUESTION)).results.length > 0);
  const before = searched;
  const beyond = shownInline(await inline(QUESTION));
  assert.deepEqual([beyond.results, beyond.cacheTime, beyond.isPersonal], [[], 1, true]);
  assert.ok(before > 0);
  assert.equal(searched, before);
  assert.match(only(await say(QUESTION)).text, ANSWER, 'questions have their own');
  assert.ok(shownInline(await inline(QUESTION, '', OTHER)).results.length > 0);
  wait(10 * SECOND);
  assert.ok(shownInline(await inline(QUESTION)).results.length > 0);
});

test('what was sent over an hour while the bot was away is answered, and what was sent at once is not', async () => {
  const sent = (minutes: number) => ({
    message: {
      message_id: 500 + minutes * 10,
      date: Date.parse('2026-11-24T11:00:00Z') / 1000 + Math.round(minutes * 60),
      chat: { id: READER.id, type: 'private' as const, first_name: READER.first_name },
      from: READER,
      text: QUESTION,
    },
  });
  const { send } = startDialogue(engine, { questionsPerMinute: 2 });
  for (let minute = 1; minute < 40; minute++) assert.match(only(await send(sent(minute))).text, ANSWER);
  assert.match(only(await send(sent(39.1))).text, ANSWER);
  assert.match(only(await send(sent(39.2))).text, /^问得有点快/);
});

test('those who speak as different groups, all with one account, have limits of their own', async () => {
  const { send, during } = startDialogue(engine, { questionsPerMinute: 1 });
  const another = { id: -1006, type: 'supergroup' as const, title: '另一个群' };
  await during((telegram) => telegram.createSupergroup({ ...another, bot: 'administrator' }));
  const from = { id: 1087968824, is_bot: true, first_name: 'Group', username: 'GroupAnonymousBot' };
  const entities = [{ type: 'bot_command' as const, offset: 0, length: 4 }];
  const text = `/ask ${QUESTION}`;
  const spoken = (chat: Chat.SupergroupChat) => ({
    message: { message_id: 99, date: 1, chat, from, sender_chat: chat, text, entities },
  });
  assert.match(only(await send(spoken(GROUP))).text, ANSWER);
  assert.match(only(await send(spoken(GROUP))).text, /^问得有点快/);
  assert.match(only(await send(spoken(another))).text, ANSWER);
});
