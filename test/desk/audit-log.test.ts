import assert from 'node:assert/strict';
import {
  appendFileSync,
  existsSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { type AuditEntry, openAuditLog } from '../../src/desk/audit-log.ts';
import { fc } from '../support/property.ts';
import { temporaryFolder } from '../support/temporary.ts';

const AT = Date.parse('2026-11-27T01:00:00Z');
const open = (
  folder: string,
  maxBytes?: number,
  onProblem = (message: string): void => assert.fail(message),
) => openAuditLog({ folder, now: () => AT, onProblem, ...(maxBytes === undefined ? {} : { maxBytes }) });
const linesOf = (file: string): string[] => readFileSync(file, 'utf8').split('\n').slice(0, -1);
const entry: AuditEntry = { who: 41, did: 'closed', ticket: 'A7K2' };

test('each act is a line with its time, and a second process goes on after the first', () => {
  const folder = path.join(temporaryFolder(), 'desk');
  open(folder).note(entry);
  open(folder).note({ who: 'reader', did: 'rated', ticket: 'A7K2', to: 5 });
  const at = '2026-11-27T01:00:00.000Z';
  assert.deepEqual(
    linesOf(path.join(folder, 'audit.jsonl')).map((line) => JSON.parse(line) as unknown),
    [
      { at, ...entry },
      { at, who: 'reader', did: 'rated', ticket: 'A7K2', to: 5 },
    ],
  );
});

test('a full file is put aside, and five are kept', () => {
  const folder = temporaryFolder();
  const log = open(folder, 200);
  for (let count = 0; count < 40; count++) log.note({ ...entry, to: count });
  const files = readdirSync(folder).sort();
  assert.deepEqual(files, [
    'audit.1.jsonl',
    'audit.2.jsonl',
    'audit.3.jsonl',
    'audit.4.jsonl',
    'audit.jsonl',
  ]);
  const inOrder = ['audit.4.jsonl', 'audit.3.jsonl', 'audit.2.jsonl', 'audit.1.jsonl', 'audit.jsonl'];
  const kept = inOrder
    .flatMap((file) => linesOf(path.join(folder, file)))
    .map((line) => (JSON.parse(line) as { to: number }).to);
  assert.deepEqual(
    kept,
    Array.from(kept, (_, at) => 40 - kept.length + at),
  );
  for (const file of files) assert.ok(statSync(path.join(folder, file)).size <= 200);
});

test('wherever a crash has cut the file, every line can be read after the next act', () => {
  const folder = temporaryFolder();
  const file = path.join(folder, 'audit.jsonl');
  fc.assert(
    fc.property(fc.array(fc.string()), fc.nat(), (texts, seed) => {
      rmSync(file, { force: true });
      for (const text of texts) open(folder).note({ ...entry, to: text });
      const whole = existsSync(file) ? readFileSync(file) : Buffer.alloc(0);
      writeFileSync(file, whole.subarray(0, seed % (whole.length + 1)));
      open(folder).note(entry);
      const lines = linesOf(file).map((line) => JSON.parse(line) as { did: string });
      assert.ok(lines.length >= 1 && lines.every(({ did }) => did === 'closed'));
    }),
    { numRuns: 50 },
  );
});

test('a log that cannot be written is told once, and is no reason to fail', () => {
  const folder = temporaryFolder();
  const file = path.join(folder, 'blocked');
  appendFileSync(file, '');
  const told: string[] = [];
  const log = open(file, undefined, (message) => void told.push(message));
  log.note(entry);
  log.note(entry);
  assert.equal(told.length, 1);
  assert.match(told[0] ?? '', /audit\.jsonl cannot be written/);
});
