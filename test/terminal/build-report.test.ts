import assert from 'node:assert/strict';
import { test } from 'node:test';
import { resultLines } from '../../src/terminal/build-report.ts';
import { importReportLines } from '../../src/terminal/import-report.ts';

test('problems are printed in the format of compilers, with the remedy', () => {
  const problems = [{ severity: 'error' as const, file: 'a.md', line: 3, message: 'bad date "x"' }];
  const leftOut = [{ file: 'b.txt', reason: 'not Markdown' as const }];
  const result = {
    kind: 'bad-corpus' as const,
    problems,
    articles: 2,
    leftOut,
    guessedDates: { git: 0, file: 0 },
  };
  assert.deepEqual(resultLines(result, 'data/articles'), [
    'left out: 1 not Markdown; --verbose lists them',
    'data/articles/a.md:3: error: bad date "x"',
    'nothing was built: 1 article file(s) have errors; fix them, or leave them out with: npm run build-index -- --skip-bad',
  ]);
  assert.deepEqual(resultLines({ ...result, articles: 0 }, 'data/articles', true), [
    'data/articles/b.txt: left out: not Markdown',
    'left out: 1 not Markdown',
    'data/articles/a.md:3: error: bad date "x"',
    'nothing was built: all 1 article files have errors; fix them, or name another folder with --articles DIR',
  ]);
});

test('an import reports what it wrote, kept and skipped, and what was lost on the way', () => {
  const base = { title: '题', file: '/x/a.md', dateMissing: false };
  const lines = importReportLines(
    [
      {
        page: 'p.txt',
        articles: [
          { kind: 'written', ...base, dateMissing: true },
          { kind: 'kept', ...base },
        ],
        notes: ['长'.repeat(200)],
      },
      { page: 'a.pdf', articles: [], skipped: 'is a PDF', notes: [] },
    ],
    '2026-06-01',
    (file) => file.replace('/x/', 'x:'),
  );
  assert.match(lines[0] ?? '', /^written {4}题 → x:a\.md \(no date on the page: 2026-06-01\)$/);
  assert.match(lines[1] ?? '', /^kept .*--force overwrites it/);
  assert.equal(lines[2], `           p.txt: ${'长'.repeat(120)}…`);
  assert.equal(lines[3], 'skipped    a.pdf: is a PDF');
});
