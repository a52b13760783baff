// The steps of a release that need no minutes, on a small project with something broken in it.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { notePictures } from '../../scripts/release/pictures.ts';
import { runSteps } from '../../scripts/release/run-steps.ts';
import { releaseSteps } from '../../scripts/release/steps.ts';
import { PROJECT } from '../support/project.ts';
import { temporaryFolder } from '../support/temporary.ts';

const QUICK = ['tree', 'version', 'pictures', 'figures'];
const COPIED = [
  'package.json',
  'package-lock.json',
  'docs',
  'data/questions/baseline.json',
  'data/articles',
  'data/synonyms.txt',
  'data/calibration',
  'src/main.ts',
  'test/browser/screenshots.ts',
];
const MODEL = 'data/models/wenda-mini/onnx/model_quantized.onnx';

/** A committed copy of what the quick steps look at; its README says one thing. */
function project(): { file: (name: string) => string; check: () => Promise<[string[], string]> } {
  const folder = path.join(temporaryFolder(), 'wenda');
  const file = (name: string): string => path.join(folder, name);
  for (const name of COPIED) cpSync(path.join(PROJECT, name), file(name), { recursive: true });
  mkdirSync(path.dirname(file(MODEL)), { recursive: true });
  writeFileSync(file(MODEL), Buffer.alloc(22_000_000));
  const { version } = JSON.parse(readFileSync(file('package.json'), 'utf8')) as { version: string };
  writeFileSync(file('CHANGELOG.md'), `# Changelog\n\n## ${version} – unreleased\n\n## 0.0.1 – 2026-01-02\n`);
  writeFileSync(file('README.md'), 'A 22 MB sentence model comes with the project.\n');
  mkdirSync(file('data/screenshots'));
  notePictures(folder);
  const git = (...args: string[]) =>
    spawnSync('git', ['-c', 'user.name=x', '-c', 'user.email=x@example.org', ...args], { cwd: folder });
  git('init', '--quiet');
  git('add', '--all');
  git('commit', '--quiet', '--message', 'all');
  const logFolder = path.join(temporaryFolder(), 'logs');
  return {
    file,
    check: async () => {
      const lines: string[] = [];
      const steps = releaseSteps(folder).filter(({ name }) => QUICK.includes(name));
      const isWell = await runSteps(steps, {
        logFolder,
        print: (line) => lines.push(line),
        shown: (file) => path.basename(file),
      });
      const failed = lines.filter((line) => line.startsWith('✗')).map((line) => line.split(' ')[1] ?? '');
      assert.equal(isWell, failed.length === 0);
      assert.equal(lines.length, QUICK.length, 'nothing is left out after a failure');
      for (const line of lines) assert.match(line, /^[✓✗] [a-z]+ +\d+\.\d s {2}[a-z]+\.log$/);
      return [
        failed,
        failed.map((name) => readFileSync(path.join(logFolder, `${name}.log`), 'utf8')).join(''),
      ];
    },
  };
}

test('what is committed, named, shown and measured alike is ready', async () => {
  assert.deepEqual(await project().check(), [[], '']);
});

test('a step that fails is reported with its reason, and the others run all the same', async () => {
  const { file, check } = project();
  writeFileSync(file('src/main.ts'), '// another product\n');
  const [failed, log] = await check();
  assert.deepEqual(failed, ['tree', 'pictures']);
  assert.match(log, / M src\/main\.ts\n.*npm run screenshots/s);
});

test('a version that has been released, or another one in the lock file, is no new version', async () => {
  const { file, check } = project();
  const edit = (name: string, from: RegExp, to: string): void => {
    const text = readFileSync(file(name), 'utf8');
    assert.match(text, from);
    writeFileSync(file(name), text.replace(from, to));
  };
  edit('CHANGELOG.md', / – unreleased/, ' – 2026-11-30');
  assert.deepEqual((await check())[0], ['tree', 'version']);
  edit('CHANGELOG.md', / – 2026-11-30/, ' – unreleased');
  assert.deepEqual((await check())[0], []);
  edit('package-lock.json', /"version": "[^"]+"/, '"version": "9.9.9"');
  assert.deepEqual((await check())[0], ['tree', 'version']);
});

test('a figure in a README that was measured otherwise, or has no source, is named', async () => {
  const { file, check } = project();
  writeFileSync(
    file('README.md'),
    'A 25 MB sentence model, answers in 0.5 s.\n`npm ci && npm start` takes 40 s.\n| `npx wenda ./docs` | 20 s | 4 s |\n',
  );
  writeFileSync(
    file('docs/first-answer.json'),
    JSON.stringify({ clone: { cold: 39.6, warm: 9 }, package: { cold: 20, warm: 3 } }),
  );
  const [failed, log] = await check();
  assert.deepEqual(failed, ['tree', 'figures']);
  assert.match(log, /README\.md says "25 MB sentence model", measured is 22\.0\n/);
  assert.match(log, /README\.md says 0\.5 s, and no claim in .*figures\.ts tells where that comes from\n/);
  assert.match(log, /README\.md says "npx wenda .* 4 s", measured is 20\.0, 3\.0\n/);
  assert.doesNotMatch(log, /40 s/);
});

test('a table in docs/ that lacks a measured row is named with the row', async () => {
  const { file, check } = project();
  const page = readFileSync(file('docs/quality.md'), 'utf8');
  const [row = ''] = /^\| own: plain.*$/m.exec(page) ?? [];
  writeFileSync(file('docs/quality.md'), page.replace(row, ''));
  const [failed, log] = await check();
  assert.deepEqual(failed, ['tree', 'figures']);
  assert.match(log, /docs\/quality\.md lacks what data\/questions\/baseline\.json says: \| plain \| \d+ /);
});

test('the command lists its steps, and knows no others', () => {
  const run = (...args: string[]) =>
    spawnSync(process.execPath, [path.join(PROJECT, 'dist/scripts/release-check.js'), ...args], {
      encoding: 'utf8',
    });
  const { stdout } = run('--list');
  assert.deepEqual(
    stdout
      .trim()
      .split('\n')
      .map((line) => line.split(' ')[0]),
    releaseSteps(PROJECT).map(({ name }) => name),
  );
  const wrong = run('--only', 'tree,moon');
  assert.equal(wrong.status, 1);
  assert.match(wrong.stderr, /\[config\] --only names moon; --list shows the steps/);
});
