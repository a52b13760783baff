import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { CatalogueArticle } from '../../src/index/catalogue-article.ts';
import { createMostRead } from '../../src/index/most-read.ts';
import { fc } from '../support/property.ts';

const articleOf = (title: string, views: number, date = '2026-01-01'): CatalogueArticle => ({
  id: title,
  slug: title,
  file: `${title}.md`,
  title,
  folder: [],
  date,
  views,
  related: [],
  sections: [],
});

function titlesOf(passages: number, articles: readonly CatalogueArticle[]): string[] {
  const mostRead = createMostRead(passages);
  for (const article of articles) mostRead.add(article);
  return mostRead.articles.map(({ title }) => title);
}

test('the most read come first, and of two that are read as much the newer one', () => {
  const articles = [
    articleOf('茶', 3),
    articleOf('酒', 9),
    articleOf('醋', 3, '2026-02-01'),
    articleOf('Tea', 5),
  ];
  assert.deepEqual(titlesOf(10, articles), ['酒', 'Tea', '醋', '茶']);
});

test('each script has its own: one English article stays among a thousand that are read more', () => {
  const articles = Array.from({ length: 1000 }, (_, i) => articleOf(`第 ${i} 号`, 1000 + i));
  const titles = titlesOf(4000, [articleOf('Tea', 1), ...articles]);
  assert.equal(titles.length, 11);
  assert.deepEqual([titles[0], titles.at(-1)], ['第 999 号', 'Tea']);
});

test('however many articles there are, at most fifty of a script are kept, and they are the best', () => {
  const views = fc.array(fc.nat({ max: 40 }), { maxLength: 300 });
  fc.assert(
    fc.property(views, fc.nat({ max: 100_000 }), (all, passages) => {
      const articles = all.map((read, i) => articleOf(`第 ${i} 号`, read));
      const kept = titlesOf(passages, articles);
      assert.ok(kept.length <= 50);
      const readOf = (title: string): number =>
        articles.find((article) => article.title === title)?.views ?? -1;
      const best = [...all].sort((a, b) => b - a).slice(0, kept.length);
      assert.deepEqual(kept.map(readOf), best);
    }),
  );
});
