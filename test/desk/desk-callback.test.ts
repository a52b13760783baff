import assert from 'node:assert/strict';
import { test } from 'node:test';
import { decodeCallback } from '../../src/bot/callback-data.ts';
import { decodeDesk, type DeskCallback, encodeDesk } from '../../src/desk/desk-callback.ts';
import { newTicketId, PRIORITIES } from '../../src/desk/ticket.ts';
import { anyCharacter, fc } from '../support/property.ts';

const ticket = fc.double({ min: 0, max: 0.999, noNaN: true }).map((seed) =>
  newTicketId(
    () => seed,
    () => false,
  ),
);
const message = fc.integer({ min: 1, max: 2 ** 31 - 1 });
const sectionId = fc.string({
  unit: fc.constantFrom(...Array.from('azAZ09_-')),
  minLength: 12,
  maxLength: 12,
});
const record = <T>(model: { [K in keyof T]: fc.Arbitrary<T[K]> }): fc.Arbitrary<T> =>
  fc.record(model, { noNullPrototype: true });
const data: fc.Arbitrary<DeskCallback> = fc.oneof(
  record({ kind: fc.constantFrom('ask-person', 'pass-on', 'decline') }),
  record({ kind: fc.constantFrom('end', 'take', 'close', 'reopen'), ticket }),
  record({ kind: fc.constant('rate'), ticket, score: fc.integer({ min: 1, max: 5 }) }),
  record({ kind: fc.constant('priority'), ticket, priority: fc.constantFrom(...PRIORITIES) }),
  record({ kind: fc.constant('passage'), sectionId }),
  record({ kind: fc.constantFrom('approve', 'deny'), message }),
);

test('what the desk writes it reads back, in at most 64 bytes, and the bot’s own buttons do not', () => {
  fc.assert(
    fc.property(data, (one) => {
      const text = encodeDesk(one);
      assert.ok(Buffer.byteLength(text) <= 64);
      assert.deepEqual(decodeDesk(text), one);
      assert.equal(decodeCallback(text), undefined);
    }),
  );
});

test('what is read back is what was written: any other text is nothing', () => {
  const near = fc
    .tuple(data.map(encodeDesk), fc.nat(), fc.string({ unit: anyCharacter }))
    .map(([text, at, extra]) => {
      const place = at % (text.length + 1);
      return text.slice(0, place) + extra + text.slice(place);
    });
  fc.assert(
    fc.property(fc.oneof(fc.string({ unit: anyCharacter }), near), (text) => {
      const read = decodeDesk(text);
      if (read !== undefined) assert.equal(encodeDesk(read), text);
    }),
  );
  for (const forged of [
    'k',
    'kq',
    'kx:',
    'kx:a7k2',
    'kr:A7K2:6',
    'kr:A7K2:u',
    'kp:A7K2:5',
    'kf:short',
    'k+:0',
    'k+:0a',
    'ka:A7K2',
    'kx:A7K2:1',
  ])
    assert.equal(decodeDesk(forged), undefined, forged);
});
