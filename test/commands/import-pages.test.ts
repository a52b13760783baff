import assert from 'node:assert/strict';
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
