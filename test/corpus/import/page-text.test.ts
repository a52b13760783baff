import assert from 'node:assert/strict';
import { test } from 'node:test';
import iconv from 'iconv-lite';
import { decodePage } from '../../../src/corpus/import/page-text.ts';
import { fc } from '../../support/property.ts';

const CHINESE = '夜班车从十点开到零点，每二十分钟一班，票价两元。';
const TAIWAN = '夜間公車從十點開到零點，每二十分鐘一班，票價兩元。';
const page = (charset: string, text: string): string =>
  `<html><head><meta http-equiv="Content-Type" content="text/html; charset=${charset}"></head><body>${text}</body></html>`;

test('a page is read in the encoding that it declares', async () => {
  for (const [charset, text] of [
    ['gb2312', CHINESE],
    ['gbk', CHINESE],
    ['big5', TAIWAN],
    ['Shift_JIS', '夜のバスは十時から'],
  ] as const)
    assert.equal(await decodePage(iconv.encode(page(charset, text), charset)), page(charset, text), charset);
});

test('a text without a declaration is read in the encoding that it looks like', async () => {
  for (const charset of ['utf8', 'gbk', 'gb18030', 'utf-16le', 'utf-16be'])
    assert.equal(await decodePage(iconv.encode(CHINESE + '\n', charset)), CHINESE + '\n', charset);
  assert.equal(await decodePage(iconv.encode(TAIWAN, 'big5')), TAIWAN);
});

test('a byte order mark decides and is dropped; two characters of GBK are enough', async () => {
  assert.equal(await decodePage(Buffer.from('\ufeff企业', 'utf16le')), '企业');
  assert.equal(await decodePage(Buffer.from('\ufeff企业')), '企业');
  assert.equal(await decodePage(Uint8Array.of(0xc6, 0xf3, 0xd2, 0xb5)), '企业');
});

test('what the bytes are wins over a declaration that an editor has left behind', async () => {
  assert.equal(await decodePage(Buffer.from(page('gb2312', CHINESE))), page('gb2312', CHINESE));
});

test('a broken byte costs one character', async () => {
  const whole = Buffer.from(page('utf-8', CHINESE));
  const at = whole.indexOf('班');
  const broken = Buffer.concat([whole.subarray(0, at + 2), whole.subarray(at + 3)]);
  assert.equal(await decodePage(broken), page('utf-8', CHINESE).replace('班', '\ufffd'));
});

test('bytes that are no text are refused', async () => {
  assert.equal(
    await decodePage(Buffer.from(Array.from({ length: 500 }, (_, i) => (i * 37) % 256))),
    undefined,
  );
  assert.equal(await decodePage(Buffer.of()), undefined);
});

test('no bytes make reading fail', async () => {
  await fc.assert(
    fc.asyncProperty(fc.uint8Array({ maxLength: 300 }), async (bytes) => {
      const text = await decodePage(bytes);
      assert.ok(text === undefined || typeof text === 'string');
    }),
  );
});
