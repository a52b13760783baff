// Layers import downwards only: corpus → text → embedding → indexing → retrieval → answer → bot | terminal.
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { PROJECT } from './support/project.ts';

const SRC = path.join(PROJECT, 'src');

/** What each folder of src/ may import besides itself. */
const ALLOWED: Record<string, string[]> = {
  system: ['app'],
  text: [],
  simd: [],
  corpus: ['system', 'text'],
  embedding: ['system', 'text'],
  index: ['system', 'text', 'corpus', 'embedding', 'build'],
  build: ['system', 'text', 'corpus', 'embedding', 'index'],
  retrieval: ['system', 'text', 'corpus', 'embedding', 'index', 'simd'],
  answer: ['text', 'corpus', 'index', 'retrieval'],
  locales: ['text'],
  storage: ['system', 'text'],
  bot: ['system', 'text', 'corpus', 'retrieval', 'answer', 'locales', 'storage'],
  web: ['system', 'text', 'corpus', 'index', 'retrieval', 'answer', 'locales'],
  emulator: [],
  playground: ['system', 'text', 'retrieval', 'answer', 'locales', 'web', 'emulator'],
  terminal: ['system', 'corpus', 'index', 'build', 'retrieval', 'answer', 'locales'],
};

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
    [...new Set(files.map(folderOf))].filter((folder) => folder !== '' && folder !== 'app').sort(),
    Object.keys(ALLOWED).sort(),
  );
});

test('no layer imports a higher one', () => {
  const breaches: string[] = [];
  for (const file of files.filter((name) => !['', 'app'].includes(folderOf(name)))) {
    for (const imported of importsOf(file)) {
      const [from, to] = [folderOf(file), folderOf(imported)];
      const fine = to === from || (ALLOWED[from] ?? []).includes(to);
      if (!fine) breaches.push(`${file} imports ${imported}`);
    }
  }
  assert.deepEqual(breaches, []);
});

test('only the bootstrap of composition roots reads the environment, and nothing in src/ writes to the console', () => {
  const reads = files.filter((file) => readFileSync(path.join(SRC, file), 'utf8').includes('process.env'));
  assert.deepEqual(reads, [path.join('app', 'bootstrap.ts')]);
  assert.deepEqual(
    files.filter((file) => /\bconsole\./.test(readFileSync(path.join(SRC, file), 'utf8'))),
    [],
  );
});
