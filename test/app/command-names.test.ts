import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { asTyped, PACKAGED_COMMANDS } from '../../src/app/command-names.ts';
import { PROJECT } from '../support/project.ts';

test('in a clone messages name npm’s scripts, in a package its own commands', () => {
  for (const [message, packaged] of [
    ['there is no index in x; run npm run build-index', 'there is no index in x; run npx wenda build'],
    [
      'leave them out with: npm run build-index -- --skip-bad',
      'leave them out with: npx wenda build --skip-bad',
    ],
    ['write: npm run -s ask -- QUESTION', 'write: npx wenda ask QUESTION'],
    ['usage: npm run import-pages -- FILE [options]', 'usage: npx wenda import FILE [options]'],
    ['usage: npm start -- [options]', 'usage: npx wenda [options]'],
    ['as npm start does', 'as npx wenda does'],
    ['a C++ toolchain, then npm ci and npm start', 'a C++ toolchain, then install Wenda again'],
    ['npm run bench -- all, npm run start-up', 'npm run bench -- all, npm run start-up'],
  ] as const) {
    assert.equal(asTyped(message, undefined), message);
    assert.equal(asTyped(message, 'npx wenda'), packaged);
  }
});

test('in a package they name the folder that was typed, as a shell takes it', () => {
  for (const [folder, named] of [
    ['./docs', './docs'],
    ['docs', './docs'],
    ['..', '..'],
    ['/srv/wiki', '/srv/wiki'],
    ['my docs', "'./my docs'"],
    ["./it's $HOME", "'./it'\\''s $HOME'"],
    ['$&', "'./$&'"],
  ] as const) {
    const message = 'run npm run build-index -- --force, npm run calibrate, or npm start';
    assert.equal(
      asTyped(message, 'wenda', folder),
      `run wenda build ${named} --force, wenda calibrate, or wenda ${named}`,
    );
  }
});

test('every command of the package is a script of npm that starts the same program', () => {
  const { scripts } = JSON.parse(readFileSync(path.join(PROJECT, 'package.json'), 'utf8')) as {
    scripts: Record<string, string>;
  };
  for (const { script } of PACKAGED_COMMANDS) {
    assert.match(scripts[script] ?? '', new RegExp(`run\\.cjs scripts/${script}$`), script);
    assert.ok(existsSync(path.join(PROJECT, 'dist', 'scripts', `${script}.js`)), script);
  }
});
