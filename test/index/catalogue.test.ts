import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { fc } from '../support/property.ts';
import type { Catalogue } from '../../src/index/catalogue.ts';
import type { CatalogueArticle } from '../../src/index/catalogue-article.ts';
import { readCatalogue } from '../../src/index/catalogue-file.ts';
import { temporaryFolder } from '../support/temporary.ts';

const file = path.join(temporaryFolder(), 'catalogue.json');

function read(json: string): Promise<Catalogue> {
  writeFileSync(file, json);
  return readCatalogue(file);
}

/** What an article of the catalogue says, as a plain object. */
function plain({ slug, title, date, views, source, related, id, sections }: CatalogueArticle): object {
  return { slug, title, date, views, ...(source === undefined ? {} : { source }), related, id, sections };
}

/** Brackets, quotation marks, commas and backslashes are what the reading cuts by. */
const text = fc.string({ unit: fc.constantFrom('a', '企', '😀', '"', '\\', ',', '[', '}', ' ') });
const articles = fc.array(
  fc.record({
    title: text,
    related: fc.array(text, { maxLength: 3 }),
    source: fc.option(text, { nil: undefined }),
    headings: fc.array(fc.array(text, { maxLength: 3 }), { maxLength: 5 }),
    passages: fc.integer({ min: 1, max: 4 }),
  }),
);

test('what was written is found again by id, slug, title, section and passage', async () => {
  await fc.assert(
    fc.asyncProperty(articles, async (given) => {
      let firstPassage = 0;
      const written = given.map(({ title, related, source, headings, passages }, i): CatalogueArticle => {
        const sections = headings.map((headingPath, j) => {
          const section = { id: `s${i}-${j}`, headingPath, firstPassage, passages };
          firstPassage += passages;
          return section;
        });
        const head = { slug: `slug-${i}`, title, date: '2024-05-01', views: i, related, id: `a${i}` };
        return { ...head, ...(source === undefined ? {} : { source }), sections };
      });
      const catalogue = await read(JSON.stringify(written));
      assert.deepEqual(catalogue.articles.map(plain), written);
      assert.equal(catalogue.passages, firstPassage);
      let sectionIndex = 0;
      for (const [i, article] of written.entries()) {
        const own = catalogue.articles[i];
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

test('a title is found in another spelling of it', async () => {
  const article = { slug: 'ipo', title: '企業 IPO', date: '2024-05-01', views: 0, related: [], id: 'a' };
  const catalogue = await read(JSON.stringify([{ ...article, sections: [] }]));
  assert.equal(catalogue.byTitle('企业 ipo')?.slug, 'ipo');
  assert.equal(catalogue.byTitle('企业'), undefined);
});

test('articles are read whole, however they lie in what is read at a time', async () => {
  const sections = Array.from({ length: 40 }, (_, i) => {
    return { id: `s${i}`, headingPath: ['部分', '标题'.repeat(i * 40)], firstPassage: i, passages: 1 };
  });
  // One longer than all that is read at a time, between many short ones.
  const written = Array.from({ length: 3000 }, (_, i): CatalogueArticle => {
    const head = { slug: `${i}`, title: `题目 ${i}`, date: '2024-05-01', views: i, related: [], id: `a${i}` };
    return { ...head, sections: i === 1500 ? sections : [] };
  });
  const catalogue = await read(JSON.stringify(written));
  assert.deepEqual(catalogue.articles.map(plain), written);
  assert.equal(catalogue.passages, 40);
});

test('a file that is no list of articles, or ends too early, is an error', async () => {
  for (const json of ['', '[', '[{"slug":"a"', '{"slug":"a"}', '[{"slug":]'])
    await assert.rejects(read(json), SyntaxError, json);
});
