// Layers import downwards only: corpus → text → embedding → indexing → retrieval → answer → bot | terminal.
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { PROJECT } from './support/project.ts';

const SRC = path.join(PROJECT, 'src');

/** What each folder of src/ may import besides itself. */
const ALLOWED: Record<string, string[]> = {
  text: [],
  corpus: ['text'],
  embedding: ['text'],
  indexing: ['text', 'corpus', 'embedding'],
  retrieval: ['text', 'corpus', 'embedding', 'indexing'],
  answer: ['text', 'corpus', 'indexing', 'retrieval'],
  measurement: ['text', 'corpus', 'embedding', 'indexing', 'retrieval', 'answer', 'storage'],
  locales: ['text'],
  storage: ['text'],
  bot: ['text', 'corpus', 'retrieval', 'answer', 'locales', 'storage'],
  playground: ['text', 'retrieval', 'answer', 'locales'],
  web: ['text', 'corpus', 'indexing', 'retrieval', 'answer', 'locales'],
  terminal: ['corpus', 'indexing', 'retrieval', 'answer', 'measurement', 'locales'],
};
/** Files of src/ itself that any layer may import; the others are composition roots and imported by no layer. */
const SHARED = new Set(['failure.ts', 'checksum.ts', 'logger.ts', 'process-lock.ts', 'synced-file.ts']);

const files = readdirSync(SRC, { recursive: true, encoding: 'utf8' }).filter((file) =>
  /(?<!\.d)\.ts$/.test(file),
);
const importsOf = (file: string): string[] =>
  [...readFileSync(path.join(SRC, file), 'utf8').matchAll(/(?:from|import)\s+'(\.[^']+)'/g)].map((match) =>
    path.relative(SRC, path.resolve(SRC, path.dirname(file), match[1] ?? '')),
  );
const folderOf = (file: string): string => (file.includes(path.sep) ? (file.split(path.sep)[0] ?? '') : '');

test('every folder of src/ has its place among the layers', () => {
  assert.deepEqual(
    [...new Set(files.map(folderOf))].filter((folder) => folder !== '').sort(),
    Object.keys(ALLOWED).sort(),
  );
});

test('no layer imports a higher one', () => {
  const breaches: string[] = [];
  for (const file of files.filter((name) => folderOf(name) !== '')) {
    for (const imported of importsOf(file)) {
      const [from, to] = [folderOf(file), folderOf(imported)];
      const fine = to === '' ? SHARED.has(imported) : to === from || (ALLOWED[from] ?? []).includes(to);
      if (!fine) breaches.push(`${file} imports ${imported}`);
    }
  }
  assert.deepEqual(breaches, []);
});

test('only the bootstrap of composition roots reads the environment, and nothing in src/ writes to the console', () => {
  const reads = files.filter((file) => readFileSync(path.join(SRC, file), 'utf8').includes('process.env'));
  assert.deepEqual(reads, ['bootstrap.ts']);
  assert.deepEqual(
    files.filter((file) => /\bconsole\./.test(readFileSync(path.join(SRC, file), 'utf8'))),
    [],
  );
});
