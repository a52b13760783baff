import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fc } from '../support/property.ts';
import { MAX_VARINT_BYTES, readVarint, writeVarint } from '../../src/system/varint.ts';

test('32-bit numbers are read as written, in no more bytes than they need', () => {
  const number = fc.oneof(fc.nat(300), fc.integer({ min: 0, max: 2 ** 32 - 1 }));
  fc.assert(
    fc.property(fc.array(number), (numbers) => {
      const bytes = new Uint8Array(numbers.length * MAX_VARINT_BYTES);
      let at = 0;
      for (const one of numbers) {
        const start = at;
        at = writeVarint(bytes, at, one);
        assert.equal(at - start, Math.max(1, Math.ceil(one.toString(2).length / 7)));
      }
      const cursor = { bytes: bytes.subarray(0, at), at: 0 };
      assert.deepEqual(
        numbers.map(() => readVarint(cursor)),
        numbers,
      );
      assert.equal(cursor.at, at);
      assert.throws(() => readVarint(cursor), RangeError);
    }),
  );
});
