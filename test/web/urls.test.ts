import assert from 'node:assert/strict';
import { test } from 'node:test';
import { articleUrl } from '../../src/web/urls.ts';

test('an address leads to an article, to a section, or to a sentence by its beginning', () => {
  const site = 'https://wiki.example.org';
  assert.equal(articleUrl(site, 'guide/常见'), `${site}/a/guide/${encodeURIComponent('常见')}`);
  assert.equal(articleUrl(site, 'a', 's1'), `${site}/a/a#s1`);
  const long = new URL(articleUrl(site, 'a', 's1', ' 整机保修一年，电池和电机保修两年，从签收那天算起。'));
  assert.deepEqual(Object.fromEntries(long.searchParams), {
    in: 's1',
    found: '整机保修一年，电池和电机保修两年，从签收',
  });
  assert.equal(long.hash, '#found');
});
