// Answers in a private chat carry their question instead of quoting it.
import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { carriedOn, carrierOf, questionOf } from '../../src/bot/question-of.ts';
import { parseHtml } from '../../src/emulator/html-entities.ts';
import { messagesOf, only, startDialogue } from '../support/dialogue.ts';
import { openHashingEngine } from '../support/engine.ts';
import { BOT, READER } from '../support/people.ts';
import { anyCharacter, fc } from '../support/property.ts';
import { temporaryFolder } from '../support/temporary.ts';

const engine = await openHashingEngine();
const PRICE = '青禾科技的发行价格';

test('whatever a question is, the answer that carries it gives it back', () => {
  fc.assert(
    fc.property(fc.string({ unit: anyCharacter, minLength: 1, maxLength: 300 }), (question) => {
      const html = `${carrierOf(question, BOT) ?? ''}<b>回答</b>`;
      const message = parseHtml(html);
      assert.equal(questionOf(message, BOT), question.toWellFormed());
      assert.equal(`${carriedOn(message)}<b>回答</b>`, html);
    }),
  );
});

test('a question is carried up to 500 Chinese characters, and links of the article are none', () => {
  assert.ok(carrierOf('问'.repeat(500), BOT) !== undefined);
  assert.equal(carrierOf('问'.repeat(501), BOT), undefined);
  const linked = parseHtml(`<a href="https://t.me/${BOT.username}?start=hello">\u200c</a>`);
  const visible = parseHtml(`<a href="https://t.me/${BOT.username}#5L2g5aW9">你好</a>`);
  for (const message of [linked, visible])
    assert.deepEqual([questionOf(message, BOT), carriedOn(message)], ['', '']);
});

test('an answer does not quote the question above it; its buttons and votes know it all the same', async () => {
  const { say, press, state } = startDialogue(engine);
  const answer = only(await say(`/ask ${PRICE}`));
  assert.deepEqual([answer.replyTo, answer.carriesQuestion], [undefined, true]);
  for (const button of ['下一条', '更多相关', '↩ 返回回答', '‹ 上一条'])
    assert.equal(only(await press(button)).carriesQuestion, true, button);
  await press('👍');
  assert.equal(state.feedback.all()[0]?.question, PRICE);
});

test('they know it after a restart of the bot', async () => {
  const before = startDialogue(engine);
  const answer = only(await before.say(PRICE));
  const written = before.telegram.messages(READER.id).find((one) => one.message_id === answer.messageId);
  assert.ok(written !== undefined);
  // Another emulator knows neither the message nor the press: only what the bot stores can be seen.
  const refusals = ['Bad Request: message to edit not found', 'Bad Request: query is too old'];
  const { send, state } = startDialogue(engine, { refusals });
  const vote = answer.keyboard.at(-1)?.[0];
  assert.ok(vote !== undefined && 'callback_data' in vote);
  const pressed = { id: '1', from: READER, chat_instance: '1', message: written, data: vote.callback_data };
  await send({ callback_query: pressed });
  assert.equal(state.feedback.all()[0]?.question, PRICE);
});

test('an answer that shows nothing carries its question too, what is no answer carries nothing', async () => {
  const { say } = startDialogue(engine);
  for (const [said, carries] of [
    ['红烧肉需要炖多长时间', true],
    ['qhkj', true],
    ['/help', false],
    ['/topics', false],
  ] as const)
    assert.equal(only(await say(said)).carriesQuestion, carries, said);
});

test('buttons of an answer that replies to its question read it there', async () => {
  const { say, pressData, written, telegram } = startDialogue(engine);
  await say(PRICE);
  const asked = telegram.messages(READER.id).find(({ text }) => text === PRICE)?.message_id;
  const old = await written(READER.id, asked);
  const turned = only(await pressData('r:1:', old));
  assert.match(turned.text, /^青禾科技何时上市/);
  assert.equal(turned.carriesQuestion, false);
});

test('a very long question is quoted instead', async () => {
  const { say, press } = startDialogue(engine);
  const long = `${PRICE}是多少？${'我们一直在看它的股票。'.repeat(60)}`;
  const answer = only(await say(long));
  assert.deepEqual([answer.replyTo !== undefined, answer.carriesQuestion], [true, false]);
  assert.equal(only(await press('下一条')).did, 'edited');
});

test('of two questions sent at once, the second answer says which it answers', async () => {
  const { during } = startDialogue(engine);
  const [first, second] = messagesOf(
    await during((telegram) => {
      telegram.say(READER.id, READER, PRICE);
      telegram.say(READER.id, READER, '云帆客服系统怎么收费');
    }),
  );
  assert.equal(first?.replyTo, undefined);
  assert.equal(second?.replyTo, (first?.messageId ?? 0) - 1);
});

test('a question that has waited is quoted: others may have come after it', async () => {
  const { during, wait } = startDialogue(engine);
  const answer = only(
    await during((telegram) => {
      telegram.say(READER.id, READER, PRICE);
      // The emulator's clock is an hour ahead after the first step.
      wait(61);
    }),
  );
  assert.deepEqual([answer.replyTo, answer.carriesQuestion], [answer.messageId - 1, true]);
});

test('an answer that leads to more formatting than Telegram keeps still knows its question', async () => {
  const articles = temporaryFolder();
  const codes = Array.from({ length: 150 }, (_, i) => `\`k${i}\``).join(' ');
  writeFileSync(
    path.join(articles, 'jianma.md'),
    `---\ntitle: 键码对照\ndate: 2026-01-01\n---\n\n## 键码列表\n\n键码列表如下。\n\n${codes}\n`,
  );
  const { say, press, pressData, telegram } = startDialogue(await openHashingEngine(articles));
  const answer = only(await say('键码列表'));
  const section = answer.keyboard
    .flat()
    .find((one) => 'callback_data' in one && /^[vw]:/.test(one.callback_data));
  assert.ok(section !== undefined && 'callback_data' in section);
  const id = section.callback_data.split(':').find((part) => part.length === 12) ?? '';
  await pressData(`w:0:0:${id}:`, telegram.messages(READER.id).at(-1));
  const whole = telegram.messages(READER.id).find(({ message_id }) => message_id === answer.messageId);
  assert.equal(whole?.entities?.length, 100);
  assert.equal(only(await press('↩')).text, answer.text);
});
