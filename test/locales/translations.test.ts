import assert from 'node:assert/strict';
import { test } from 'node:test';
import { en } from '../../src/locales/en.ts';
import type { Key } from '../../src/locales/wordings.ts';
import {
  createTranslations,
  LANGUAGES,
  languageFor,
  languageOfText,
  LOCALES,
  translateTo,
} from '../../src/locales/translations.ts';
import { zhHans } from '../../src/locales/zh-hans.ts';
import { zhHant } from '../../src/locales/zh-hant.ts';
import { simplify } from '../../src/text/simplify.ts';

const KEYS = Object.keys(en) as Key[]; // keys() forgets their type
const variablesOf = (text: string): string[] =>
  [...new Set([...text.matchAll(/\$([a-z]+)/g)].map((match) => match[1] ?? ''))].sort();

test('every language has the same wordings with the same variables', () => {
  for (const { wordings } of Object.values(LOCALES)) {
    assert.deepEqual(Object.keys(wordings), KEYS);
    for (const key of KEYS) assert.deepEqual(variablesOf(wordings[key]), variablesOf(en[key]), key);
  }
});

test('an unknown key, a missing variable or an extra one does not compile', () => {
  const t = translateTo(createTranslations(), 'en');
  const wrong = [
    // @ts-expect-error: there is no such key
    () => t('helpp'),
    // @ts-expect-error: `question` is missing
    () => t('understood-as'),
    // @ts-expect-error: it is called `question`
    () => t('understood-as', { questions: 'x' }),
    // @ts-expect-error: it has no variables
    () => t('unsure', { count: 1 }),
  ];
  assert.equal(wrong[0]?.(), '{helpp}', 'what a reader would see');
  assert.equal(t('admin-minutes', { count: 5 }), '5 min');
  assert.equal(t('introduction'), 'Introduction');
});

test('no code means two languages', () => {
  for (const code of ['zh', 'zh-tw', 'zh-hant-hk', 'zh-hans', 'en', 'en-gb', 'eng', 'fr', 'zha'])
    assert.ok(LANGUAGES.filter((language) => LOCALES[language].codes.test(code)).length <= 1, code);
});

test('traditional wordings have no simplified character, simplified ones no traditional one', () => {
  const simplifiedOnly =
    /[个们这来问题发给为会应说读页节换选择语设册网讯简开创办户见里还两样过进远边让记删评价话谢辑专随门栏]/u;
  assert.doesNotMatch(Object.values(zhHant).join('\n'), simplifiedOnly);
  assert.deepEqual(
    Array.from(Object.values(zhHans).join('\n')).filter((character) => simplify(character) !== character),
    [],
  );
});

test('every wording can be formatted, and none shows its key', () => {
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
    step: 's',
    percent: 40,
    done: 2,
    total: 5,
    seconds: 3,
    port: '1',
    used: '2',
    name: 'n',
    link: 'l',
    folder: 'f',
    words: 'w',
    generation: 'g',
    from: '0.61',
    share: '8.0',
    most: '11.0',
    questions: 200,
    sections: 1,
    passages: 2,
    model: 'm',
    age: 'a',
    embedded: 1,
    reused: 2,
    reason: 'r',
    contact: 'c',
    problem: 'p',
    version: '1',
    node: '20',
    days: 7,
    account: '7',
    title: 't',
    right: 'r',
    rights: 'r',
    median: '1 s',
    up: 1,
    down: 1,
    to: 't',
    assignee: 'a',
    average: 'a',
    day: 'd',
    file: 'f',
    language: 'l',
    minutes: 2,
    previous: 'p',
    priority: 'p',
    reader: 'r',
    score: 2,
    status: 's',
    tags: 't',
    ticket: 't',
    tickets: 't',
    time: 't',
    titles: 't',
    type: 't',
    when: 'w',
    why: 'w',
  };
  for (const language of LANGUAGES) {
    for (const key of KEYS) {
      const text = i18n.t(language, key, variables);
      assert.ok(
        text.length > 0 && !text.includes(`{${key}}`) && !text.includes('{$'),
        `${language} ${key}: ${text}`,
      );
    }
  }
});

test('numbers decide between singular and plural', () => {
  const t = translateTo(createTranslations(), 'en');
  assert.equal(t('meta', { date: 'd', views: 1 }), 'd · 1 view');
  assert.equal(t('meta', { date: 'd', views: 1234 }), 'd · 1,234 views');
  assert.match(t('start', { articles: 1 }), /There is 1 topic so far\./);
});

test('every Chinese code gets its script, no code simplified Chinese, and other languages English', () => {
  const languages = {
    'zh-hans': ['zh', 'zh-hans', 'zh_CN.UTF-8', 'zh-SG', undefined, ''],
    'zh-hant': ['zh-hant', 'zh-TW', 'zh_HK.UTF-8', 'zh-Hant-MO', 'zh_Hant_TW'],
    en: ['en', 'en-GB', 'fr', 'C.UTF-8'],
  };
  for (const [language, codes] of Object.entries(languages))
    for (const code of codes) assert.equal(languageFor(code), language, code);
});

test('a text decides the language of the labels beside it', () => {
  assert.equal(languageOfText('公司注销的步骤'), 'zh-hans');
  assert.equal(languageOfText('香港公司註冊'), 'zh-hant');
  assert.equal(languageOfText('Letters of credit'), 'en');
  assert.equal(languageOfText('IPO 流程'), 'zh-hans');
  assert.equal(languageOfText('2026'), 'zh-hans');
});
