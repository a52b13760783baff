// Files large enough to be hashed by threads; the process itself hashes small ones, in all tests that open an index.
import assert from 'node:assert/strict';
import { rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { sha256 } from '../../src/system/checksum.ts';
import type { Manifest } from '../../src/index/manifest.ts';
import { startVerifying } from '../../src/index/verify-aside.ts';
import { temporaryFolder } from '../support/temporary.ts';

const folder = temporaryFolder();
const contents = {
  'large.bin': Buffer.alloc(33e6, 1),
  'other.bin': Buffer.alloc(1e6, 2),
  'small.bin': Buffer.alloc(10, 3),
};

function write(): Manifest {
  const files: Manifest['files'] = {};
  for (const [name, bytes] of Object.entries(contents)) {
    writeFileSync(path.join(folder, name), bytes);
    files[name] = { bytes: bytes.length, sha256: sha256(bytes) };
  }
  return { files } as Manifest; // nothing else of it is used
}

test('files that match the manifest are verified, each by itself and all together', async () => {
  const manifest = write();
  for (const threads of [1, 2, 5]) {
    const { file, all } = startVerifying(folder, manifest, { threads, first: ['small.bin'] });
    await Promise.all([...Object.keys(contents).map(file), all]);
  }
});

test('one damaged file is named, and the others are still verified', async () => {
  const damages: [string, () => void, RegExp][] = [
    [
      'other.bin',
      () => {
        writeFileSync(path.join(folder, 'other.bin'), Buffer.alloc(1e6, 4));
      },
      /^Error: other\.bin is damaged/,
    ],
    [
      'small.bin',
      () => {
        writeFileSync(path.join(folder, 'small.bin'), '');
      },
      /^Error: small\.bin has 0 bytes instead of 10/,
    ],
    [
      'large.bin',
      () => {
        rmSync(path.join(folder, 'large.bin'));
      },
      /^Error: large\.bin is missing/,
    ],
  ];
  for (const [damaged, damage, message] of damages) {
    const manifest = write();
    damage();
    const { file, all } = startVerifying(folder, manifest, { threads: 2 });
    for (const name of Object.keys(contents)) {
      if (name === damaged) await assert.rejects(file(name), message);
      else await file(name);
    }
    await assert.rejects(all, message);
  }
});

test('a file that the manifest does not name does not count as verified', async () => {
  const { file } = startVerifying(folder, write(), { threads: 1 });
  await assert.rejects(file('unknown.bin'), /unknown\.bin is missing/);
});
