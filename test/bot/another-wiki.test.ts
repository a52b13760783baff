// The bot for a wiki about beekeeping: its own words are about that wiki or about none.
import assert from 'node:assert/strict';
import { cpSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { Api } from 'grammy';
import { registerProfile } from '../../src/bot/command-menus.ts';
import { createTranslations } from '../../src/locales/translations.ts';
import { only, startDialogue } from '../support/dialogue.ts';
import { openTestEngine } from '../support/engine.ts';
import { OTHER_ARTICLES } from '../support/project.ts';
import { samplesNamedIn } from '../support/sample-words.ts';
import { temporaryFolder } from '../support/temporary.ts';

const engine = await openTestEngine(OTHER_ARTICLES);

/** Small talk, a question without a content word, one without an answer, commands that explain. */
const SAID = {
  'zh-hans': [
    '/start',
    '/help',
    '/ask',
    '/settings',
    '你好',
    '谢谢',
    '不对',
    '你是谁',
    '请问是什么',
    '股票怎么买',
  ],
  'zh-hant': [
    '/start',
    '/help',
    '/ask',
    '/settings',
    '你好',
    '謝謝',
    '不對',
    '你是誰',
    '請問是什麼',
    '股票怎麼買',
  ],
  en: [
    '/start',
    '/help',
    '/ask',
    '/settings',
    'hello',
    'thanks',
    'useless',
    'who are you',
    'what is it',
    'tram fares',
  ],
};
const EXAMPLES = {
  'zh-hans': '蜂群怎么越冬',
  'zh-hant': '蜂群怎么越冬',
  en: 'When is honey ready to harvest',
};

for (const language of ['zh-hans', 'zh-hant', 'en'] as const) {
  test(`in ${language} it names nothing of the samples, and its examples are titles of its wiki`, async () => {
    const { say, inline } = startDialogue(engine, { language });
    for (const text of [
      ...SAID[language],
      '/topics',
      '/latest',
      '/hot',
      '/language',
      '/privacy',
      '/forget',
    ]) {
      const reply = only(await say(text));
      const seen = [reply.text, ...reply.buttons].join('\n');
      assert.deepEqual(samplesNamedIn(seen), [], `${text}: ${seen}`);
    }
    for (const text of SAID[language].filter((said) => !/^(?:\/start|谢谢|謝謝|thanks)$/.test(said))) {
      const reply = only(await say(text));
      assert.ok([reply.text, ...reply.buttons].join('\n').includes(EXAMPLES[language]), text);
    }
    assert.deepEqual(samplesNamedIn(JSON.stringify(await inline('股票怎么买'))), []);
  });
}

test('an example is in the reader’s script if the wiki has such a title', async () => {
  for (const [language, text] of [
    ['zh-hans', '请在 /ask 后面写上问题。例如：/ask 蜂群怎么越冬'],
    ['en', 'Write your question after /ask. For example: /ask When is honey ready to harvest'],
  ] as const)
    assert.equal(only(await startDialogue(engine, { language }).say('/ask')).text, text);
});

test('if it has none, the example is any of its titles: articles are never translated', async () => {
  const folder = temporaryFolder();
  cpSync(path.join(OTHER_ARTICLES, 'fengqun-yuedong.md'), path.join(folder, 'fengqun-yuedong.md'));
  const { say } = startDialogue(await openTestEngine(folder), { language: 'en' });
  assert.equal(
    only(await say('/ask')).text,
    'Write your question after /ask. For example: /ask 蜂群怎么越冬',
  );
});

test('menus and descriptions are registered for each language of Telegram, and name nothing of the samples', async () => {
  const called: { method: string; payload: unknown }[] = [];
  const api = new Api('1:test');
  api.config.use((_call, method, payload) => {
    called.push({ method, payload });
    const result = method.startsWith('get') ? { description: '', short_description: '' } : true;
    return Promise.resolve({ ok: true, result }) as never; // the result of each method that is called here
  });
  await registerProfile(api, createTranslations());
  const codes = called
    .filter(({ method }) => method === 'setMyDescription')
    .map(({ payload }) => (payload as { language_code?: string }).language_code);
  assert.deepEqual(codes, ['zh', undefined], 'the default one comes last');
  assert.deepEqual(samplesNamedIn(JSON.stringify(called)), []);
});
