import assert from 'node:assert/strict';
import { existsSync, readdirSync, truncateSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { type OpenFile, openFile } from '../../src/system/read-exactly.ts';
import { temporaryFolder } from '../support/temporary.ts';

const file = path.join(temporaryFolder(), 'ten.bin');
const open = (): OpenFile => {
  writeFileSync(
    file,
    Uint8Array.from({ length: 10 }, (_, i) => i),
  );
  return openFile(file, (opened) => opened);
};

test('a range is read whole, and a file that ends before its end is named', () => {
  const { size, read, close } = open();
  assert.equal(size, 10);
  assert.deepEqual(read(new Uint8Array(3), 7), Uint8Array.of(7, 8, 9));
  assert.throws(() => read(new Uint8Array(4), 7), /^Error: ten\.bin ends at byte 10, before byte 11$/);
  truncateSync(file, 8);
  assert.throws(() => read(new Uint8Array(3), 7), /ten\.bin ends at byte 8/);
  close();
});

test('a closed file is not read, whatever its descriptor means by now', () => {
  const first = open();
  first.close();
  const second = open();
  assert.throws(() => first.read(new Uint8Array(1), 0), /ten\.bin has been closed/);
  first.close();
  assert.deepEqual(
    second.read(new Uint8Array(1), 5),
    Uint8Array.of(5),
    'a second close closes no other file',
  );
  second.close();
});

test('a file is closed if making an object of it fails', { skip: !existsSync('/proc/self/fd') }, () => {
  open().close();
  const openings = (): number => readdirSync('/proc/self/fd').length;
  const before = openings();
  assert.throws(
    () =>
      openFile(file, () => {
        throw new Error('not what it should be');
      }),
    /not what it should be/,
  );
  assert.equal(openings(), before);
});
