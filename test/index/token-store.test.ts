import assert from 'node:assert/strict';
import { existsSync, readdirSync, readlinkSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { fc } from '../support/property.ts';
import { createTokenStoreBuilder } from '../../src/build/token-store-builder.ts';
import { openTokenStore } from '../../src/index/token-store.ts';
import { temporaryFolder } from '../support/temporary.ts';

const file = path.join(temporaryFolder(), 'tokens.bin');
const parts = [Uint32Array.of(5, 300, 70_000), Uint32Array.of(), Uint32Array.of(5)];

function written(): Uint8Array {
  const builder = createTokenStoreBuilder();
  builder.add(parts);
  return builder.finish();
}

test(
  'a tokens file that contradicts itself is refused and closed',
  { skip: !existsSync('/proc/self/fd') },
  () => {
    const openings = (): number =>
      readdirSync('/proc/self/fd').filter((handle) => {
        try {
          return readlinkSync(`/proc/self/fd/${handle}`) === file;
        } catch {
          return false; // the folder's own descriptor, gone by now
        }
      }).length;
    const bytes = written();
    for (const damaged of [bytes.subarray(0, -1), bytes.subarray(0, 6), Uint8Array.of()]) {
      writeFileSync(file, damaged);
      assert.throws(() => openTokenStore(file), /tokens/);
      assert.equal(openings(), 0);
    }
  },
);

const ids = fc.uint8Array().map((bytes) => Uint32Array.from(bytes, (byte) => byte * 300));

test('passages are read as they were added, and a token counts once per passage', () => {
  fc.assert(
    fc.property(fc.array(fc.array(ids)), (passages) => {
      const builder = createTokenStoreBuilder();
      for (const passage of passages) builder.add(passage);
      writeFileSync(file, builder.finish());
      const store = openTokenStore(file);
      assert.equal(store.size, passages.length);
      for (const [ordinal, passage] of passages.entries()) assert.deepEqual(store.partsOf(ordinal), passage);
      const holding = passages.filter((passage) => passage.some((part) => part.includes(300))).length;
      assert.equal(store.documentFrequency(300), holding);
      assert.throws(() => store.partsOf(passages.length), RangeError);
      store.close();
    }),
  );
});
