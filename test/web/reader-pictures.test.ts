import assert from 'node:assert/strict';
import { mkdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { createSiteBrand } from '../../src/web/site-brand.ts';
import { gifOf } from '../support/gif.ts';
import { PNG } from '../support/png.ts';
import { temporaryFolder } from '../support/temporary.ts';
import { openReader } from './reader-fixture.ts';

const home = temporaryFolder();
const folder = path.join(home, 'wiki');
mkdirSync(path.join(folder, 'images'), { recursive: true });
writeFileSync(path.join(folder, 'images', 'crane.png'), PNG);
writeFileSync(path.join(folder, 'images', 'unused.png'), PNG);
writeFileSync(path.join(folder, 'images', 'page.png'), '<script>alert(1)</script>');
writeFileSync(path.join(folder, 'images', 'drawing.svg'), '<svg xmlns="http://www.w3.org/2000/svg"/>');
writeFileSync(path.join(home, 'secret.png'), PNG);
symlinkSync(path.join(home, 'secret.png'), path.join(folder, 'images', 'out.png'));
writeFileSync(
  path.join(folder, 'crane.md'),
  [
    '---\ntitle: 岸边起重机\ndate: 2026-01-01\n---\n\n## 基本释义\n\n起重机在岸边装卸货柜。',
    '![起重机](images/crane.png) ![页](images/page.png) ![画](images/drawing.svg) ![外](images/out.png)',
    '![上](../secret.png) ![远](https://x.example/a.png) ![根](/etc/passwd)',
  ].join('\n\n'),
);
const { app, read, wiki } = await openReader(folder);
const section = wiki.reader.card(wiki.reader.bySlug('crane')?.articleId ?? '')?.contents[0]?.sectionId ?? '';

test('a picture that an article shows is served, and not sent again while it is the same', async () => {
  const { text } = await read('/a/crane');
  assert.ok(
    text.includes(`<img src="/pictures/${section}/0" alt="起重机" width="1" height="1" loading="lazy">`),
  );
  const first = await app.request(`/pictures/${section}/0`);
  assert.equal(first.status, 200);
  assert.equal(first.headers.get('content-type'), 'image/png');
  assert.equal(first.headers.get('cache-control'), 'no-cache');
  assert.deepEqual(Buffer.from(await first.arrayBuffer()), PNG);
  const tag = first.headers.get('etag') ?? '';
  const again = await app.request(`/pictures/${section}/0`, { headers: { 'if-none-match': tag } });
  assert.equal(again.status, 304);
});

test('nothing else is served: no page or drawing, no file outside the folder, nothing the article does not show', async () => {
  const { text } = await read('/a/crane');
  assert.match(text, /<a href="https:\/\/x\.example\/a\.png"[^>]*>远<\/a>/);
  const positions = [1, 2, 3, 4, 5, 6, 7, 9999, '0x0', '-1', '%2e%2e', '../crane.md', 'images/unused.png'];
  for (const at of [
    ...positions.map((position) => `/pictures/${section}/${position}`),
    '/pictures/gone/0',
    '/pictures/images/crane.png',
    '/pictures/..%2f..%2fsecret.png/0',
    '/images/crane.png',
  ])
    assert.equal((await app.request(at)).status, 404, at);
});

test('a picture has its size before it comes; one that is not there, or is damaged, has none', async () => {
  const articlesDir = temporaryFolder();
  writeFileSync(path.join(articlesDir, 'plan.gif'), gifOf(640, 360));
  writeFileSync(path.join(articlesDir, 'torn.png'), PNG.subarray(0, 12));
  const text = '# 码头\n\n![图](plan.gif)\n\n![残](torn.png)\n\n![无](gone.png)\n';
  writeFileSync(path.join(articlesDir, 'quay.md'), text);
  const { read } = await openReader(articlesDir);
  const page = (await read('/a/quay')).text;
  assert.match(page, /alt="图" width="640" height="360" loading="lazy">/);
  assert.match(page, /alt="残" loading="lazy">/);
  assert.match(page, /alt="无" loading="lazy">/);
  // The file is not opened again for the next reader.
  rmSync(path.join(articlesDir, 'plan.gif'));
  assert.match((await read('/a/quay')).text, /alt="图" width="640" height="360"/);
});

test('a preview shows the first picture of an article that is large enough, else the logo', async () => {
  const articlesDir = temporaryFolder();
  writeFileSync(path.join(articlesDir, 'icon.gif'), gifOf(32, 32));
  writeFileSync(path.join(articlesDir, 'wide.gif'), gifOf(800, 400));
  writeFileSync(path.join(articlesDir, 'a.md'), '# 甲\n\n![小](icon.gif) 文字。\n\n![大](wide.gif)\n');
  writeFileSync(path.join(articlesDir, 'b.md'), '# 乙\n\n![小](icon.gif) 文字。\n');
  const brand = createSiteBrand({}, { bytes: PNG, type: 'image/png' });
  const { withOptions, wiki } = await openReader(articlesDir);
  const preview = async (at: string, publicUrl?: string): Promise<string | undefined> => {
    const page = await withOptions({ brand, publicUrl }).read(at);
    return /og:image" content="([^"]*)"/.exec(page.text)?.[1];
  };
  const section = wiki.reader.card(wiki.reader.bySlug('a')?.articleId ?? '')?.contents[0]?.sectionId ?? '';
  const site = 'https://wiki.example';
  assert.equal(await preview('/a/a', site), `${site}/pictures/${section}/1`);
  for (const at of ['/a/b', '/']) assert.equal(await preview(at, site), `${site}${brand.logo}`);
  assert.equal(await preview('/a/a'), undefined);
});
