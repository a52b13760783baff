import assert from 'node:assert/strict';
import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
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
  assert.ok(text.includes(`<img src="/pictures/${section}/0" alt="起重机" loading="lazy">`));
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
