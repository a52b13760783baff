// The command of the package. It is the same in a clone, so most of it is tested there; with THOROUGH=1 the package is
// packed, installed into an empty folder, and asked, which needs a package registry.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { chmodSync, cpSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, test } from 'node:test';
import { PACKAGED_COMMANDS } from '../../src/app/command-names.ts';
import { copyProject } from '../support/project-copy.ts';
import { FIXTURE_ARTICLES, OTHER_ARTICLES, PROJECT } from '../support/project.ts';
import { temporaryFolder } from '../support/temporary.ts';
import { THOROUGH } from '../support/thorough.ts';

type Ended = { code: number | null; stdout: string; stderr: string };

/** A user with two wikis in a folder, and nothing of Wenda's yet. */
function user(program: readonly string[], env: Record<string, string> = {}) {
  const home = temporaryFolder();
  const at = (...names: string[]): string => path.join(home, ...names);
  cpSync(FIXTURE_ARTICLES, at('work', 'docs'), { recursive: true });
  cpSync(OTHER_ARTICLES, at('work', 'bees'), { recursive: true });
  const [command = '', ...first] = program;
  const wenda = (args: readonly string[], input = ''): Ended => {
    const { status, stdout, stderr } = spawnSync(command, [...first, ...args], {
      cwd: at('work'),
      encoding: 'utf8',
      input,
      env: { PATH: process.env['PATH'] ?? '', HOME: home, PORT: '0', LANG: 'zh_CN.UTF-8', ...env },
    });
    return { code: status, stdout, stderr };
  };
  return { at, wenda };
}

const inClone = () => user([process.execPath, path.join(PROJECT, 'scripts', 'wenda.cjs')]);
const files = (folder: string): string[] => readdirSync(folder, { recursive: true, encoding: 'utf8' }).sort();

