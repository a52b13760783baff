import assert from 'node:assert/strict';
import { test } from 'node:test';
import { questionIn } from '../../src/bot/question-in.ts';
import { findEntities } from '../../src/emulator/found-entities.ts';

const ME = { id: 42, username: 'wenda_test_bot' };
const questionOf = (text: string): string => questionIn({ text, entities: findEntities(text) }, ME);

test('the question of a message is its text without the command, the mentions and the sign', () => {
  for (const text of [
    '税率',
    '/ask 税率',
    '/ask@wenda_test_bot 税率',
    '@wenda_test_bot 税率',
    '税率 @Wenda_Test_Bot',
    '/ask @wenda_test_bot 税率',
    '❓ 税率',
  ])
    assert.equal(questionOf(text), '税率', text);
});

test('commands other than /ask, and /ask alone, have no question', () => {
  for (const text of ['/ask', '/ask@wenda_test_bot', '/topics', '/topics 税率', '@wenda_test_bot', '']) {
    assert.equal(questionOf(text), '', text);
  }
});

test('text that only looks like a mention or a command stays', () => {
  for (const text of ['写信到 a@wenda_test_bot.org', '/ask税率', '怎么用 /ask'])
    assert.equal(questionOf(text), text, text);
});
