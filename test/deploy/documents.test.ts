// Documents and their Chinese twins: the same commands in the same order, and no link into nothing. `npm run prove --
// deploy` runs the commands of docs/operations.md.
import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { shellBlocks } from '../../scripts/measure/proofs/deploy/blocks.ts';
import { CHECKS } from '../../scripts/measure/proofs/deploy/checks.ts';
import { PROJECT } from '../support/project.ts';

const textOf = (file: string): string => readFileSync(path.join(PROJECT, file), 'utf8');
const ENGLISH = textOf('docs/operations.md');
const CHINESE = textOf('docs/operations.zh-CN.md');
const TWINS = [
  [ENGLISH, CHINESE],
  [textOf('docs/operators.md'), textOf('docs/operators.zh-CN.md')],
] as const;
const withoutBlocks = (page: string): string => page.replace(/^```[\s\S]*?^```$/gm, '');
const headings = (page: string): string[] =>
  [...withoutBlocks(page).matchAll(/^#+ (.+)$/gm)].map(([, heading = '']) => heading);

/** The anchor that GitHub gives a heading. */
const anchorOf = (heading: string): string =>
  heading
    .toLowerCase()
    .replace(/[^\p{L}\p{N}\s_-]/gu, '')
    .replace(/\s/g, '-');

test('both languages have as many sections, the same commands in the same order, and as many rows in their tables', () => {
  const fenced = (page: string): string[] => page.match(/^```[\s\S]*?^```$/gm) ?? [];
  const rows = (page: string): number[] =>
    page.split(/^## /m).map((section) => (section.match(/^\|.*\|$/gm) ?? []).length);
  for (const [english, chinese] of TWINS) {
    assert.equal(headings(chinese).length, headings(english).length);
    assert.deepEqual(fenced(chinese), fenced(english));
    assert.deepEqual(rows(chinese), rows(english));
  }
  assert.ok(shellBlocks(ENGLISH).length > 10);
});

test('both languages name the same settings, metrics and files', () => {
  const names = (page: string): string[] =>
    [...new Set(page.match(/\b[A-Z]{2,}_[A-Z_]+\b|\bwenda_\w+|\.\.\/deploy\/[\w@.-]+/g))].sort();
  for (const [english, chinese] of TWINS) assert.deepEqual(names(chinese), names(english));
});

test('every relative link of the documents leads to a file, and to a heading if it names one', () => {
  const documents = ['.', 'docs'].flatMap((folder) =>
    readdirSync(path.join(PROJECT, folder))
      .filter((name) => name.endsWith('.md'))
      .map((name) => path.join(folder, name)),
  );
  let links = 0;
  for (const document of documents) {
    const page = withoutBlocks(textOf(document));
    for (const [, target = ''] of page.matchAll(/\]\((?!\w+:)([^)\s]+)\)/g)) {
      const [file = '', anchor] = decodeURIComponent(target).split('#');
      const at = file === '' ? document : path.join(path.dirname(document), file);
      assert.ok(existsSync(path.join(PROJECT, at)), `${document}: ${target}`);
      if (anchor !== undefined)
        assert.ok(headings(textOf(at)).map(anchorOf).includes(anchor), `${document}: ${target}`);
      links++;
    }
  }
  assert.ok(links > 60, String(links));
});

test('every check of the proof finds its commands, each on a block of its own', () => {
  const scripts = shellBlocks(ENGLISH)
    .filter(({ kind }) => kind === '')
    .map(({ script }) => script);
  const found = Object.keys(CHECKS).map((text) => scripts.findIndex((script) => script.includes(text)));
  assert.ok(!found.includes(-1), Object.keys(CHECKS)[found.indexOf(-1)]);
  assert.equal(new Set(found).size, found.length);
});
