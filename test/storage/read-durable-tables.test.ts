import assert from 'node:assert/strict';
import { mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { openDurableTables } from '../../src/storage/durable-tables.ts';
import { isCount, isText, pairOf } from '../../src/storage/guards.ts';
import { readDurableTables } from '../../src/storage/read-durable-tables.ts';
import type { Schema } from '../../src/storage/tables.ts';
import { fc } from '../support/property.ts';
import { temporaryFolder } from '../support/temporary.ts';

type Rows = { counts: [name: string, count: number]; words: string };
const schema: Schema<Rows> = {
  counts: { bound: 5, isRow: pairOf(isText, isCount), keyOf: ([name]) => name },
  words: { bound: 5, isRow: isText, keyOf: (word) => word },
};
const problems: string[] = [];
const onProblem = (message: string): void => void problems.push(message);
const read = (folder: string) => readDurableTables({ folder, schema, onProblem });
const contentOf = (folder: string) =>
  readdirSync(folder)
    .sort()
    .map((name) => [
      name,
      readFileSync(path.join(folder, name), 'utf8'),
      statSync(path.join(folder, name)).mtimeMs,
    ]);

test('whatever the writing process has done so far is read, and no file is touched', async () => {
  const step = fc.oneof(
    fc.record({ put: fc.tuple(fc.constantFrom('a', 'b', 'c'), fc.nat()) }),
    fc.record({ word: fc.constantFrom('x', 'y', 'z', 'u', 'v', 'w') }),
    fc.record({ gone: fc.constantFrom('a', 'x') }),
    fc.constant({ flush: true }),
  );
  await fc.assert(
    fc.asyncProperty(fc.array(step, { maxLength: 30 }), async (steps) => {
      const folder = temporaryFolder();
      const { tables, flush, close } = await openDurableTables({
        folder,
        schema,
        holds: 'counts',
        onProblem,
      });
      for (const one of steps) {
        if ('put' in one) tables.counts.put(one.put);
        else if ('word' in one) tables.words.put(one.word);
        else if ('gone' in one) {
          tables.counts.delete(one.gone);
          tables.words.delete(one.gone);
        } else await flush();
      }
      const before = contentOf(folder);
      const seen = await read(folder);
      assert.deepEqual([seen.counts.rows(), seen.words.rows()], [tables.counts.rows(), tables.words.rows()]);
      assert.deepEqual(contentOf(folder), before);
      await close();
      const after = await read(folder);
      assert.deepEqual(after.counts.rows(), seen.counts.rows());
    }),
    { numRuns: 30 },
  );
});

test('a damaged table is named, left out and left where it is; a folder without tables has none', async () => {
  const folder = path.join(temporaryFolder(), 'none');
  assert.deepEqual((await read(folder)).words.rows(), []);
  mkdirSync(folder);
  writeFileSync(path.join(folder, 'words.json'), '{"version":2,"wor');
  assert.deepEqual((await read(folder)).words.rows(), []);
  assert.match(problems.join(), /words\.json is damaged .* and left out/);
  assert.deepEqual(readdirSync(folder), ['words.json']);
});
