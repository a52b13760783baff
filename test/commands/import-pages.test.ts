import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { finish } from '../support/finish.ts';
import { FIXTURE_PAGES } from '../support/project.ts';
import { temporaryFolder } from '../support/temporary.ts';

test('npm run import-pages writes articles that build-index accepts', async () => {
  const folder = temporaryFolder();
  const imported = await finish(
    'scripts/import-pages',
    [path.join(FIXTURE_PAGES, 'wiki-page.txt'), '--articles', folder],
    {},
  );
  assert.equal(imported.code, 0, imported.stderr);
  assert.match(imported.stdout, /written {4}云帆客服的上班时间 → .*\.md$/m);
  assert.match(imported.stdout, /wiki-page\.txt: could not be placed, line 60: 版权所有/);
  const built = await finish(
    'scripts/build-index',
    ['--articles', folder, '--index', path.join(temporaryFolder(), 'index')],
    {},
  );
  assert.equal(built.code, 0, built.stderr);
});

test('what is skipped is an exit code of 1, and --json prints a line for each file', async () => {
  const folder = temporaryFolder();
  writeFileSync(path.join(folder, 'a.md'), '# 甲\n\n字。\n');
  writeFileSync(path.join(folder, 'b.pdf'), '%PDF');
  const { code, stdout } = await finish(
    'scripts/import-pages',
    [folder, '--json', '--articles', path.join(folder, 'out')],
    {},
  );
  assert.equal(code, 1);
  const reports = stdout
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as { articles: { kind: string }[]; skipped?: string });
  assert.deepEqual(
    reports.map(({ articles, skipped }) => articles[0]?.kind ?? skipped),
    ['written', 'is a PDF; save its source as .docx or .html'],
  );
});
