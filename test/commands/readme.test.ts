import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { PROJECT } from '../support/project.ts';

const textOf = (...names: string[]): string => readFileSync(path.join(PROJECT, ...names), 'utf8');

test('the README names the two commands in this order, and CI runs the second', () => {
  const readme = textOf('README.md');
  assert.ok(readme.indexOf('npm ci && npm start') > 0);
  assert.ok(readme.indexOf('npm ci && npm test') > readme.indexOf('npm ci && npm start'));
  assert.match(textOf('.ci', 'run'), /^npm ci && npm test$/m);
});

test('both READMEs are short, link to each other, and have the same commands, settings and pictures', () => {
  const [english, chinese] = [textOf('README.md'), textOf('README.zh-CN.md')];
  assert.match(english, /\(README\.zh-CN\.md\)/);
  assert.match(chinese, /\(README\.md\)/);
  for (const text of [english, chinese]) assert.ok(text.split('\n').length < 120);
  const named = (text: string): string[] => [
    ...[...text.matchAll(/npm run (?:-s )?[a-z-]+|npx [^`]+/g)].map(([command]) => command),
    ...[...text.matchAll(/`([A-Z]+_?[A-Z_]*)`/g)].map(([, key = '']) => key),
    ...[...text.matchAll(/data\/screenshots\/[\w.-]+/g)].map(([file]) => file),
  ];
  assert.deepEqual(named(chinese), named(english));
  const settings = textOf('.env.example');
  for (const name of named(english))
    if (name.startsWith('data/')) assert.ok(existsSync(path.join(PROJECT, name)), name);
    else if (/^[A-Z]/.test(name)) assert.ok(settings.includes(`${name}=`), name);
});

test('every npm command that documents and messages name exists, and so does every program that one starts', () => {
  const { scripts } = JSON.parse(textOf('package.json')) as { scripts: Record<string, string> };
  const texts = [
    'README.md',
    'README.zh-CN.md',
    'DESIGN.md',
    'docs/operations.md',
    '.env.example',
    'docs/bench.md',
    'docs/proofs.md',
    '.ci/run',
  ].map((name) => textOf(name));
  const named = texts.flatMap((text) =>
    [...text.matchAll(/npm (?:run (?:-s )?([a-z][a-z-]*)|(start|test))\b/g)].map(
      ([, run, own]) => run ?? own ?? '',
    ),
  );
  assert.ok(named.length > 20);
  for (const name of new Set(named)) assert.ok(name in scripts, `npm run ${name}`);
  const programs = Object.values(scripts).flatMap((line) =>
    [...line.matchAll(/run\.cjs ((?:src|scripts)\/\S+)|node .*?dist\/(\S+)\.js/g)].map(
      ([, ours, compiled]) => ours ?? compiled ?? '',
    ),
  );
  assert.ok(programs.length > 8);
  for (const program of programs) assert.ok(existsSync(path.join(PROJECT, 'dist', `${program}.js`)), program);
});
