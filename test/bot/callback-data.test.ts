import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import {
  type CallbackData,
  decodeCallback,
  encodeCallback,
  MAX_CALLBACK_BYTES,
  MAX_PAGER_REFS,
} from '../../src/bot/callback-data.ts';

const id = fc.string({
  unit: fc.constantFrom('A', 'B', 'c', 'd', '0', '9', '_', '-'),
  minLength: 12,
  maxLength: 12,
});
const PLAIN = { noNullPrototype: true } as const;
const ref = fc.record({ sectionId: id, ordinal: fc.integer({ min: 0, max: 1295 }) }, PLAIN);
const data: fc.Arbitrary<CallbackData> = fc.oneof(
  fc.record({ kind: fc.constant('topic' as const), articleId: id }, PLAIN),
  fc.record({ kind: fc.constant('example' as const), articleId: id }, PLAIN),
  fc
    .array(ref, { minLength: 1, maxLength: MAX_PAGER_REFS })
    .chain((refs) =>
      fc
        .integer({ min: 0, max: refs.length - 1 })
        .map((position) => ({ kind: 'passage' as const, position, refs })),
    ),
);

test('whatever is encoded is decoded to the same, within 64 bytes', () => {
  fc.assert(
    fc.property(data, (value) => {
      const text = encodeCallback(value);
      assert.ok(Buffer.byteLength(text) <= MAX_CALLBACK_BYTES);
      assert.deepEqual(decodeCallback(text), value);
    }),
  );
});

test('the longest data there is has at most 64 bytes', () => {
  const refs = Array.from({ length: MAX_PAGER_REFS }, () => ({ sectionId: 'A'.repeat(12), ordinal: 1295 }));
  assert.equal(Buffer.byteLength(encodeCallback({ kind: 'passage', position: 3, refs })), 63);
});

test('foreign data of any kind gives undefined', () => {
  fc.assert(
    fc.property(fc.string({ maxLength: 64 }), (text) => {
      const decoded = decodeCallback(text);
      if (decoded !== undefined) assert.equal(encodeCallback(decoded), text);
    }),
  );
  for (const text of [
    '',
    't:',
    't:short',
    'x:AAAAAAAAAAAA',
    'p:4:AAAAAAAAAAAA0',
    'p:0:',
    'p:0:AAAAAAAAAAAA0,',
  ]) {
    assert.equal(decodeCallback(text), undefined, text);
  }
});

test('more passages than fit are a bug that is noticed', () => {
  const refs = Array.from({ length: 5 }, () => ({ sectionId: 'A'.repeat(12), ordinal: 0 }));
  assert.throws(() => encodeCallback({ kind: 'passage', position: 0, refs }), RangeError);
});
