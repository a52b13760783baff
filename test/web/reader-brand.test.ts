// The pages with an operator's own name, logo, colour, footer and contact.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Brand } from '../../src/locales/brand.ts';
import { createTranslations, translateTo } from '../../src/locales/translations.ts';
import { chatPage } from '../../src/playground/chat-html.ts';
import { type Setup, WORDS, type Words } from '../../src/playground/page/wire.ts';
import { securityHeaders } from '../../src/web/security-headers.ts';
import { createSiteBrand, type LogoFile } from '../../src/web/site-brand.ts';
import { PNG } from '../support/png.ts';
import { openReader, wordsOf } from './reader-fixture.ts';

const reader = await openReader();
const NAME = 'A&B <百科> "{ $x }" \\';
const i18n = createTranslations(undefined, NAME);
const BRAND: Brand = {
  name: NAME,
  colour: '#8a2be2',
  footer: [{ text: '© <b> ' }, { text: '某公司', url: 'https://example.com/?a=1&b=2' }],
  contact: { label: '客服小李', url: 'https://t.me/anna', address: '@anna' },
};
const LOGO: LogoFile = { bytes: PNG, type: 'image/png' };
const pages = (brand: Brand, file?: LogoFile) =>
  reader.withOptions({
    brand: createSiteBrand(brand, file),
    translate: (language) => translateTo(i18n, language),
  });
const matched = (text: string, pattern: RegExp): string =>
  pattern.exec(text)?.[1] ?? assert.fail(String(pattern));

test('a page has the name in its title, its header and its preview, as plain text', async () => {
  const { read } = pages(BRAND);
  for (const path of ['/', '/a/gongsi-zhuxiao', '/search?q=x', '/nothing-here']) {
    const { text } = await read(path);
    assert.ok(wordsOf(matched(text, /<title>(.*)<\/title>/)).endsWith(NAME), path);
    assert.ok(wordsOf(matched(text, /<a class="site"[^>]*>(.*)<\/a>/)) === NAME, path);
    assert.ok(wordsOf(matched(text, /og:site_name" content="([^"]*)"/)) === NAME, path);
  }
  const feed = (await read('/feed.xml?lang=zh-hans')).text;
  assert.equal(wordsOf(matched(feed, /^<title>(.*)<\/title>$/m)), `${NAME} · 最新专题`);
});

test('a logo file is served under the hash of its content, with its type, for good', async () => {
  const { app, read } = pages(BRAND, LOGO);
  const { text } = await read('/');
  const logo = matched(text, /<img class="logo" src="([^"]+)" alt="" width="1" height="1">/);
  assert.match(logo, /^\/brand\/[\da-f]{16}\.png$/);
  assert.equal(matched(text, /<link rel="icon" href="([^"]+)">/), logo);
  assert.equal(matched(text, /og:image" content="([^"]+)"/), `https://wiki.example${logo}`);
  const response = await app.request(logo);
  assert.equal(response.headers.get('content-type'), 'image/png');
  assert.match(response.headers.get('cache-control') ?? '', /immutable/);
  assert.deepEqual(Buffer.from(await response.arrayBuffer()), PNG);
});

test('a drawing is no picture for previews; without a public address there is none either', async () => {
  const svg: LogoFile = { bytes: Buffer.from('<svg/>'), type: 'image/svg+xml' };
  const { text } = await pages({}, svg).read('/');
  assert.match(text, /<img class="logo" src="\/brand\/[\da-f]{16}\.svg"/);
  assert.doesNotMatch(text, /og:image/);
  const local = reader.withOptions({ brand: createSiteBrand({}, LOGO), publicUrl: undefined });
  assert.doesNotMatch((await local.read('/')).text, /og:image/);
});

test('a logo elsewhere is linked, and its host is the only one that pictures may come from', async () => {
  const brand: Brand = { logo: { url: 'https://cdn.example.com/l.png?v=1' } };
  const { text } = await pages(brand).read('/');
  assert.match(text, /<img class="logo" src="https:\/\/cdn\.example\.com\/l\.png\?v=1" alt="">/);
  assert.match(text, /og:image" content="https:\/\/cdn\.example\.com\/l\.png\?v=1"/);
  const { imageOrigin } = createSiteBrand(brand);
  const policy = securityHeaders(imageOrigin).get('content-security-policy') ?? '';
  assert.match(policy, /img-src 'self' data: https:\/\/cdn\.example\.com;/);
  assert.equal(createSiteBrand(BRAND, LOGO).imageOrigin, undefined);
});

test('the colour comes as custom properties in a style sheet of its own, and as the theme’s colour', async () => {
  const { read } = pages(BRAND);
  const { text } = await read('/');
  const address = matched(
    text,
    /reader\.css[^>]*>\n<link rel="stylesheet" href="(\/brand\/[\da-f]{16}\.css)">/,
  );
  assert.match((await read(address)).text, /^:root\{--brand:#8a2be2;--brand-dark:#[\da-f]{6}\}$/);
  assert.match(text, /theme-color" media="\(prefers-color-scheme: light\)" content="#8a2be2"/);
  const css = (await read(matched(text, /href="(\/reader\.css[^"]*)"/))).text;
  assert.match(css, /--accent:var\(--brand,/);
  assert.match(css, /--accent:var\(--brand-dark,/);
});

test('footer and contact stand at the end of every page, escaped', async () => {
  const { text } = await pages(BRAND).read('/');
  const footer = text.slice(text.indexOf('<footer>'));
  assert.match(
    footer,
    /<span>© &lt;b&gt; <a href="https:\/\/example\.com\/\?a=1&amp;b=2" rel="noopener">某公司<\/a><\/span>/,
  );
  assert.match(footer, /<a href="https:\/\/t\.me\/anna" rel="noopener">客服小李<\/a>/);
});

test('where the wiki has no answer, a search leads to the contact, by its address for mail', async () => {
  const contact = { label: undefined, url: 'mailto:help@example.com', address: 'help@example.com' };
  const { text } = await pages({ contact }).read('/search?q=红烧肉需要炖多久&lang=zh-hans');
  assert.match(
    text,
    /没有讲到这个问题。.*<\/p>\n<p>需要找人时，请联系：<a href="mailto:help@example\.com" rel="noopener">help@example\.com<\/a><\/p>/,
  );
  const { text: plain } = await reader.read('/search?q=红烧肉需要炖多久&lang=zh-hans');
  assert.match(plain, /没有讲到这个问题/);
  assert.doesNotMatch(plain, /需要找人/);
});

test('without a brand a page has nothing of one', async () => {
  const { text } = await reader.read('/');
  assert.doesNotMatch(text, /\/brand\/|theme-color|og:image|class="logo"/);
});

test('the chat page has the same name, logo and colour', () => {
  const t = translateTo(i18n, 'en');
  const words = Object.fromEntries(
    WORDS.map((word) => [word, t(`chat-${word}`, { text: 'wenda' })]),
  ) as Words;
  const setup: Setup = {
    language: 'en',
    languages: [],
    words,
    bot: { name: NAME, username: 'wenda' },
    examples: [],
  };
  const looks = createSiteBrand(BRAND, LOGO);
  const { logo, stylesheet } = looks;
  const text = chatPage(setup, looks).toString();
  assert.equal(wordsOf(matched(text, /<title>(.*)<\/title>/)), `${NAME} · try the bot`);
  assert.ok(
    text.includes(`<img class="logo" src="${logo}" alt="" width="1" height="1">`) &&
      text.includes(`href="${stylesheet}"`),
  );
});
