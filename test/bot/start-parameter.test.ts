import assert from 'node:assert/strict';
import { test } from 'node:test';
import { anyCharacter, fc } from '../support/property.ts';
import { MAX_START_PARAMETER } from '../../src/bot/limits.ts';
import { createStartParameters } from '../../src/bot/start-parameter.ts';

const LEGAL = /^[A-Za-z0-9_-]{1,64}$/;

test('articles, sections, invitations and the greeting are decoded from a link as encoded', () => {
  const starts = createStartParameters({ now: () => 0 });
  for (const parameter of [
    { kind: 'article' as const, articleId: 'AbC_-0123456' },
    { kind: 'section' as const, sectionId: 'AbC_-0123456' },
    { kind: 'invite' as const, code: 'AbC_-0123456789abcdefg' },
    { kind: 'greeting' as const },
  ]) {
    const text = starts.encode(parameter);
    assert.match(text, LEGAL);
    assert.deepEqual(starts.decode(text), parameter);
  }
});

test('any question is decoded from a link, and Telegram accepts the link', () => {
  const starts = createStartParameters({ now: () => 0 });
  fc.assert(
    fc.property(fc.string({ unit: anyCharacter, minLength: 1, maxLength: 300 }), (question) => {
      const text = starts.encode({ kind: 'question', question });
      assert.ok(LEGAL.test(text) && text.length <= MAX_START_PARAMETER, text);
      assert.equal(
        (starts.decode(text) as { question: string }).question.toWellFormed(),
        question.toWellFormed(),
      );
    }),
  );
});

test('a question of 23 characters is in the link itself, a longer one is kept for half an hour', () => {
  let now = 1_000_000;
  const starts = createStartParameters({ now: () => now });
  const short = starts.encode({ kind: 'question', question: '问'.repeat(23) });
  const long = starts.encode({ kind: 'question', question: '问'.repeat(24) });
  assert.equal(short.charAt(0), 'q');
  assert.equal(long.charAt(0), 'k');
  now += 29 * 60_000;
  assert.deepEqual(starts.decode(long), { kind: 'question', question: '问'.repeat(24) });
  now += 2 * 60_000;
  assert.equal(starts.decode(long), undefined);
  assert.deepEqual(createStartParameters({ now: () => 0 }).decode(short), {
    kind: 'question',
    question: '问'.repeat(23),
  });
});

test('any foreign parameter gives undefined, or a question to search', () => {
  const starts = createStartParameters({ now: () => 0 });
  for (const text of [
    '',
    'x',
    'a-short',
    's-',
    'k-unknown',
    'q-',
    'q-AA',
    'j-',
    'j-short',
    'hello!',
    '../../etc/passwd',
  ])
    assert.equal(starts.decode(text), undefined, text);
  fc.assert(
    fc.property(fc.string({ unit: anyCharacter, maxLength: 80 }), (text) => {
      const decoded = starts.decode(text);
      if (decoded?.kind === 'question') assert.ok(decoded.question.isWellFormed());
    }),
  );
});
