import assert from 'node:assert/strict';
import { mkdirSync, renameSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { articleStamps } from '../../src/corpus/article-stamps.ts';
import { temporaryFolder } from '../support/temporary.ts';

test('stamps change with every edit of an article, and with nothing else', async () => {
  const folder = path.join(temporaryFolder(), 'wiki');
  const file = (...names: string[]): string => path.join(folder, ...names);
  assert.equal(await articleStamps(folder), undefined, 'there is no folder yet');
  mkdirSync(file('sub'), { recursive: true });
  writeFileSync(file('sub', 'a.md'), '# 甲\n\n一元\n');
  const first = await articleStamps(folder);
  assert.equal(await articleStamps(folder), first);

  const seen = new Set([first]);
  const isNew = async (): Promise<boolean> => {
    const { size } = seen;
    return seen.add(await articleStamps(folder)).size > size;
  };
  // An index beside the articles, a picture, and what git writes.
  mkdirSync(file('.wenda'));
  writeFileSync(file('.wenda', 'b.md'), 'x');
  writeFileSync(file('a.png'), 'x');
  assert.equal(await isNew(), false);

  writeFileSync(file('sub', 'a.md'), '# 甲\n\n二元\n');
  assert.equal(await isNew(), true, 'another text of the same length');
  const before = new Date(2020, 1, 1);
  writeFileSync(file('sub', 'a.md'), '# 甲\n\n三元\n');
  utimesSync(file('sub', 'a.md'), before, before);
  assert.equal(await isNew(), true, 'with the time of a copy');
  renameSync(file('sub', 'a.md'), file('sub', 'b.md'));
  assert.equal(await isNew(), true, 'another name');
  writeFileSync(file('c.md'), '');
  assert.equal(await isNew(), true, 'another file');
  rmSync(folder, { recursive: true });
  assert.equal(await articleStamps(folder), undefined);
});
