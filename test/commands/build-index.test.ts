import assert from 'node:assert/strict';
import { cpSync, readdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, test } from 'node:test';
import { ENV, finish } from '../support/finish.ts';
import { FIXTURE_ARTICLES } from '../support/project.ts';
import { temporaryFolder } from '../support/temporary.ts';

describe('npm run build-index', () => {
  test('works on any folders, stops at bad articles, and builds the rest with --skip-bad', async () => {
    const folder = temporaryFolder();
    cpSync(FIXTURE_ARTICLES, path.join(folder, 'articles'), { recursive: true });
    writeFileSync(path.join(folder, 'articles', 'bad.md'), '---\ntitle: x\ndate: soon\n---\n\n## a\n\nb\n');
    const args = ['--articles', path.join(folder, 'articles'), '--index', path.join(folder, 'index')];
    const refused = await finish('scripts/build-index', args, {});
    assert.equal(refused.code, 1);
    assert.match(refused.stderr, /bad\.md:3: error: bad date "soon".*nothing was built: 1 article file/s);
    assert.deepEqual(readdirSync(folder), ['articles']);
    const built = await finish('scripts/build-index', [...args, '--skip-bad'], {});
    assert.equal(built.code, 0, built.stderr);
    assert.match(built.stderr, /left out: 1 file\(s\) with errors/);
    const again = await finish('scripts/build-index', [...args, '--skip-bad'], {});
    assert.match(again.stderr, /nothing has changed/);
  });

  test('an option that does not exist is a usage error, not a bug', async () => {
    const { code, stderr } = await finish('scripts/build-index', ['--artikles', 'x'], ENV);
    assert.equal(code, 1);
    assert.match(stderr, /\[config\] Unknown option '--artikles'; the options are in the README/);
    assert.doesNotMatch(stderr, /bug/);
  });
});
