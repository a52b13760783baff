// Wenda's own words appear in the bot of every wiki, on any subject.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { en } from '../../src/locales/en.ts';
import { zhHans } from '../../src/locales/zh-hans.ts';
import { zhHant } from '../../src/locales/zh-hant.ts';
import { samplesNamedIn } from '../support/sample-words.ts';

test('no wording in any language names a subject of the sample articles', () => {
  const wordings = Object.entries({ en, zhHans, zhHant });
  assert.deepEqual(
    wordings.map(([language, source]) => [language, samplesNamedIn(Object.values(source).join('\n'))]),
    wordings.map(([language]) => [language, []]),
  );
});

test('words of the samples are detected', () => {
  assert.deepEqual(samplesNamedIn('例如“科创板开户门槛”'), ['科创', '创板']);
  assert.deepEqual(samplesNamedIn('Who insures the cargo under CIF?'), ['CIF']);
  assert.deepEqual(samplesNamedIn('another question about companies'), ['company']);
  assert.deepEqual(samplesNamedIn('首字母（如 qywx）'), ['qywx']);
});
