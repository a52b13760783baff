import assert from 'node:assert/strict';
import { test } from 'node:test';
import { en } from '../../src/locales/en.ts';
import { createTranslations, LANGUAGES, languageFor, translateTo } from '../../src/locales/translations.ts';
import { zh } from '../../src/locales/zh.ts';

const keysOf = (source: string): string[] =>
  [...source.matchAll(/^([a-z][a-z-]*) =/gm)].map((match) => match[1] ?? '').sort();
const variablesOf = (source: string): string[] =>
  [...new Set([...source.matchAll(/\$([a-z]+)/g)].map((match) => match[1] ?? ''))].sort();

test('every language has the same wordings with the same variables', () => {
  assert.deepEqual(keysOf(en), keysOf(zh));
  assert.deepEqual(variablesOf(en), variablesOf(zh));
});

test('every wording can be formatted, and none is left as its key', () => {
  const i18n = createTranslations();
  const variables = { articles: 3, date: '2026-01-01', views: 2, example: 'x', question: 'q' };
  for (const language of LANGUAGES) {
    for (const key of keysOf(zh)) {
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

test('Chinese for Chinese of any kind and when nothing is known, English for the rest', () => {
  assert.deepEqual(['zh', 'zh-hant', 'zh_CN.UTF-8', undefined, '', 'en', 'fr', 'C.UTF-8'].map(languageFor), [
    'zh',
    'zh',
    'zh',
    'zh',
    'zh',
    'en',
    'en',
    'en',
  ]);
});
