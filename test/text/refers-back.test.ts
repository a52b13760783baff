import assert from 'node:assert/strict';
import { test } from 'node:test';
import { normalise } from '../../src/text/normal-form.ts';
import { refersBack } from '../../src/text/refers-back.ts';

test('a sentence that begins with a word for the one before refers back', () => {
  for (const text of [
    '但押金不退。',
    '其中三成是学生。',
    '此外還要體檢。',
    '- 该证件须随身携带。',
    'However, it is free.',
    'They close at six.',
  ])
    assert.ok(refersBack(normalise(text)), text);
});

test('a sentence that stands alone does not', () => {
  for (const text of [
    '押金可以退。',
    '上月此证已换。',
    'Thistles grow here.',
    'Itineraries are printed.',
    '- 借书证须随身携带。',
    '',
  ])
    assert.ok(!refersBack(normalise(text)), text);
});
