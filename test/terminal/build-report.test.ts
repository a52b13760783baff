import assert from 'node:assert/strict';
import { PassThrough } from 'node:stream';
import { test } from 'node:test';
import { createProgressReport, type ReportStream, resultLines } from '../../src/terminal/build-report.ts';
import { importReportLines } from '../../src/terminal/import-report.ts';

function record(isTTY: boolean): { stream: ReportStream; text: () => string } {
  let text = '';
  const stream = Object.assign(new PassThrough(), {
    isTTY,
    columns: 100,
    cursorTo: () => true,
    clearLine: () => true,
    moveCursor: () => true,
  });
  stream.on('data', (chunk: Buffer) => (text += chunk.toString()));
  return { stream, text: () => text };
}

function run(isTTY: boolean): string {
  const { stream, text } = record(isTTY);
  const report = createProgressReport(stream);
  report.onProgress('read', 0, 0);
  for (let done = 0; done <= 1000; done += 10) report.onProgress('embed', done, 1000);
  report.onProgress('verify', 0, 1);
  report.stop();
  return text();
}

test('without a terminal, progress is a few plain lines with rate and remaining time', () => {
  const lines = run(false).trim().split('\n');
  assert.equal(lines[0], 'reading articles');
  assert.equal(lines[1], 'embedding');
  assert.deepEqual(
    lines.slice(2, 5).map((line) => line.replace(/\d+\/s/, 'N/s')),
    [
      'embedding: 250/1000, N/s, 0 s left',
      'embedding: 500/1000, N/s, 0 s left',
      'embedding: 750/1000, N/s, 0 s left',
    ],
  );
  assert.equal(lines[5], 'verifying');
});

test('on a terminal, progress is a bar with rate and remaining time', () => {
  assert.match(run(true), /embedding .*100% \| 1000\/1000 \| \d+\/s \| .* left/);
});

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