describe('wenda', () => {
  test('serves a folder, and leaves nothing in it: index and state are kept where the user’s are', () => {
    const { at, wenda } = inClone();
    chmodSync(at('work', 'docs'), 0o555);
    const { code, stdout, stderr } = wenda(['./docs'], '青禾科技的发行价格\n');
    assert.equal(code, 0, stderr);
    assert.match(stdout, /青禾科技的发行价格为每股12\.80元/);
    assert.match(
      stderr,
      /^The index is kept in .*\.cache\/wenda\/docs-[0-9a-f]{8}\/index, the bot's state in .*\.local\/state\/wenda\/docs-[0-9a-f]{8}\n/,
    );
    assert.deepEqual(files(at('work', 'docs')), files(FIXTURE_ARTICLES));
    const again = wenda(['docs'], '青禾科技的发行价格\n');
    assert.match(again.stdout, /每股12\.80元/);
    assert.doesNotMatch(again.stderr, /building the index|is kept in/);
  });

  test('two folders are two wikis; a question about one needs its index', () => {
    const { wenda } = inClone();
    assert.equal(wenda(['build', './docs']).code, 0);
    assert.match(wenda(['ask', './docs', '青禾科技的发行价格']).stdout, /每股12\.80元/);
    const missing = wenda(['ask', './bees', '蜂王']);
    assert.equal(missing.code, 2);
    assert.match(
      missing.stderr,
      /\[index\] there is no index in .*bees-[0-9a-f]{8}\/index; run wenda build \.\/bees\n$/,
    );
    assert.equal(wenda(['build', 'bees']).code, 0);
    assert.match(wenda(['ask', './bees', '自然分蜂有什么预兆']).stdout, /^自然分蜂有什么预兆/);
  });

  test('settings come from .env in the user’s folder, and its paths begin there', () => {
    const { at, wenda } = inClone();
    writeFileSync(at('work', '.env'), 'ARTICLES_DIR=docs\nINDEX_DIR=../index\n');
    assert.equal(wenda(['build']).code, 0);
    assert.ok(readdirSync(at('index')).includes('CURRENT'));
    // The first word of a question may be the name of a folder.
    assert.match(wenda(['ask', 'docs', '青禾科技的发行价格']).stdout, /每股12\.80元/);
  });

  test('help, version and mistakes are in its own words', () => {
    const { at, wenda } = inClone();
    const { version } = JSON.parse(readFileSync(path.join(PROJECT, 'package.json'), 'utf8')) as {
      version: string;
    };
    for (const args of [['--version'], ['build', '--version'], ['ask', '--version']])
      assert.deepEqual(wenda(args), { code: 0, stdout: `${version}\n`, stderr: '' });
    assert.match(wenda(['--help']).stdout, /^ {2}wenda ask \[FOLDER\] QUESTION {2,}\S/m);
    assert.match(wenda(['build', '--help']).stdout, /^usage: wenda build \[options\]$/m);
    for (const [args, said] of [
      [['biuld'], `[config] there is no folder ${at('work', 'biuld')}; wenda --help lists the commands`],
      [['ask'], '[config] there is no question; write: wenda ask QUESTION'],
      [['build', '--froce'], "[config] Unknown option '--froce'; wenda build --help lists the options"],
      [['import', 'page.html'], '[config] say where to write: wenda import --articles …'],
      [['calibrate'], '[config] say where to write: wenda calibrate --out …'],
    ] as const) {
      const { code, stdout, stderr } = wenda(args);
      assert.notEqual(code, 0);
      assert.equal(stdout, '');
      assert.ok(stderr.endsWith(`${said}\n`), stderr);
    }
  });

  test('the published manifest is for users alone, and the project’s own comes back, also after an interruption', () => {
    const copy = temporaryFolder();
    mkdirSync(path.join(copy, 'scripts'));
    for (const name of ['package.json', 'scripts/published.cjs'])
      cpSync(path.join(PROJECT, name), path.join(copy, name));
    const manifest = (): string => readFileSync(path.join(copy, 'package.json'), 'utf8');
    const own = manifest();
    const run = (what: string) => spawnSync(process.execPath, ['scripts/published.cjs', what], { cwd: copy });
    run('write');
    run('write');
    const published = JSON.parse(manifest()) as Record<string, Record<string, unknown>>;
    for (const key of ['scripts', 'devDependencies', 'overrides', 'private'])
      assert.ok(!(key in published), key);
    assert.ok(!('@xenova/transformers' in (published['dependencies'] ?? {})));
    assert.ok('@xenova/transformers' in (published['peerDependencies'] ?? {}));
    run('restore');
    assert.equal(manifest(), own);
  });

  test('the package has what runs, what it needs and what helps, and nothing else', () => {
    const { stdout } = spawnSync('npm', ['pack', '--dry-run', '--json', '--ignore-scripts'], {
      cwd: PROJECT,
      encoding: 'utf8',
    });
    const [packed] = JSON.parse(stdout) as { files: { path: string }[] }[];
    const names = packed?.files.map((file) => file.path) ?? [];
    for (const name of [
      'scripts/wenda.cjs',
      'dist/src/main.js',
      'data/synonyms.txt',
      'LICENSE',
      '.env.example',
    ])
      assert.ok(names.includes(name), name);
    const allowed =
      /^(?:dist\/(?:src|scripts)\/.*\.js|scripts\/\w+\.cjs|data\/(?:articles|calibration|models\/wenda-mini|questions)\/.*|data\/(?:synonyms|sensitive)\.txt|docs\/.*\.md|[A-Z]+(?:\.zh-CN)?\.md|LICENSE|package\.json|\.env\.example)$/;
    assert.deepEqual(
      names.filter((name) => !allowed.test(name)),
      [],
    );
  });

  test(
    'the package, installed into an empty folder, serves a folder',
    { skip: THOROUGH ? false : 'takes a minute; THOROUGH=1 runs it' },
    () => {
      const copy = path.join(temporaryFolder(), 'wenda');
      copyProject(copy);
      const env = Object.fromEntries(
        Object.entries(process.env).filter(([key]) => !/^(?:npm_(?!config_)|INIT_CWD|NODE_)/.test(key)),
      );
      const npm = (cwd: string, ...args: string[]): string => {
        const { status, stdout, stderr } = spawnSync('npm', args, { cwd, encoding: 'utf8', env });
        assert.equal(status, 0, stderr);
        return stdout;
      };
      npm(copy, 'ci', '--ignore-scripts');
      const manifest = readFileSync(path.join(copy, 'package.json'), 'utf8');
      const name = npm(copy, 'pack', '--silent').trim().split('\n').at(-1) ?? '';
      assert.equal(readFileSync(path.join(copy, 'package.json'), 'utf8'), manifest);

      const elsewhere = temporaryFolder();
      npm(elsewhere, 'install', path.join(copy, name));
      const { wenda } = user([path.join(elsewhere, 'node_modules', '.bin', 'wenda')]);
      const { code, stdout, stderr } = wenda(['./docs'], '青禾科技的发行价格\n');
      assert.equal(code, 0, stderr);
      assert.match(stdout, /每股12\.80元/);
      assert.doesNotMatch(stderr, /compil/);
      // Each program finds all its files in the package.
      for (const { name: command } of PACKAGED_COMMANDS)
        assert.equal(wenda([command, '--help']).code, 0, command);
      const other = user([path.join(elsewhere, 'node_modules', '.bin', 'wenda')], {
        EMBEDDING_MODEL: 'Xenova/multilingual-e5-small',
      }).wenda(['build', './docs']);
      assert.match(other.stderr, /the package @xenova\/transformers, which runs it, is not installed/);
    },
  );
});
