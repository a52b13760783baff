// The bot under an operator's own name, and the way to a person when the wiki has no answer.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Api } from 'grammy';
import { registerProfile } from '../../src/bot/command-menus.ts';
import type { Contact } from '../../src/locales/brand.ts';
import { createTranslations } from '../../src/locales/translations.ts';
import { only, startDialogue } from '../support/dialogue.ts';
import { openHashingEngine } from '../support/engine.ts';

const engine = await openHashingEngine();
const UNKNOWN = '红烧肉需要炖多久';
const ANNA: Contact = { label: undefined, url: 'https://t.me/anna_help', address: '@anna_help' };
const MAIL: Contact = { label: '客服小李', url: 'mailto:help@example.com', address: 'help@example.com' };

test('greeting, small talk and descriptions name the wiki, in every language, as plain text', async () => {
  const brand = { name: 'A&B <百科> "{ $x }" \\' };
  for (const [language, about] of [
    ['zh-hans', '你是谁'],
    ['zh-hant', '你是誰'],
    ['en', 'who are you'],
  ] as const) {
    const { say } = startDialogue(engine, { language, brand });
    for (const text of ['/start', about, 'hello', 'are you human?'])
      assert.ok(only(await say(text)).text.includes(brand.name), `${language} ${text}`);
  }
  const told: string[] = [];
  const api = new Api('1:test');
  api.config.use((_call, method, payload) => {
    if (/^setMy(?:Short)?Description$/.test(method)) told.push(JSON.stringify(payload));
    const result = method.startsWith('get') ? { description: '', short_description: '' } : true;
    return Promise.resolve({ ok: true, result }) as never; // the result of each method that is called here
  });
  await registerProfile(api, createTranslations(undefined, '星河百科'));
  assert.equal(told.length, 4);
  for (const text of told) assert.ok(text.includes('星河百科'), text);
});

test('what readers share names the wiki on its button', async () => {
  const shown = await startDialogue(engine, { brand: { name: '星河百科' } }).inline('公司注销');
  assert.match(JSON.stringify(shown), /星河百科 · 看全文、继续问 ↗/);
});

test('where the wiki has no answer, or a person is wanted, a button leads to the contact, in groups too', async () => {
  const { say, sayInGroup } = startDialogue(engine, { brand: { contact: ANNA } });
  for (const reply of [await say(UNKNOWN), await say('转人工'), await sayInGroup(`/ask ${UNKNOWN}`)]) {
    const { text, buttons } = only(reply);
    assert.match(text, /\n需要找人时，请按下面的“@anna_help”。$/);
    assert.deepEqual(buttons, ['@anna_help']);
  }
  assert.doesNotMatch(only(await say('转人工')).text, /网站或群管理员/);
});

test('of two questions, one without an answer leads there, with one button', async () => {
  const { say } = startDialogue(engine, { brand: { contact: ANNA } });
  const { text, buttons } = only(await say(`公司注销公告期限多少天？${UNKNOWN}？`));
  assert.match(text, /\n需要找人时，请按下面的“@anna_help”。/);
  assert.deepEqual(
    buttons.filter((button) => button === '@anna_help'),
    ['@anna_help'],
  );
});

test('other replies do not lead there', async () => {
  const { say } = startDialogue(engine, { brand: { contact: ANNA } });
  for (const text of ['你好', '谢谢', '垃圾', '你是真人吗', '青禾科技的发行价格', '青禾科技的食堂'])
    assert.doesNotMatch(JSON.stringify(await say(text)), /anna_help/, text);
});

test('mail, telephone and hosts that Telegram refuses stand in the text', async () => {
  for (const [contact, words] of [
    [MAIL, '需要找人时，请联系：客服小李 help@example.com'],
    [{ label: undefined, url: 'tel:+8610', address: '+8610' }, '需要找人时，请联系：+8610'],
    [
      { label: '值班', url: 'http://wiki/ask', address: 'http://wiki/ask' },
      '需要找人时，请联系：值班 http://wiki/ask',
    ],
  ] as const) {
    const { text, buttons } = only(await startDialogue(engine, { brand: { contact } }).say(UNKNOWN));
    assert.ok(text.endsWith(`\n${words}`), text);
    assert.deepEqual(buttons, []);
  }
});

test('a contact without a name gets a button with words of the reader’s language', async () => {
  const url = 'https://example.com/ask';
  const options = { language: 'en', brand: { contact: { label: undefined, url, address: url } } };
  const { text, buttons } = only(await startDialogue(engine, options).say('转人工'));
  assert.match(text, /\nTo reach a person, press “Contact a person” below\.$/);
  assert.deepEqual(buttons, ['Contact a person']);
});

test('without a contact a reader who wants a person is told where to look', async () => {
  assert.match(
    only(await startDialogue(engine).say('转人工')).text,
    /请联系提供这个机器人的网站或群管理员。$/,
  );
});
