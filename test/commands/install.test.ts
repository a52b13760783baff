// Installs like an operator: a copy of the tree, npm's own commands, finally without a compiler. It needs a package
// registry (or npm's cache) and minutes, so it runs in CI.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import path from 'node:path';
import { before, describe, test } from 'node:test';
import { copyProject } from '../support/project-copy.ts';
import { temporaryFolder } from '../support/temporary.ts';
import { THOROUGH } from '../support/thorough.ts';

const COPY = path.join(temporaryFolder(), 'wenda');
const QUESTION = '公司注销的步骤\n';
const ANSWER = /公司注销怎么办理 › /;

/** Runs npm in the copy, without a bot's settings or npm's own for this run. */
function npm(args: readonly string[], input = ''): { code: number | null; stdout: string; stderr: string } {
  const env = Object.fromEntries(
    Object.entries(process.env).filter(([key]) => !/^(?:npm_(?!config_)|BOT_TOKEN|NODE_|INIT_CWD)/.test(key)),
  );
  const { status, stdout, stderr } = spawnSync('npm', args, {
    cwd: COPY,
    env: { ...env, PORT: '0', LANG: 'zh_CN.UTF-8' },
    encoding: 'utf8',
    input,
  });
  return { code: status, stdout, stderr };
}

describe('installing', { skip: THOROUGH ? false : 'takes minutes; THOROUGH=1 runs it' }, () => {
  before(() => {
    copyProject(COPY);
  });

  test('npm ci --omit=dev in a fresh clone says what is missing, and so does npm start', () => {
    const installed = npm(['ci', '--omit=dev']);
    assert.equal(installed.code, 0, installed.stderr);
    assert.match(installed.stderr, /Wenda is not compiled, and the compiler is not installed: run npm ci/);
    const started = npm(['start']);
    assert.equal(started.code, 2);
    assert.match(started.stderr, /Wenda is not compiled, and the compiler is not installed: run npm ci/);
  });

  test('npm ci --ignore-scripts leaves compiling to npm start', () => {
    const installed = npm(['ci', '--ignore-scripts']);
    assert.equal(installed.code, 0, installed.stderr);
    assert.ok(!existsSync(path.join(COPY, 'dist')));
    const started = npm(['start'], QUESTION);
    assert.equal(started.code, 0, started.stderr);
    assert.match(started.stderr, /^compiling…\n/);
    assert.match(started.stdout, ANSWER);
  });

  test('npm ci compiles; after npm prune --omit=dev there is no compiler, and npm start answers', () => {
    const installed = npm(['ci']);
    assert.equal(installed.code, 0, installed.stderr);
    const pruned = npm(['prune', '--omit=dev']);
    assert.equal(pruned.code, 0, pruned.stderr);
    assert.ok(!existsSync(path.join(COPY, 'node_modules', 'typescript')));
    const started = npm(['start'], QUESTION);
    assert.equal(started.code, 0, started.stderr);
    assert.doesNotMatch(started.stderr, /compil/);
    assert.match(started.stdout, ANSWER);
  });
});
