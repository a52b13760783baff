import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { readdirSync, readlinkSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { openJournal } from '../../src/build/embedding-journal.ts';
import { describeBundled } from '../support/model.ts';
import { PROJECT } from '../support/project.ts';
import { temporaryFolder } from '../support/temporary.ts';

test(
  'a batch that is written only in part fails with the reason, and the batches before it can be read',
  { skip: process.platform === 'win32' },
  async () => {
    const file = path.join(temporaryFolder(), 'journal.bin');
    const model = { ...(await describeBundled()), staticTokens: false };
    const module = JSON.stringify(path.join(PROJECT, 'dist', 'src', 'build', 'embedding-journal.js'));
    const program = `
      const { openJournal } = await import(${module});
      const journal = await openJournal(${JSON.stringify(file)}, ${JSON.stringify(model)});
      for (let i = 0; i < 9; i++) {
        const key = i.toString(16).padStart(32, '0');
        const vector = new Float32Array(${model.dimension}).fill(i);
        await journal.append([{ key, vector, parts: undefined }]).catch((error) => {
          console.log(i, error.code);
          process.exit();
        });
      }`;
    // Eight blocks of 512 bytes: three batches of just over a thousand bytes, and part of the fourth.
    const limited = [
      '-c',
      'ulimit -f 8; exec "$@"',
      'sh',
      process.execPath,
      '--input-type=module',
      '-e',
      program,
    ];
    const { stdout, stderr } = spawnSync('/bin/sh', limited, { encoding: 'utf8' });
    assert.equal(stdout, '3 EFBIG\n', stderr);
    const journal = await openJournal(file, model);
    const keys = [0, 1, 2, 3].map((i) => i.toString(16).padStart(32, '0'));
    assert.deepEqual(
      keys.map((key) => journal.has(key)),
      [true, true, true, false],
    );
    await journal.close();
  },
);

// Bytes can be read from this device, but it cannot be shortened.
const DEVICE = '/dev/full';

test('a journal that cannot be used is closed again', { skip: process.platform !== 'linux' }, async () => {
  const model = await describeBundled();
  await assert.rejects(openJournal(DEVICE, model), { code: 'EINVAL' });
  const open = readdirSync('/proc/self/fd').filter((handle) => {
    try {
      return readlinkSync(`/proc/self/fd/${handle}`) === DEVICE;
    } catch {
      return false; // the folder's own, gone by now
    }
  });
  assert.deepEqual(open, []);
});
