import assert from 'node:assert/strict';
import { cpSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { fc } from '../support/property.ts';
import { openLowdbState } from '../../src/storage/lowdb-state.ts';
import { createMemoryState } from '../../src/storage/memory-state.ts';
import type { StateStore } from '../../src/storage/state-store.ts';
import { STATE_SCHEMA } from '../../src/storage/state-tables.ts';
import { stateStoreContract, VOTE } from '../contracts/state-store.ts';
import { temporaryFolder } from '../support/temporary.ts';

const problems: string[] = [];
const onDisk = (stateDir: string): Promise<StateStore> =>
  openLowdbState({ stateDir, onProblem: (message) => problems.push(message) });

stateStoreContract('memory', () => Promise.resolve(createMemoryState()));
stateStoreContract('lowdb', () => onDisk(temporaryFolder()));

/** Something in every table. */
function fill(state: StateStore): void {
  state.updates.add(41);
  state.reads.add('section');
  state.feedback.put(VOTE);
  state.preferences.setLanguage(7, 'en');
  state.uploads.put('content', 'file');
}
const contentOf = (state: StateStore) => ({
  update: state.updates.has(41),
  reads: state.reads.count('section'),
  feedback: state.feedback.all(),
  language: state.preferences.language(7),
  upload: state.uploads.fileId('content'),
});
const FILES = ['feedback', 'preferences', 'reads', 'updates', 'uploads'];

test('stored data is there after closing and reopening, and no lock is left', async () => {
  const folder = path.join(temporaryFolder(), 'new', 'folder');
  const first = await onDisk(folder);
  fill(first);
  const content = contentOf(first);
  await first.close();
  assert.deepEqual(
    readdirSync(folder).sort(),
    [...FILES.flatMap((name) => [`${name}.json`, `${name}.json.last-good`]), 'journal.jsonl'].sort(),
  );
  const second = await onDisk(folder);
  assert.deepEqual(contentOf(second), content);
  await second.close();
});

test('any sequence of changes gives the same in memory, after a kill, and after reopening', async () => {
  const small = fc.integer({ min: -2, max: 2 });
  const change = fc.oneof(
    fc.record({ kind: fc.constant('read' as const), id: fc.constantFrom('a', '__proto__', '12', '7') }),
    fc.record({
      kind: fc.constant('vote' as const),
      chatId: small,
      userId: small,
      vote: fc.constantFrom('up' as const, 'down' as const),
    }),
    fc.record({
      kind: fc.constant('language' as const),
      chatId: small,
      code: fc.constantFrom('en', 'zh-hans'),
    }),
    fc.record({ kind: fc.constant('forget' as const), chatId: small }),
    fc.record({ kind: fc.constant('move' as const), from: small, to: small }),
  );
  type Change = typeof change extends fc.Arbitrary<infer T> ? T : never;
  const apply = (state: StateStore, changes: readonly Change[]): void => {
    for (const step of changes) {
      if (step.kind === 'read') state.reads.add(step.id);
      else if (step.kind === 'vote') state.feedback.put({ ...VOTE, ...step });
      else if (step.kind === 'language') state.preferences.setLanguage(step.chatId, step.code);
      else if (step.kind === 'forget') state.forgetChat(step.chatId);
      else state.moveChat(step.from, step.to);
    }
  };
  const content = (state: StateStore) => ({
    reads: ['a', '__proto__', '12'].map((id) => state.reads.count(id)),
    votes: state.feedback.all().map(({ chatId, userId, vote }) => [chatId, userId, vote]),
    languages: [-2, -1, 0, 1, 2].map((chat) => state.preferences.language(chat)),
  });
  await fc.assert(
    fc.asyncProperty(fc.array(change, { maxLength: 30 }), fc.nat(30), async (changes, flushAt) => {
      const memory = createMemoryState();
      apply(memory, changes);
      const folder = temporaryFolder();
      const first = await onDisk(folder);
      apply(first, changes.slice(0, flushAt));
      const flushed = first.flush();
      await new Promise(setImmediate);
      apply(first, changes.slice(flushAt));
      const killed = temporaryFolder();
      cpSync(folder, killed, { recursive: true });
      rmSync(path.join(killed, 'lock'));
      await flushed;
      await first.close();
      for (const place of [killed, folder]) {
        const second = await onDisk(place);
        assert.deepEqual(content(second), content(memory));
        await second.close();
        rmSync(place, { recursive: true });
      }
    }),
    { numRuns: 25 },
  );
});

test('the order of dropping is the same after reopening, whatever the ids look like', async () => {
  const folder = temporaryFolder();
  const first = await onDisk(folder);
  for (const chat of [900, -5, 7]) first.preferences.setLanguage(chat, 'en');
  for (const id of ['900', 'x', '7']) first.reads.add(id);
  await first.close();
  const second = await onDisk(folder);
  for (let i = 0; i < STATE_SCHEMA.preferences.bound - 1; i++) second.preferences.setLanguage(1000 + i, 'en');
  for (let i = 0; i < STATE_SCHEMA.reads.bound - 1; i++) second.reads.add(`id-${i}`);
  assert.deepEqual(
    [900, -5, 7].map((chat) => second.preferences.language(chat)),
    [undefined, undefined, 'en'],
  );
  assert.deepEqual(
    ['900', 'x', '7'].map((id) => second.reads.count(id)),
    [0, 0, 1],
  );
  await second.close();
});

test('files of older versions are still read', async () => {
  const folder = temporaryFolder();
  const write = (name: string, content: object): void => {
    writeFileSync(path.join(folder, `${name}.json`), JSON.stringify({ version: 1, ...content }));
  };
  write('updates', { updates: [1, 2] });
  write('reads', { reads: { a: 3 } });
  write('preferences', { preferences: { '-7': 'en' } });
  problems.length = 0;
  const state = await onDisk(folder);
  assert.deepEqual(
    [1, 2, 3].map((id) => state.updates.has(id)),
    [true, true, false],
  );
  assert.deepEqual([state.reads.count('a'), state.preferences.language(-7)], [3, 'en']);
  assert.deepEqual(problems, []);
  await state.close();
});

test('a file with more than the bound is read, and its oldest entries dropped', async () => {
  const folder = temporaryFolder();
  const updates = Array.from({ length: STATE_SCHEMA.updates.bound + 1 }, (_, id) => id);
  writeFileSync(path.join(folder, 'updates.json'), JSON.stringify({ version: 1, updates }));
  const state = await onDisk(folder);
  assert.deepEqual([state.updates.has(0), state.updates.has(1)], [false, true]);
  await state.close();
});
