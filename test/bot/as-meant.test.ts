import assert from 'node:assert/strict';
import { test } from 'node:test';
import { asMeant, queryAsMeant } from '../../src/bot/as-meant.ts';
import { fc } from '../support/property.ts';

const ME = { id: 42, username: 'wenda_test_bot' };
const PIECES = [
  '/ask',
  '/',
  '／Topics',
  '/etc/hosts',
  '@wenda_test_bot',
  '＠x',
  '公司注销',
  '𠮷',
  '\ud800',
  ' ',
  '\n',
  'a',
];
const text = fc
  .tuple(fc.array(fc.constantFrom(...PIECES), { maxLength: 8 }), fc.constantFrom(1, 700))
  .map(([pieces, times]) => pieces.join('').repeat(times));
const entities = fc.array(
  fc.record({
    type: fc.constantFrom('bot_command' as const, 'mention' as const, 'bold' as const),
    offset: fc.nat(5000),
    length: fc.nat(5000),
  }),
  { maxLength: 4 },
);
const message = fc.oneof(
  fc.record({ text, entities: entities }),
  fc.record({ caption: text, caption_entities: entities }),
  fc.record({ entities: entities }),
);

test('whatever a message is, its text is within the limit, its entities within the text, and reading it again changes nothing', () => {
  fc.assert(
    fc.property(message, (written) => {
      const meant: ReturnType<typeof asMeant> = asMeant(written, ME);
      const { text = '', entities = [] } = meant;
      assert.ok(text.length <= 4096);
      assert.ok(entities.every(({ offset, length }) => offset + length <= text.length));
      assert.ok(!('caption' in meant));
      assert.deepEqual(asMeant(meant, ME), meant);
    }),
  );
});

test('a text over the limit is cut at a character', () => {
  const { text = '' } = asMeant({ text: `a${'𠮷'.repeat(500_000)}` }, ME) as { text?: string };
  assert.equal(text.length, 4095);
  assert.ok(text.isWellFormed());
});

test('an inline query over the limit is cut at a character', () => {
  const query = queryAsMeant(`a${'𠮷'.repeat(500_000)}`);
  assert.equal(query.length, 255);
  assert.ok(query.isWellFormed());
});
