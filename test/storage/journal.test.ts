import assert from 'node:assert/strict';
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { openJournal } from '../../src/storage/journal.ts';
import { openLowdbState } from '../../src/storage/lowdb-state.ts';
import type { StateStore } from '../../src/storage/state-store.ts';
import { errnoOf } from '../../src/system/failure.ts';
import { fc } from '../support/property.ts';
import { temporaryFolder } from '../support/temporary.ts';

const HEAD = '{"version":2}\n';
const problems: string[] = [];
const withJournal = (content: string | Buffer): { folder: string; open: () => Promise<StateStore> } => {
  const folder = temporaryFolder();
  writeFileSync(path.join(folder, 'journal.jsonl'), content);
  return {
    folder,
    open: () => {
      problems.length = 0;
      return openLowdbState({ stateDir: folder, onProblem: (message) => problems.push(message) });
    },
  };
};

test('a line without an end is cut off, whatever it holds, and the next line follows the last whole one', async () => {
  for (const tail of ['[2,"mem', '[2,"members",6]', '\0\0\0', '[2,"reads",["\ud83d'.slice(0, -1)]) {
    const { folder, open } = withJournal(`${HEAD}[1,"members",5]\n${tail}`);
    const state = await open();
    assert.deepEqual(problems, []);
    state.members.add(7);
    assert.equal(
      readFileSync(path.join(folder, 'journal.jsonl'), 'utf8'),
      `${HEAD}[1,"members",5]\n[2,"members",7]\n`,
    );
    await state.close();
  }
});

test('cut at any byte, a journal gives the changes of its whole lines', async () => {
  const lines = [HEAD, '[1,"members",5]\n', '[2,"reads",["问😀",1]]\n', '[3,"members",null,5]\n'];
  const bytes = Buffer.from(lines.join(''));
  await fc.assert(
    fc.asyncProperty(fc.integer({ min: 0, max: bytes.length }), async (length) => {
      const state = await withJournal(bytes.subarray(0, length)).open();
      const has = (line: number): boolean => length >= Buffer.byteLength(lines.slice(0, line + 1).join(''));
      assert.deepEqual(
        [state.members.has(5), state.reads.count('问😀'), problems],
        [has(1) && !has(3), has(2) ? 1 : 0, []],
      );
      await state.close();
    }),
    { numRuns: 40 },
  );
});

test('damaged lines within are reported once and kept, and the others count', async () => {
  const content = `${HEAD}[1,"members",5]\n[2,"members","秘密"]\n\0\0\n[3,"nothing",1]\n[4,"members",6]\n`;
  const { folder, open } = withJournal(content);
  const state = await open();
  assert.deepEqual([state.members.has(5), state.members.has(6), state.members.count()], [true, true, 2]);
  assert.equal(problems.length, 1);
  assert.match(
    problems[0] ?? '',
    /journal\.jsonl is damaged: 3 of its lines are lost; .*journal\.jsonl\.damaged/,
  );
  assert.doesNotMatch(problems.join(), /秘密/);
  await state.close();
  assert.equal(readFileSync(path.join(folder, 'journal.jsonl.damaged'), 'utf8'), content);
  const again = await open();
  assert.deepEqual([again.members.count(), problems], [2, []]);
  await again.close();
});

test('a file of something else is kept, even one without a line', async () => {
  for (const content of ['买菜', '买菜\n酱油\n', Buffer.alloc(30)]) {
    const { folder, open } = withJournal(content);
    const state = await open();
    assert.equal(problems.length, 1);
    state.members.add(5);
    await state.close();
    assert.deepEqual(readFileSync(path.join(folder, 'journal.jsonl.damaged')), Buffer.from(content));
    const again = await open();
    assert.deepEqual([again.members.has(5), problems], [true, []]);
    await again.close();
  }
});

test('a damaged number does not use up those of later changes', async () => {
  const { open } = withJournal(`${HEAD}[1,"members",5]\n[${Number.MAX_SAFE_INTEGER},"members",6]\n`);
  const state = await open();
  state.members.add(7);
  await state.close();
  const again = await open();
  assert.deepEqual([again.members.has(5), again.members.has(7), problems], [true, true, []]);
  await again.close();
});

test('a journal of a newer version, or one that cannot be read, is refused and stays as it is', async () => {
  const newer = '{"version":3}\nsomething new\n';
  const { folder, open } = withJournal(newer);
  await assert.rejects(open(), /\[state\] .*journal\.jsonl was written by a newer Wenda/);
  assert.equal(readFileSync(path.join(folder, 'journal.jsonl'), 'utf8'), newer);
  const other = temporaryFolder();
  mkdirSync(path.join(other, 'journal.jsonl'));
  await assert.rejects(
    openLowdbState({ stateDir: other, onProblem: () => undefined }),
    /\[state\] .*journal\.jsonl cannot be read .* move it away/,
  );
  assert.equal(existsSync(path.join(other, 'lock')), false);
});

test('a journal that was deleted is noticed, and written again by the next cut', async () => {
  const file = path.join(temporaryFolder(), 'journal.jsonl');
  const failures: unknown[] = [];
  const journal = await openJournal(file, 0, (error) => failures.push(error));
  journal.append(1, ['members', 5]);
  await journal.sync();
  rmSync(file);
  await journal.sync();
  assert.deepEqual([journal.isWorking(), failures.map(errnoOf)], [false, ['ENOENT']]);
  journal.begin();
  journal.append(2, ['members', 6]);
  await journal.cut();
  assert.equal(readFileSync(file, 'utf8'), `${HEAD}[2,"members",6]\n`);
  await journal.close();
});
