// What the bot sends to readers is looked at for sensitive words, as what the staff write.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createSensitiveWords, parseSensitiveWords } from '../../src/desk/sensitive-words.ts';
import { screenAnswers } from '../../src/desk/screen-answers.ts';
import { startDeskDialogue } from '../support/desk-dialogue.ts';
import { openHashingEngine } from '../support/engine.ts';

const engine = await openHashingEngine();
const STAFF = -1009;

/** What goes to Telegram of a request. */
async function sent(rules: string, method: string, payload: object, isOn = true): Promise<unknown> {
  let gone: unknown;
  const transformer = screenAnswers({
    sensitive: () => createSensitiveWords(parseSensitiveWords(rules, 'f').rules),
    staffChat: () => STAFF,
    withheld: (chat) => `withheld in ${chat}`,
    isOn: () => isOn,
  });
  await transformer(
    ((_method: string, given: unknown) => {
      gone = given;
      return Promise.resolve({ ok: true, result: true });
    }) as never,
    method as never,
    payload as never,
  );
  return gone;
}

test('a word is masked in the words of an answer and nowhere in its markup', async () => {
  const text = '<b>code a &lt; b</b> 价格 code <a href="https://x.test/code">code</a>';
  assert.deepEqual(await sent('code => mask', 'sendMessage', { chat_id: 7, text, parse_mode: 'HTML' }), {
    ...{ chat_id: 7, parse_mode: 'HTML' },
    text: '<b>＊＊＊＊ a &lt; b</b> 价格 ＊＊＊＊ <a href="https://x.test/code">＊＊＊＊</a>',
  });
  assert.deepEqual(
    await sent('会员费 => mask', 'editMessageText', {
      chat_id: 7,
      text: '会<b>员费</b>三百',
      parse_mode: 'HTML',
    }),
    { chat_id: 7, text: '＊<b>＊＊</b>三百', parse_mode: 'HTML' },
    'also where markup is in the middle of it',
  );
  const media = { type: 'photo', media: 'id', caption: '会员费' };
  assert.deepEqual(await sent('会员费 => mask', 'editMessageMedia', { chat_id: 7, media }), {
    chat_id: 7,
    media: { ...media, caption: '＊＊＊' },
  });
});

test('an answer that nobody can decide about is not shown, and no inline result has it', async () => {
  for (const action of ['hold', 'refuse'])
    assert.deepEqual(await sent(`会员费 => ${action}`, 'sendMessage', { chat_id: 7, text: '会员费三百元' }), {
      chat_id: 7,
      text: 'withheld in 7',
    });
  const result = (id: string, message_text: string) => ({
    ...{ type: 'article', id, title: '标题' },
    input_message_content: { message_text, parse_mode: 'HTML' },
  });
  assert.deepEqual(
    await sent('会员费 => refuse', 'answerInlineQuery', {
      inline_query_id: 'q',
      results: [result('1', '<b>会员费</b>三百元'), result('2', '押金')],
    }),
    { inline_query_id: 'q', results: [result('2', '押金')] },
  );
});

test('the staff talk about the words, and without a desk nothing is looked at', async () => {
  const here = { chat_id: STAFF, text: '会员费' };
  assert.deepEqual(await sent('会员费 => refuse', 'sendMessage', here), here);
  const there = { chat_id: 7, text: '会员费' };
  assert.deepEqual(await sent('会员费 => refuse', 'sendMessage', there, false), there);
});

test('a reader asks, and the answer is masked', async () => {
  const { reads, seenBy } = await startDeskDialogue(engine, { sensitive: '发行价格 => mask' });
  await reads('青禾科技的发行价格');
  const seen = seenBy().join('\n');
  assert.match(seen, /＊＊＊＊/);
  assert.match(seen, /12\.80/);
  assert.doesNotMatch(seen.replace('青禾科技的发行价格', ''), /发行价格/);
});
