import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { createPictures, type Pictures } from '../../src/corpus/pictures.ts';
import { gifOf } from '../support/gif.ts';
import { fc } from '../support/property.ts';
import { temporaryFolder } from '../support/temporary.ts';

const PNG = '\x89PNG\r\n\x1a\n';

/** A folder `wiki` with files beside it that nobody may see; contents are bytes as Latin-1. */
function wikiWith(files: Record<string, string>): { wiki: string; pictures: Pictures } {
  const outside = temporaryFolder();
  const wiki = path.join(outside, 'wiki');
  mkdirSync(wiki);
  for (const [name, content] of Object.entries(files)) {
    mkdirSync(path.dirname(path.join(wiki, name)), { recursive: true });
    writeFileSync(path.join(wiki, name), content, 'latin1');
  }
  return { wiki, pictures: createPictures(wiki) };
}

/** The content of a found picture behind its magic bytes. */
async function found(pictures: Pictures, article: string, src: string): Promise<string | undefined> {
  return (await pictures.find(article, src))?.bytes.toString('latin1').replace(PNG, '');
}

test('a picture is found beside its article, above it and from the root of the wiki', async () => {
  const { pictures } = wikiWith({
    'a.png': `${PNG}root`,
    'guide/a.png': `${PNG}guide`,
    'guide/img/a.png': `${PNG}img`,
    'media/b.png': `${PNG}media`,
  });
  assert.equal(await found(pictures, 'guide/x.md', 'a.png'), 'guide');
  assert.equal(await found(pictures, 'guide/x.md', './img/a.png'), 'img');
  assert.equal(await found(pictures, 'guide/x.md', '../a.png'), 'root');
  assert.equal(await found(pictures, 'guide/x.md', '/a.png'), 'root');
  assert.equal(await found(pictures, 'guide/x.md', 'media/b.png'), 'media');
});

test('a picture named alone, or below the root that a site serves, is found wherever it lies', async () => {
  const { pictures } = wikiWith({
    'notes/附件/流程图.png': `${PNG}note`,
    'static/media/plan.png': `${PNG}static`,
    'old/archive/media/plan.png': `${PNG}farther`,
  });
  assert.equal(await found(pictures, 'x.md', '流程图.png'), 'note');
  assert.equal(await found(pictures, 'x.md', '流程图.PNG'), 'note');
  assert.equal(await found(pictures, 'docs/x.md', '/media/plan.png'), 'static');
  assert.equal(await found(pictures, 'docs/x.md', '../media/plan.png'), 'static');
  assert.equal(await found(pictures, 'x.md', 'an.png'), undefined);
});

test('the size of a picture is that of the file which would be found', async () => {
  const gif = gifOf(320, 200).toString('latin1');
  const { pictures } = wikiWith({
    'guide/a.gif': '<html>',
    'a.gif': gif,
    'media/b.gif': gif.slice(0, 8),
    'old/media/b.gif': gif,
    'long.gif': gif + ' '.repeat(2_000_000),
  });
  assert.deepEqual(await pictures.size('guide/x.md', 'a.gif'), { width: 320, height: 200 });
  assert.deepEqual(await pictures.size('x.md', 'long.gif'), { width: 320, height: 200 });
  assert.equal(await pictures.size('x.md', 'media/b.gif'), undefined);
  for (const src of ['gone.gif', 'https://x.example/a.gif', '../a.gif/..', '/etc/passwd'])
    assert.equal(await pictures.size('guide/x.md', src), undefined, src);
});

test('addresses are read with percent signs, queries, back slashes and composed letters', async () => {
  const { pictures } = wikiWith({
    'a b.png': `${PNG}blank`,
    '50%.png': `${PNG}percent`,
    'C#.png': `${PNG}sharp`,
    'img/caf\u0065\u0301.png': `${PNG}café`,
  });
  assert.equal(await found(pictures, 'x.md', 'a%20b.png'), 'blank');
  assert.equal(await found(pictures, 'x.md', 'a b.png?raw=true#right'), 'blank');
  assert.equal(await found(pictures, 'x.md', '50%.png'), 'percent');
  assert.equal(await found(pictures, 'x.md', 'C#.png'), 'sharp');
  assert.equal((await pictures.find('x.md', 'img\\caf\u00e9.png')) !== undefined, true);
});

