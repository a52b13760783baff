import assert from 'node:assert/strict';
import { test } from 'node:test';
import { slugsOf } from '../../src/corpus/file-names.ts';
import { fc } from '../support/property.ts';

const slugs = (...files: string[]): Record<string, string> => Object.fromEntries(slugsOf(files.sort()));

test('a name that is there once is the slug; the page of a folder has the folder’s name', () => {
  assert.deepEqual(
    slugs('a.md', 'guide/b.MD', 'guide/index.md', 'api/README.md', 'x/_index.md', 'index.md'),
    {
      'a.md': 'a',
      'guide/b.MD': 'b',
      'guide/index.md': 'guide',
      'api/README.md': 'api',
      'x/_index.md': 'x',
      'index.md': 'index',
    },
  );
});

test('of several files of one name each has its path, so one at the top keeps the name', () => {
  assert.deepEqual(slugs('faq.md', 'api/faq.md', 'guide/FAQ.md', 'guide/other.md'), {
    'faq.md': 'faq',
    'api/faq.md': 'api/faq',
    'guide/FAQ.md': 'guide/FAQ',
    'guide/other.md': 'other',
  });
  assert.deepEqual(slugs('guide.md', 'guide/index.md', 'guide/README.md'), {
    'guide.md': 'guide',
    'guide/README.md': 'guide/README',
    'guide/index.md': 'guide/index',
  });
  assert.deepEqual(slugs('a.md', 'a.mdx', 'A.MD'), { 'A.MD': 'A', 'a.md': 'a-2', 'a.mdx': 'a-3' });
});

test('every file has a slug of its own, in any case, and files of other names do not change it', () => {
  const part = fc.constantFrom('a', 'A', 'b', 'index', 'README', '_index');
  const file = fc
    .tuple(fc.array(part, { minLength: 1, maxLength: 3 }), fc.constantFrom('md', 'MD', 'mdx'))
    .map(([parts, extension]) => `${parts.join('/')}.${extension}`);
  fc.assert(
    fc.property(fc.uniqueArray(file, { maxLength: 12 }), (files) => {
      const sorted = [...files].sort();
      const given = slugsOf(sorted);
      assert.equal(given.size, files.length);
      assert.equal(new Set([...given.values()].map((slug) => slug.toLowerCase())).size, files.length);
      const more = slugsOf([...sorted, 'x/another-name.md'].sort());
      for (const one of files) assert.equal(more.get(one), given.get(one));
    }),
  );
});
