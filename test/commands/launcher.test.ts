// The launcher between npm and a command, in a small separate project: it checks Node's version and compiles if
// necessary.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, rmSync, symlinkSync, utimesSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { PROJECT } from '../support/project.ts';
import { temporaryFolder } from '../support/temporary.ts';

type Project = {
  launch: (...args: string[]) => { code: number | null; stdout: string; stderr: string };
  write: (source: string) => void;
  file: (...names: string[]) => string;
};

/** The launcher's files around one command that prints its arguments. */
function smallProject({ compiler }: { compiler: boolean }): Project {
  const folder = temporaryFolder();
  const file = (...names: string[]): string => path.join(folder, ...names);
  for (const name of ['package.json', 'scripts/run.cjs', 'scripts/compiled.cjs', 'scripts/wenda.cjs'])
    cpSync(path.join(PROJECT, name), file(name));
  const compilerOptions = {
    composite: true,
    rootDir: '.',
    outDir: 'dist',
    tsBuildInfoFile: 'dist/.tsbuildinfo',
    module: 'NodeNext',
    lib: ['ES5'],
    types: [],
    skipLibCheck: true,
  };
  writeFileSync(file('tsconfig.json'), JSON.stringify({ compilerOptions, include: ['src'] }));
  mkdirSync(file('src'));
  if (compiler) symlinkSync(path.join(PROJECT, 'node_modules'), file('node_modules'));
  return {
    file,
    write: (source) => {
      writeFileSync(file('src', 'main.ts'), source);
    },
    launch: (...args) => {
      const { status, stdout, stderr } = spawnSync(process.execPath, args, { cwd: folder, encoding: 'utf8' });
      return { code: status, stdout, stderr };
    },
  };
}

const START = ['scripts/run.cjs', 'src/main'];
/** A program that prints a word and its arguments. */
const saying = (word: string): string =>
  `declare const process: { argv: string[] }; declare const console: { log(text: string): void };\nconsole.log(['${word}', ...process.argv.slice(2)].join(' '));\n`;

test('a command is compiled when its sources have changed, and only then', () => {
  const { launch, write, file } = smallProject({ compiler: true });
  write(saying('one'));
  assert.deepEqual(launch(...START, '--loud', 'x'), {
    code: 0,
    stdout: 'one --loud x\n',
    stderr: 'compiling…\n',
  });
  utimesSync(file('src', 'main.ts'), new Date(), new Date(Date.now() + 60_000));
  assert.deepEqual(
    launch(...START),
    { code: 0, stdout: 'one\n', stderr: '' },
    'a new time alone is not a change',
  );
  write(saying('two'));
  assert.deepEqual(launch(...START), { code: 0, stdout: 'two\n', stderr: 'compiling…\n' });
  // Compiled by hand in between: the output is not the launcher's last one.
  write(saying('three'));
  assert.equal(launch(path.join(PROJECT, 'node_modules/typescript/bin/tsc'), '-b').code, 0);
  write(saying('two'));
  assert.equal(launch(...START).stdout, 'two\n');
});

test('sources with errors are not run, not even the second time', () => {
  const { launch, write } = smallProject({ compiler: true });
  write(`${saying('wrong')}const x: number = '';\n`);
  for (const time of ['first', 'second']) {
    const { code, stdout } = launch(...START);
    assert.equal(code, 2, time);
    assert.match(stdout, /main\.ts\(\d+,\d+\): error TS2322/, time);
    assert.doesNotMatch(stdout, /wrong/, time);
  }
});

test('without the compiler it runs the existing output, and says if that is old', () => {
  const { launch, write, file } = smallProject({ compiler: true });
  write(saying('one'));
  assert.equal(launch('scripts/run.cjs').code, 0);
  rmSync(file('node_modules'));
  assert.deepEqual(launch(...START), { code: 0, stdout: 'one\n', stderr: '' });
  write(saying('two'));
  const { stdout, stderr } = launch(...START);
  assert.equal(stdout, 'one\n');
  assert.match(stderr, /^The sources have changed.*\n.*npm ci\n$/);
});

test('without sources, as in the package, there is nothing to compile', () => {
  const { launch, write, file } = smallProject({ compiler: true });
  write(saying('one'));
  assert.equal(launch('scripts/run.cjs').code, 0);
  for (const name of ['src', 'node_modules', 'tsconfig.json']) rmSync(file(name), { recursive: true });
  assert.deepEqual(launch(...START), { code: 0, stdout: 'one\n', stderr: '' });
});

test('without the compiler and any output it says what to do', () => {
  const { launch, write } = smallProject({ compiler: false });
  write(saying('one'));
  const remedy = /^Wenda is not compiled, and the compiler is not installed: run npm ci .*\n.*\n$/;
  const started = launch(...START);
  assert.equal(started.code, 2);
  assert.match(started.stderr, remedy);
  const prepared = launch('scripts/run.cjs');
  assert.equal(prepared.code, 0, 'npm ci --omit=dev itself succeeds');
  assert.match(prepared.stderr, remedy);
});

test('a Node that is too old gets one sentence', () => {
  const { launch, file } = smallProject({ compiler: false });
  for (const [version, isRefused] of [
    ['16.20.2', true],
    ['20.11.1', true],
    ['20.12.0', false],
    ['24.0.0', false],
  ] as const) {
    const pretend = `Object.defineProperty(process.versions, 'node', { value: '${version}' }); Object.defineProperty(process, 'version', { value: 'v${version}' });`;
    writeFileSync(file('old.cjs'), pretend);
    for (const start of [START, ['scripts/wenda.cjs', './docs']]) {
      const { code, stderr } = launch('--require', './old.cjs', ...start);
      assert.equal(code, 2);
      if (isRefused)
        assert.match(stderr, new RegExp(`^Wenda needs Node.js 20.12 or newer, this is v${version}: .*\n$`));
      else assert.doesNotMatch(stderr, /needs Node/);
    }
  }
});