test('the type is told by the content, and what is no picture stays where it is', async () => {
  const { pictures } = wikiWith({
    'a.dat': `${PNG}x`,
    'b.png': '\xff\xd8\xff\xe0',
    'c.png': 'GIF89a',
    'd.png': 'RIFF\x10\x00\x00\x00WEBPVP8 ',
    'secret.png': 'password: 1234',
    'lfs.png': 'version https://git-lfs.github.com/spec/v1',
    'page.png': '<svg xmlns="http://www.w3.org/2000/svg"><script/></svg>',
    'empty.png': '',
    'large.png': PNG + 'x'.repeat(10 * 1024 * 1024),
  });
  const type = async (src: string): Promise<string | undefined> => (await pictures.find('x.md', src))?.type;
  assert.equal(await type('a.dat'), 'image/png');
  assert.equal(await type('b.png'), 'image/jpeg');
  assert.equal(await type('c.png'), 'image/gif');
  assert.equal(await type('d.png'), 'image/webp');
  for (const other of ['secret.png', 'lfs.png', 'page.png', 'empty.png', 'large.png', 'missing.png'])
    assert.equal(await type(other), undefined, other);
});

test('a link out of the folder, a folder and a pipe are no pictures; a link inside is followed', async () => {
  const { wiki, pictures } = wikiWith({ 'in.png': `${PNG}in`, 'folder.png/x.txt': '' });
  writeFileSync(path.join(wiki, '..', 'out.png'), `${PNG}out`, 'latin1');
  symlinkSync('../out.png', path.join(wiki, 'escape.png'));
  symlinkSync('..', path.join(wiki, 'up'));
  symlinkSync('in.png', path.join(wiki, 'alias.png'));
  execFileSync('mkfifo', [path.join(wiki, 'pipe.png')]);
  for (const src of ['escape.png', 'up/out.png', '../out.png', '/../out.png', 'folder.png', 'pipe.png'])
    assert.equal(await found(pictures, 'x.md', src), undefined, src);
  assert.equal(await found(pictures, 'x.md', 'alias.png'), 'in');
});

test('hidden files, other addresses and a missing wiki give nothing', async () => {
  const { wiki, pictures } = wikiWith({ '.git/a.png': PNG, 'a.png': PNG });
  for (const src of [
    '.git/a.png',
    'https://example.com/a.png',
    '//example.com/a.png',
    'data:image/png,x',
    '',
  ])
    assert.equal(await pictures.find('x.md', src), undefined, src);
  assert.equal(await createPictures(path.join(wiki, 'none')).find('x.md', 'a.png'), undefined);
});

test('a picture added while the wiki is served is found', async () => {
  const { wiki, pictures } = wikiWith({});
  assert.equal(await found(pictures, 'x.md', 'late.png'), undefined);
  mkdirSync(path.join(wiki, 'img'));
  writeFileSync(path.join(wiki, 'img/late.png'), `${PNG}late`, 'latin1');
  assert.equal(await found(pictures, 'x.md', 'late.png'), 'late');
});

test('whatever an article writes, nothing outside the folder is read', async () => {
  const { wiki, pictures } = wikiWith({ 'docs/in.png': `${PNG}in` });
  writeFileSync(path.join(wiki, '..', 'out.png'), `${PNG}out`, 'latin1');
  const part = fc.constantFrom(
    '..',
    '.',
    '/',
    '\\',
    '%2e%2e',
    '%2f',
    'out.png',
    'in.png',
    'docs',
    '\0',
    '?',
    '#',
  );
  await fc.assert(
    fc.asyncProperty(
      fc.array(part, { maxLength: 8 }),
      fc.array(part, { maxLength: 4 }),
      async (src, file) => {
        for (const glue of ['', '/']) {
          const content = await found(pictures, file.join('/'), src.join(glue));
          assert.ok(content === undefined || content === 'in');
        }
      },
    ),
  );
});
