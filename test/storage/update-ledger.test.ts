import assert from 'node:assert/strict';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { Failure } from '../../src/failure.ts';
import { createLowdbLedger } from '../../src/storage/lowdb-ledger.ts';
import { createMemoryLedger, LEDGER_SIZE, type UpdateLedger } from '../../src/storage/update-ledger.ts';
import { temporaryFolder } from '../support/temporary.ts';

const problems: string[] = [];
const onDisk = (stateDir: string): Promise<UpdateLedger> =>
  createLowdbLedger({ stateDir, onProblem: (message) => problems.push(message) });

/** What every ledger must do. */
function ledgerContract(name: string, open: () => Promise<UpdateLedger>): void {
  test(`${name}: knows what was added and nothing else`, async () => {
    const ledger = await open();
    assert.equal(ledger.has(5), false);
    ledger.add(5);
    assert.equal(ledger.has(5), true);
    assert.equal(ledger.has(6), false);
    await ledger.close();
  });

  test(`${name}: forgets the oldest beyond its bound`, async () => {
    const ledger = await open();
    for (let id = 0; id <= LEDGER_SIZE; id++) ledger.add(id);
    assert.equal(ledger.has(0), false);
    assert.equal(ledger.has(1), true);
    assert.equal(ledger.has(LEDGER_SIZE), true);
    await ledger.close();
  });
}

ledgerContract('memory', () => Promise.resolve(createMemoryLedger()));
ledgerContract('lowdb', () => onDisk(temporaryFolder()));

test('lowdb: what was added is there after closing and opening again', async () => {
  const folder = path.join(temporaryFolder(), 'new', 'folder');
  const first = await onDisk(folder);
  first.add(41);
  await first.close();
  const second = await onDisk(folder);
  assert.ok(second.has(41));
  await second.close();
});

test('lowdb: a damaged file is told and its last good copy used', async () => {
  const folder = temporaryFolder();
  const first = await onDisk(folder);
  first.add(7);
  await first.close();
  assert.deepEqual(readdirSync(folder).sort(), ['updates.json', 'updates.json.last-good']);
  for (const damage of ['{"version":1,"upd', '', '{"updates":"no"}', '[]']) {
    problems.length = 0;
    writeFileSync(path.join(folder, 'updates.json'), damage);
    const second = await onDisk(folder);
    assert.ok(second.has(7), damage);
    assert.match(problems[0] ?? '', /updates\.json is damaged .*last good copy/);
    await second.close();
  }
});

test('lowdb: with both copies damaged it starts empty', async () => {
  const folder = temporaryFolder();
  writeFileSync(path.join(folder, 'updates.json'), 'x');
  writeFileSync(path.join(folder, 'updates.json.last-good'), 'x');
  const ledger = await onDisk(folder);
  assert.equal(ledger.has(1), false);
  ledger.add(1);
  await ledger.close();
  assert.match(readFileSync(path.join(folder, 'updates.json'), 'utf8'), /1/);
});

test('lowdb: a folder that cannot be made is a failure that names the key', async () => {
  const file = path.join(temporaryFolder(), 'file');
  writeFileSync(file, '');
  await assert.rejects(
    onDisk(path.join(file, 'state')),
    (error) => error instanceof Failure && /^\[state\] .*STATE_DIR/.test(error.message),
  );
});
