import assert from 'node:assert/strict';
import { test } from 'node:test';
import { decodeCallback } from '../../src/bot/callback-data.ts';
import {
  decodeGapCallback,
  encodeGapCallback,
  type GapCallback,
  MAX_WORD_BYTES,
} from '../../src/bot/gap-callback.ts';
import { MAX_CALLBACK_BYTES } from '../../src/bot/limits.ts';
import { decodeWish, encodeWish, type WishCallback } from '../../src/bot/wish-callback.ts';
import { MAX_CARRIED_BYTES } from '../../src/retrieval/follow-up.ts';
import { anyCharacter, fc } from '../support/property.ts';

const base64url = (length: number): fc.Arbitrary<string> =>
  fc.string({ unit: fc.constantFrom('A', 'b', '0', '9', '_', '-'), minLength: length, maxLength: length });
const gapId = base64url(12);
const word = fc
  .string({
    unit: fc.constantFrom('社', '保', 'a', '9', ' ', ':', '-', '🦕', '\n'),
    minLength: 1,
    maxLength: 12,
  })
  .filter((text) => Buffer.byteLength(text) <= MAX_WORD_BYTES && /^\S/.test(text));
const PLAIN = { noNullPrototype: true } as const;
const data: fc.Arbitrary<GapCallback> = fc.oneof(
  fc.record({ kind: fc.constant('list' as const), page: fc.nat({ max: 36 ** 2 - 1 }) }, PLAIN),
  fc.constantFrom({ kind: 'cluster' as const }, { kind: 'digest' as const }),
  fc.record(
    {
      kind: fc.constantFrom(
        ...(['card', 'sections', 'section-words', 'words', 'draft', 'out-of-scope', 'hide'] as const),
      ),
      gapId,
    },
    PLAIN,
  ),
  fc.record({ kind: fc.constant('meaning' as const), gapId, word }, PLAIN),
  fc.record(
    { kind: fc.constantFrom(...(['preview', 'apply', 'undo'] as const)), gapId, token: base64url(8) },
    PLAIN,
  ),
);

test('what operators’ buttons carry comes back, fits in 64 bytes, and is nobody else’s', () => {
  fc.assert(
    fc.property(data, (one) => {
      const text = encodeGapCallback(one);
      assert.ok(Buffer.byteLength(text) <= MAX_CALLBACK_BYTES);
      assert.deepEqual(decodeGapCallback(text), one);
      assert.equal(decodeCallback(text), undefined);
      assert.equal(decodeWish(text), undefined);
    }),
  );
});

test('so does what the wish of a reader carries', () => {
  const carried = fc.oneof(
    fc.constant(undefined),
    base64url(12).map((articleId) => ({ articleId })),
    fc
      .string({ unit: fc.constantFrom('多', '少', 'a', ' ', '~', '.'), minLength: 1, maxLength: 12 })
      .filter((text) => Buffer.byteLength(text) <= MAX_CARRIED_BYTES)
      .map((words) => ({ words })),
  );
  fc.assert(
    fc.property(carried, (one) => {
      const wish: WishCallback = { carried: one };
      const text = encodeWish(wish);
      assert.ok(Buffer.byteLength(text) <= MAX_CALLBACK_BYTES);
      assert.deepEqual(decodeWish(text), wish);
      assert.equal(decodeCallback(text), undefined);
      assert.equal(decodeGapCallback(text), undefined);
    }),
  );
});

test('whatever else is read as nothing, or as what would be written the same way', () => {
  const any = fc.oneof(
    fc.string({ unit: anyCharacter, maxLength: 64 }),
    fc
      .tuple(
        fc.constantFrom('o', 'n'),
        fc.constantFrom(...Array.from('lncbwydohvaui:x')),
        fc.string({ maxLength: 40 }),
      )
      .map((parts) => parts.join('')),
  );
  fc.assert(
    fc.property(any, (text) => {
      const read = decodeGapCallback(text);
      if (read !== undefined && read.kind !== 'list') assert.equal(encodeGapCallback(read), text);
      const wish = decodeWish(text);
      if (wish !== undefined) assert.equal(encodeWish(wish), text);
    }),
  );
});

test('a word that is too long for a button is a bug of its writer', () => {
  assert.throws(
    () => encodeGapCallback({ kind: 'meaning', gapId: 'AAAAAAAAAAAA', word: '长'.repeat(20) }),
    RangeError,
  );
});
