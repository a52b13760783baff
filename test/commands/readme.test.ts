import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { PROJECT } from '../support/project.ts';

test('the README names the two commands in this order, and they are what package.json and CI run', () => {
  const readme = readFileSync(path.join(PROJECT, 'README.md'), 'utf8');
  assert.ok(readme.indexOf('npm ci && npm start') > 0);
  assert.ok(readme.indexOf('npm ci && npm test') > readme.indexOf('npm ci && npm start'));
  const { scripts } = JSON.parse(readFileSync(path.join(PROJECT, 'package.json'), 'utf8')) as {
    scripts: Record<string, string>;
  };
  assert.match(scripts['start'] ?? '', /^tsc -b && node .*dist\/src\/main\.js$/);
  assert.match(scripts['test'] ?? '', /^tsc -b test && npm run lint && npm run test:unit$/);
  assert.match(readFileSync(path.join(PROJECT, '.ci', 'run'), 'utf8'), /^npm ci && npm test$/m);
});
