import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { after, test } from 'node:test';
import { fc } from '../support/property.ts';
import type { Catalogue } from '../../src/index/catalogue.ts';
import type { CatalogueArticle } from '../../src/index/catalogue-article.ts';
import { decodeCatalogue, encodeCatalogue, openCatalogueFile } from '../../src/index/catalogue-file.ts';
import { temporaryFolder } from '../support/temporary.ts';

const file = path.join(temporaryFolder(), 'catalogue.jsonl');

async function read(lines: string | Uint8Array): Promise<Catalogue> {
  writeFileSync(file, lines);
  const { catalogue, close } = await openCatalogueFile(file);
  after(close);
  return catalogue;
}

/** Line ends of other formats, and JSON's escapes, must not mislead the reading of lines. */
const text = fc.string({ unit: fc.constantFrom('a', '企', '😀', '"', '\\', '\n', '\r', '\u2028', ' ') });
const articles = fc.array(
  fc.record({
    title: text,
    related: fc.array(text, { maxLength: 3 }),
    source: fc.option(text, { nil: undefined }),
    headings: fc.array(fc.array(text, { maxLength: 3 }), { maxLength: 5 }),
    passages: fc.integer({ min: 1, max: 4 }),
  }),
);

test('written articles are found by id, slug, title, section and passage', async () => {
  await fc.assert(
    fc.asyncProperty(articles, async (given) => {
      let firstPassage = 0;
      const written = given.map(({ title, related, source, headings, passages }, i): CatalogueArticle => {
        const sections = headings.map((headingPath, j) => {
          const section = { id: `s${i}-${j}`, headingPath, firstPassage, passages };
          firstPassage += passages;
          return section;
        });
        const head = {
          slug: `slug-${i}`,
          file: `slug-${i}.md`,
          title,
          date: '2024-05-01',
          folder: [],
          views: i,
          related,
          id: `a${i}`,
        };
        return { ...head, ...(source === undefined ? {} : { source }), sections };
      });
      const bytes = encodeCatalogue(written);
      assert.deepEqual(decodeCatalogue(bytes), written);
      const catalogue = await read(bytes);
      assert.deepEqual(catalogue.articles, written);
      assert.equal(catalogue.passages, firstPassage);
      let sectionIndex = 0;
      for (const [i, article] of written.entries()) {
        const own: CatalogueArticle | undefined = catalogue.articles[i];
        assert.ok(own !== undefined);
        assert.equal(catalogue.byId(article.id), own);
        assert.equal(catalogue.bySlug(article.slug), own);
        assert.equal(catalogue.byTitle(article.title)?.title, article.title);
        for (const section of article.sections) {
          assert.deepEqual(catalogue.bySectionId(section.id), { article: own, section });
          for (let ordinalInSection = 0; ordinalInSection < section.passages; ordinalInSection++)
            assert.deepEqual(catalogue.place(section.firstPassage + ordinalInSection), {
              article: own,
              section,
              sectionIndex,
              ordinalInSection,
            });
          sectionIndex++;
        }
      }
      assert.equal(catalogue.byId('nobody'), undefined);
      assert.equal(catalogue.bySectionId(''), undefined);
      assert.throws(() => catalogue.place(firstPassage), RangeError);
      assert.throws(() => catalogue.place(-1), RangeError);
    }),
    { numRuns: 50 },
  );
});

const HEAD = {
  slug: 'ipo',
  file: 'ipo.md',
  title: '企業 IPO',
  date: '2024-05-01',
  folder: [],
  views: 0,
  related: [],
  id: 'a',
};

test('an unknown field is kept when the article is found', async () => {
  const sections = [{ id: 's', headingPath: ['一'], firstPassage: 0, passages: 1 }];
  const catalogue = await read(`${JSON.stringify({ ...HEAD, author: '云帆', sections })}\n`);
  for (const article of [catalogue.bySlug('ipo'), catalogue.place(0).article, catalogue.articles[0]])
    assert.equal(article !== undefined && 'author' in article ? article.author : undefined, '云帆');
});

test('a title is found in another spelling of it', async () => {
  const catalogue = await read(encodeCatalogue([{ ...HEAD, sections: [] }]));
  assert.equal(catalogue.byTitle('企业 ipo')?.slug, 'ipo');
  assert.equal(catalogue.byTitle('企业'), undefined);
});

test('of several articles of a title the one in the folder is found, or else the first', async () => {
  const twins = ['a', 'b', 'c'].map((slug) => ({ ...HEAD, id: slug, slug, folder: [slug], sections: [] }));
  const catalogue = await read(encodeCatalogue(twins));
  assert.equal(catalogue.byTitle(HEAD.title)?.slug, 'a');
  assert.equal(catalogue.byTitle(HEAD.title, ['c'])?.slug, 'c');
  assert.equal(catalogue.byTitle(HEAD.title, ['x'])?.slug, 'a');
  assert.equal(catalogue.byTitle('企业 ipo')?.slug, 'a');
});

test('articles are read whole, wherever the reads split them', async () => {
  const sections = Array.from({ length: 40 }, (_, i) => {
    return { id: `s${i}`, headingPath: ['部分', '标题'.repeat(i * 40)], firstPassage: i, passages: 1 };
  });
  // One article longer than a whole read, between many short ones.
  const written = Array.from({ length: 3000 }, (_, i): CatalogueArticle => {
    const head = { ...HEAD, slug: `${i}`, title: `题目 ${i}`, views: i, id: `a${i}` };
    return { ...head, sections: i === 1500 ? sections : [] };
  });
  const catalogue = await read(encodeCatalogue(written));
  assert.deepEqual(catalogue.articles, written);
  assert.equal(catalogue.passages, 40);
});

test('a file that does not have one article per line, or ends too early, is an error', async () => {
  const line = JSON.stringify({ ...HEAD, sections: [] });
  for (const lines of ['[', '{"slug":"a"\n', `${line}\n\n`, `${line}\n${line}`, JSON.stringify([line])])
    await assert.rejects(read(lines), SyntaxError, lines);
});
