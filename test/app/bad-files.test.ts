import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createBadFileWarnings } from '../../src/app/bad-files.ts';

test('a mistake is named once while it stays, and again after it was away', () => {
  const said: string[] = [];
  const warn = createBadFileWarnings({ warn: (message) => said.push(message) });
  const bad = (file: string) => ({ file, line: 2, message: 'bad date', isKept: file === 'b.md' });
  const generation = (...files: string[]): void => {
    const counts = { checksum: '', articles: 1, sections: 1, passages: 1, synonyms: 0 };
    warn({ corpus: { ...counts, skippedFiles: files.length, badFiles: files.map(bad) } });
  };
  generation('a.md');
  generation('a.md', 'b.md');
  generation('b.md');
  generation('a.md');
  assert.deepEqual(said, [
    'a.md:2: bad date; it is left out',
    'b.md:2: bad date; its last good version is served',
    'a.md:2: bad date; it is left out',
  ]);
});
