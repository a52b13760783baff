// Pages beyond their share.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  createTranslations,
  type Language,
  type Translate,
  translateTo,
} from '../../src/locales/translations.ts';
import { createPageShare } from '../../src/web/page-share.ts';
import { createSiteBrand } from '../../src/web/site-brand.ts';
import { PNG } from '../support/png.ts';
import { openReader, wordsOf } from './reader-fixture.ts';

const { withOptions, read } = await openReader();
/** A share in which the wait is over at once, and a page that has the turn and does not end. */
const share = createPageShare({
  later: (_, call) => {
    const waiting = setImmediate(call);
    return () => {
      clearImmediate(waiting);
    };
  },
});
void share.take('search', () => new Promise(() => undefined));
const { app } = withOptions({ share });

test('pages that get no turn in time are answered with 503, when to come again, and a sentence', async () => {
  for (const [path, accepted, sentence] of [
    ['/search?q=x', 'zh-CN,zh;q=0.9', '当前访问人数较多，请稍后再试。'],
    ['/', 'zh-TW', '目前瀏覽人數較多，請稍後再試。'],
    ['/a/links?lang=en', 'zh-CN', 'Many people are reading right now. Please try again in a moment.'],
    ['/feed.xml', 'en', 'Many people are reading right now. Please try again in a moment.'],
    ['/nothing', 'en', 'Many people are reading right now. Please try again in a moment.'],
  ] as const) {
    const response = await app.request(path, { headers: { 'accept-language': accepted } });
    assert.equal(response.status, 503, path);
    assert.equal(response.headers.get('retry-after'), '2');
    assert.equal(response.headers.get('cache-control'), 'no-store');
    assert.equal(response.headers.get('etag'), null);
    const text = await response.text();
    assert.ok(wordsOf(text).includes(sentence), path);
    assert.ok(Buffer.byteLength(text) < 1200, path);
  }
});

test('the page of a busy moment has the operator’s name, logo and colour, and no script', async () => {
  const brand = createSiteBrand({ colour: '#8a2be2' }, { bytes: PNG, type: 'image/png' });
  const translate = (language: Language): Translate =>
    translateTo(createTranslations(undefined, '某某百科'), language);
  const { text } = await withOptions({ share, brand, translate }).read('/');
  assert.match(text, /<title>[^<]* · 某某百科<\/title>/);
  assert.ok(text.includes(`<a class="site" href="/"><img class="logo" src="${brand.logo}"`));
  assert.match(text, /<\/a><\/header>/);
  assert.ok(text.includes(`<link rel="stylesheet" href="${brand.stylesheet}">`));
  assert.match(text, /theme-color" media="\(prefers-color-scheme: light\)" content="#8a2be2"/);
  assert.doesNotMatch(text, /<script/);
});

test('style and scripts need no turn', async () => {
  for (const path of ['/reader.css', '/reader.js', '/article.js'])
    assert.equal((await app.request(path)).status, 200, path);
});

test('many searches at once are all answered, in their turn', async () => {
  const pages = await Promise.all(Array.from({ length: 5 }, (_, i) => read(`/search?q=青禾 ${i}`)));
  assert.deepEqual(
    pages.map(({ status }) => status),
    [200, 200, 200, 200, 200],
  );
});
