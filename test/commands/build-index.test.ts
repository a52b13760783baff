import assert from 'node:assert/strict';
import { cpSync, mkdirSync, readdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, test } from 'node:test';
import { ENV, finish } from '../support/finish.ts';
import { FIXTURE_ARTICLES } from '../support/project.ts';
import { run } from '../support/run.ts';
import { temporaryFolder } from '../support/temporary.ts';

describe('npm run build-index', () => {
  test('works on any folders, stops at bad articles, and builds the rest with --skip-bad', async () => {
    const folder = temporaryFolder();
    cpSync(FIXTURE_ARTICLES, path.join(folder, 'articles'), { recursive: true });
    writeFileSync(path.join(folder, 'articles', 'bad.md'), '---\ntitle: x\n\n## a\n\nb\n');
    const args = ['--articles', path.join(folder, 'articles'), '--index', path.join(folder, 'index')];
    const refused = await finish('scripts/build-index', args, {});
    assert.equal(refused.code, 1);
    assert.match(
      refused.stderr,
      /bad\.md:1: error: the front matter is not closed.*nothing was built: 1 article file/s,
    );
    assert.deepEqual(readdirSync(folder), ['articles']);
    const built = await finish('scripts/build-index', [...args, '--skip-bad'], {});
    assert.equal(built.code, 0, built.stderr);
    assert.match(
      built.stderr,
      /files with errors: 1 left out, 0 kept as they last were:\n.*bad\.md:1: error: .*\n$/,
    );
    const again = await finish('scripts/build-index', [...args, '--skip-bad'], {});
    assert.match(again.stderr, /nothing has changed/);
    // A build without --skip-bad would stop, and a dry run says what a build would.
    const dry = await finish('scripts/build-index', [...args, '--dry-run'], {});
    assert.equal(dry.code, 1);
    assert.match(dry.stderr, /nothing would change.*\n.*bad\.md:1: error: .*\n$/);
    assert.equal((await finish('scripts/build-index', [...args, '--dry-run', '--skip-bad'], {})).code, 0);
  });

  test('paths are shown as the user finds them: relative in the folder that they are in, else absolute', async () => {
    const folder = temporaryFolder();
    const articles = path.join(folder, 'articles');
    mkdirSync(articles);
    writeFileSync(path.join(articles, 'bad.md'), '---\ntitle: x\n\n## a\n\nb\n');
    const args = ['--articles', articles, '--index', path.join(folder, 'index')];
    const inside = await finish('scripts/build-index', args, { INIT_CWD: folder });
    assert.match(inside.stderr, /^articles\/bad\.md:1: error:/m);
    const outside = await finish('scripts/build-index', args, { INIT_CWD: path.join(folder, 'index') });
    assert.ok(outside.stderr.startsWith(`${articles}/bad.md:1: error:`), outside.stderr);
  });

  test('--dry-run lists what would change and writes nothing; with --json for programs', async () => {
    const folder = temporaryFolder();
    const articles = path.join(folder, 'articles');
    cpSync(FIXTURE_ARTICLES, articles, { recursive: true });
    const args = ['--articles', articles, '--index', path.join(folder, 'index')];
    const first = await finish('scripts/build-index', [...args, '--dry-run'], {});
    assert.equal(first.code, 3);
    assert.match(first.stderr, /would build: there is none yet\n.*17 of 17 passages to embed/s);
    assert.deepEqual(readdirSync(folder), ['articles']);
    const built = await finish('scripts/build-index', [...args, '--json'], {});
    const summary = JSON.parse(built.stdout) as { kind: string; build: { embedded: number } };
    assert.deepEqual([summary.kind, summary.build.embedded], ['built', 17]);

    const file = path.join(articles, 'yunfan-kefu.md');
    writeFileSync(file, readFileSync(file, 'utf8').replace('九十九元', '八十八元'));
    renameSync(path.join(articles, 'qinghe-shangshi.md'), path.join(articles, 'qinghe.md'));
    const changed = await finish('scripts/build-index', [...args, '--dry-run', '--json'], {});
    assert.equal(changed.code, 3);
    const plan = JSON.parse(changed.stdout) as { articles: object; passages: object };
    assert.deepEqual(plan.articles, {
      added: ['qinghe'],
      changed: ['yunfan-kefu'],
      removed: ['qinghe-shangshi'],
    });
    assert.deepEqual(plan.passages, { total: 17, toEmbed: 1 });
  });

  test('--watch builds after edits settle, continues after a mistake, and ends cleanly', async () => {
    const folder = temporaryFolder();
    const articles = path.join(folder, 'articles');
    cpSync(FIXTURE_ARTICLES, articles, { recursive: true });
    const args = ['--articles', articles, '--index', path.join(folder, 'index'), '--watch', '--json'];
    const watching = run('scripts/build-index', args, {});
    await watching.waitForText('watching ');
    const kept = path.join(articles, 'yunfan-kefu.md');
    writeFileSync(kept, readFileSync(kept, 'utf8').replace(/\n---\n/, '\n'));
    await watching.waitForText('files with errors: 0 left out, 1 kept as they last were');
    const text = '---\ntitle: 会议室\ndate: 2026-01-01\n---\n\n## 预订\n\n在内网预订。\n';
    writeFileSync(path.join(articles, 'new.md'), text);
    await watching.waitForText('"embedded":1');
    watching.signal('SIGTERM');
    assert.deepEqual(await watching.exited, { code: 0, signal: null });
  });

  test('--jobs embeds in that many processes, with the same result as one', async () => {
    const folder = temporaryFolder();
    const args = ['--articles', FIXTURE_ARTICLES, '--json'];
    const checksums = await Promise.all(
      ['1', '2'].map(async (jobs) => {
        const index = path.join(folder, jobs);
        const built = await finish('scripts/build-index', [...args, '--index', index, '--jobs', jobs], {});
        assert.equal(built.code, 0, built.stderr);
        const { generation } = JSON.parse(built.stdout) as { generation: string };
        const manifest = readFileSync(path.join(index, 'generations', generation, 'manifest.json'), 'utf8');
        return (JSON.parse(manifest) as { files: Record<string, { sha256: string }> }).files;
      }),
    );
    for (const file of ['vectors.f32', 'tokens.bin', 'recall.bin'])
      assert.deepEqual(checksums[0]?.[file], checksums[1]?.[file], file);
    const refused = await finish('scripts/build-index', [...args, '--jobs', 'many'], {});
    assert.equal(refused.code, 1);
    assert.match(refused.stderr, /--jobs is "many"; write a whole number above 0/);
  });

  test('an option that does not exist is a usage error, not a bug', async () => {
    const { code, stderr } = await finish('scripts/build-index', ['--artikles', 'x'], ENV);
    assert.equal(code, 1);
    assert.match(
      stderr,
      /\[config\] Unknown option '--artikles'; npm run build-index -- --help lists the options/,
    );
    assert.doesNotMatch(stderr, /bug/);
  });
});
