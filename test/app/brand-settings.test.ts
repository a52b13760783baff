// The operator's own name, looks and contact, as they are read from the environment and from the logo's file.
import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { parse } from 'dotenv';
import { type Environment, loadConfig } from '../../src/app/config.ts';
import { openLogo } from '../../src/app/open-logo.ts';
import { Failure } from '../../src/system/failure.ts';
import { PNG } from '../support/png.ts';
import { temporaryFolder } from '../support/temporary.ts';

const brandOf = (env: Environment) => loadConfig(env, '/srv/wenda').brand;
const isRefused = (env: Environment, message: RegExp): void => {
  assert.throws(
    () => brandOf(env),
    (error) => error instanceof Failure && message.test(error.message),
    JSON.stringify(env),
  );
};

test('without a key Wenda keeps its own name and looks', () => {
  assert.deepEqual(Object.values(brandOf({})), [undefined, undefined, undefined, undefined, undefined]);
});

test('a name is one short line', () => {
  assert.equal(brandOf({ WIKI_NAME: ' A&B “知识库” {x} ' }).name, 'A&B “知识库” {x}');
  for (const name of [
    '长'.repeat(41),
    'two\nlines',
    'bell\u0007',
    '\ud800',
    '\u200b\u2060',
    'a\u2028b',
    '\u202e左',
  ])
    isRefused({ WIKI_NAME: name }, /WIKI_NAME is ".*"; write one line of at most 40 characters/s);
});

test('a contact has a label that readers see, or none', () => {
  assert.equal(brandOf({ CONTACT: '人工 @wenda_help' }).contact?.label, '人工');
  isRefused({ CONTACT: '\u200b @wenda_help' }, /CONTACT is ".*"; write @name/);
});

test('a logo is a picture file, relative to the project, or an address with https', () => {
  assert.deepEqual(brandOf({ WIKI_LOGO: 'brand/Logo.PNG' }).logo, {
    file: path.resolve('/srv/wenda/brand/Logo.PNG'),
  });
  assert.deepEqual(brandOf({ WIKI_LOGO: 'https://cdn.example.com/l' }).logo, {
    url: 'https://cdn.example.com/l',
  });
  for (const logo of ['logo.gif', 'logo', 'http://cdn.example.com/l.png', 'https://'])
    isRefused({ WIKI_LOGO: logo }, /WIKI_LOGO is ".*"; write a file with the ending png/);
});

test('a colour has six digits, with or without the sign that begins a comment in .env', () => {
  assert.equal(brandOf({ WIKI_COLOUR: '#8A2be2' }).colour, '#8a2be2');
  assert.equal(brandOf({ WIKI_COLOUR: '8a2be2' }).colour, '#8a2be2');
  assert.equal(brandOf(parse('WIKI_COLOUR="#8a2be2"')).colour, '#8a2be2');
  for (const colour of ['#8a2', 'purple', '#8a2be2ff', 'rgb(1,2,3)'])
    isRefused({ WIKI_COLOUR: colour }, /WIKI_COLOUR is ".*"; write a colour such as "#1d6b57"/);
});

test('a footer is one line, with links to the web, mail and telephone', () => {
  assert.deepEqual(
    brandOf({ WIKI_FOOTER: '© [某公司](https://example.com/关于) · [邮件](mailto:a@example.com)' }).footer,
    [
      { text: '© ' },
      { text: '某公司', url: 'https://example.com/关于' },
      { text: ' · ' },
      { text: '邮件', url: 'mailto:a@example.com' },
    ],
  );
  assert.deepEqual(brandOf({ WIKI_FOOTER: '<b>[no link] (x)' }).footer, [{ text: '<b>[no link] (x)' }]);
  for (const footer of ['[x](javascript:alert)', '[x](/path)', 'x'.repeat(301), 'a\nb'])
    isRefused({ WIKI_FOOTER: footer }, /WIKI_FOOTER is ".*"; write one line/s);
});

test('a contact is a name in Telegram or an address, with or without a label', () => {
  const contacts = {
    '@anna_help': [undefined, 'https://t.me/anna_help', '@anna_help'],
    '客服小李 https://t.me/+AbCd': ['客服小李', 'https://t.me/+AbCd', 'https://t.me/+AbCd'],
    't.me/wiki_chat': [undefined, 'https://t.me/wiki_chat', 'https://t.me/wiki_chat'],
    'Help desk mailto:help@example.com?subject=wiki': [
      'Help desk',
      'mailto:help@example.com?subject=wiki',
      'help@example.com',
    ],
    'tel:+86-10-1234': [undefined, 'tel:+86-10-1234', '+86-10-1234'],
    'https://example.com/ask?a=b': [undefined, 'https://example.com/ask?a=b', 'https://example.com/ask?a=b'],
  };
  for (const [value, [label, url, address]] of Object.entries(contacts))
    assert.deepEqual(brandOf({ CONTACT: value }).contact, { label, url, address }, value);
  for (const value of [
    '小李',
    '@ab',
    'mailto:nobody',
    'tel:abc',
    'ftp://x.example',
    `${'长'.repeat(41)} @anna`,
  ])
    isRefused({ CONTACT: value }, /CONTACT is ".*"; write @name, or an address with https:/);
});

test('a logo file is read with the type of its content', async () => {
  const folder = temporaryFolder();
  const file = (name: string, content: string | Buffer): { file: string } => {
    writeFileSync(path.join(folder, name), content);
    return { file: path.join(folder, name) };
  };
  assert.equal((await openLogo(file('a.jpg', PNG)))?.type, 'image/png');
  assert.equal(
    (await openLogo(file('a.svg', '<?xml version="1.0"?>\n<svg xmlns="x"/>')))?.type,
    'image/svg+xml',
  );
  assert.equal(await openLogo({ url: 'https://cdn.example.com/l.png' }), undefined);
  assert.equal(await openLogo(undefined), undefined);
  for (const [logo, message] of [
    [file('b.png', '<html>'), /is no picture in the format png, jpg, svg or webp/],
    [file('b.webp', Buffer.from('GIF89a')), /is no picture/],
    [file('large.png', Buffer.alloc(1024 * 1024 + 1)), /is no file of at most 1 MB/],
    [{ file: folder }, /is no file of at most 1 MB/],
    [{ file: path.join(folder, 'missing.png') }, /WIKI_LOGO: .*missing\.png cannot be read/],
  ] as const)
    await assert.rejects(openLogo(logo), (error) => error instanceof Failure && message.test(error.message));
});
