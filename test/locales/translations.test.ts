import assert from 'node:assert/strict';
import { test } from 'node:test';
import { en } from '../../src/locales/en.ts';
import {
  createTranslations,
  LANGUAGES,
  languageFor,
  languageOfText,
  translateTo,
} from '../../src/locales/translations.ts';
import { zhHans } from '../../src/locales/zh-hans.ts';
import { zhHant } from '../../src/locales/zh-hant.ts';
import { simplify } from '../../src/text/simplify.ts';

const keysOf = (source: string): string[] =>
  [...source.matchAll(/^([a-z][a-z-]*) =/gm)].map((match) => match[1] ?? '').sort();
const variablesOf = (source: string): string[] =>
  [...new Set([...source.matchAll(/\$([a-z]+)/g)].map((match) => match[1] ?? ''))].sort();

test('every language has the same wordings with the same variables', () => {
  for (const chinese of [zhHans, zhHant]) {
    assert.deepEqual(keysOf(en), keysOf(chinese));
    assert.deepEqual(variablesOf(en), variablesOf(chinese));
  }
});

test('traditional wordings have no character that is written otherwise, simplified ones none that is traditional', () => {
  const simplifiedOnly =
    /[个们这来问题发给为会应说读页节换选择语设册网讯简开创办户见里还两样过进远边让记删评价话谢辑专随门栏]/u;
  assert.doesNotMatch(zhHant, simplifiedOnly);
  assert.deepEqual(
    Array.from(zhHans).filter((character) => simplify(character) !== character),
    [],
  );
});

test('every wording can be formatted, and none is left as its key', () => {
  const i18n = createTranslations();
  const variables = {
    articles: 3,
    date: '2026-01-01',
    views: 2,
    example: 'x',
    question: 'q',
    topic: 't',
    position: 1,
    count: 2,
    page: 1,
    letter: 'A',
    text: 'x',
    address: 'a',
    generation: 'g',
    sections: 1,
    passages: 2,
    model: 'm',
    age: 'a',
    embedded: 1,
    reused: 2,
    reason: 'r',
  };
  for (const language of LANGUAGES) {
    for (const key of keysOf(zhHans)) {
      const text = translateTo(i18n, language)(key, variables);
      assert.ok(
        text.length > 0 && !text.includes(`{${key}}`) && !text.includes('{$'),
        `${language} ${key}: ${text}`,
      );
    }
  }
});

test('numbers decide between one and several', () => {
  const t = translateTo(createTranslations(), 'en');
  assert.equal(t('meta', { date: 'd', views: 1 }), 'd · 1 view');
  assert.equal(t('meta', { date: 'd', views: 1234 }), 'd · 1,234 views');
  assert.match(t('start', { articles: 1 }), /There is 1 topic now\./);
});

test('every Chinese finds its script, simplified when nothing is known, and English is for the rest', () => {
  const languages = {
    'zh-hans': ['zh', 'zh-hans', 'zh_CN.UTF-8', 'zh-SG', undefined, ''],
    'zh-hant': ['zh-hant', 'zh-TW', 'zh_HK.UTF-8', 'zh-Hant-MO'],
    en: ['en', 'en-GB', 'fr', 'C.UTF-8'],
  };
  for (const [language, codes] of Object.entries(languages))
    for (const code of codes) assert.equal(languageFor(code), language, code);
});

test('a text tells the language of the words beside it', () => {
  assert.equal(languageOfText('公司注销的步骤'), 'zh-hans');
  assert.equal(languageOfText('香港公司註冊'), 'zh-hant');
  assert.equal(languageOfText('Letters of credit'), 'en');
  assert.equal(languageOfText('IPO 流程'), 'zh-hans');
  assert.equal(languageOfText('2026'), 'zh-hans');
});
