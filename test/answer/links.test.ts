import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createLinks, type Links } from '../../src/answer/links.ts';
import { articleId, sectionId } from '../../src/corpus/article.ts';
import { createCatalogueBuilder } from '../../src/index/catalogue.ts';
import type { CatalogueArticle } from '../../src/index/catalogue-article.ts';
import { fc } from '../support/property.ts';

type Page = { file: string; title?: string; headings?: (string | { heading: string; name: string })[] };

function linksOf(pages: readonly Page[]): Links {
  const articles = pages.map(({ file, title = file, headings = [] }): CatalogueArticle => {
    const slug = file.replace(/\.\w+$/, '').replace(/^.*\//, '');
    const sections = headings.map((one, i) => {
      const heading = typeof one === 'string' ? one : one.heading;
      const id = sectionId(slug, [heading], i);
      return {
        id,
        headingPath: ['部分', heading],
        firstPassage: i,
        passages: 1,
        ...(typeof one === 'string' ? {} : { anchor: one.name }),
      };
    });
    const id = articleId(file);
    return { id, slug, file, title, date: '2026-01-01', folder: [], views: 0, related: [], sections };
  });
  const builder = createCatalogueBuilder((index) => articles[index]?.sections ?? []);
  for (const article of articles) builder.add(article);
  return createLinks(builder.finish());
}

/** What a link on a page leads to: an address, or the title of an article and the position of its section. */
function targets(pages: readonly Page[], from: string): (href: string) => string | undefined {
  const links = linksOf(pages);
  return (href) => {
    const target = links.resolve(articleId(from), href);
    if (target?.kind !== 'article') return target?.href;
    const { article, sectionId: section } = target;
    const page = pages.find(({ file, title = file }) => title === article.title);
    const at = (page?.headings ?? []).findIndex(
      (one, i) => sectionId(article.slug, [typeof one === 'string' ? one : one.heading], i) === section,
    );
    return section === undefined ? article.title : `${article.title}#${at}`;
  };
}

const SITE: Page[] = [
  { file: 'index.md', title: '首页' },
  { file: 'guide/index.md', title: '指南' },
  { file: 'guide/入门.md', title: '入门', headings: ['准备工作', { heading: '安装', name: 'install' }] },
  { file: 'guide/deploy.md', title: '部署', headings: ['步骤', '步骤', '1. 检查 (可选)'] },
  { file: 'api/deploy.md', title: '部署接口' },
  { file: 'api/C#.md', title: 'C#' },
];

test('a path leads from the folder of its article, with and without an ending', () => {
  const target = targets(SITE, 'guide/入门.md');
  for (const href of ['deploy', 'deploy.md', './deploy.html', '../guide/deploy.md', 'DEPLOY.md', 'deploy/'])
    assert.equal(target(href), '部署', href);
  assert.equal(target('../api/deploy.md'), '部署接口');
  assert.equal(target('./%E5%85%A5%E9%97%A8.md'), '入门');
  assert.equal(target('./'), '指南');
  assert.equal(target('../index.md'), '首页');
  assert.equal(target('/'), '首页');
});

test('a path from the root of a site leads into the wiki, whatever folder the wiki is of the site', () => {
  const target = targets(SITE, 'api/deploy.md');
  assert.equal(target('/guide/deploy'), '部署');
  assert.equal(target('/docs/guide/deploy.html'), '部署');
  assert.equal(target('/guide/'), '指南');
  assert.equal(target('/guide/missing'), undefined);
});

test('a wikilink leads to a title, a slug or a file name, with and without folders', () => {
  const target = targets(SITE, 'index.md');
  assert.equal(target('wiki:部署接口'), '部署接口');
  assert.equal(target('wiki:deploy'), '部署接口');
  assert.equal(target('wiki:guide/deploy'), '部署');
  assert.equal(target('wiki:入门.md'), '入门');
  assert.equal(target('wiki:C#'), 'C#');
  assert.equal(target('wiki:没有这一页'), undefined);
});

test('a fragment names a section by the author’s name, its heading, or the heading in an address', () => {
  const target = targets(SITE, 'guide/deploy.md');
  assert.equal(target('入门.md#install'), '入门#1');
  assert.equal(target('wiki:入门#准备工作'), '入门#0');
  assert.equal(target('wiki:入门#部分#安装'), '入门#1');
  assert.equal(target('#步骤'), '部署#0');
  assert.equal(target('#步骤-1'), '部署#1');
  assert.equal(target('#_1-检查-可选'), '部署#2');
  assert.equal(target('#1-%E6%A3%80%E6%9F%A5-%E5%8F%AF%E9%80%89'), '部署#2');
  assert.equal(target('入门.md#missing'), '入门');
  assert.equal(target('#missing'), undefined);
});

test('addresses elsewhere stay as they are, and other files lead nowhere', () => {
  const target = targets(SITE, 'index.md');
  for (const href of [
    'https://example.com/a?b=1#c',
    'mailto:a@example.com',
    'tel:+8610',
    'tg://resolve?domain=x',
  ])
    assert.equal(target(href), href);
  assert.equal(target('//example.com/a'), 'https://example.com/a');
  for (const href of ['files/deploy.pdf', '../../etc/passwd', '#', '', '%E0%A4%A', 'wiki:'])
    assert.equal(target(href), undefined, href);
});

test('every article is reached by its own path, from everywhere', () => {
  const name = fc.stringMatching(/^[a-c]{1,2}$/);
  const files = fc.uniqueArray(fc.array(name, { minLength: 1, maxLength: 3 }), {
    minLength: 1,
    maxLength: 8,
    selector: (parts) => parts.join('/'),
  });
  fc.assert(
    fc.property(files, (paths) => {
      const pages = paths.map((parts) => ({ file: `${parts.join('/')}.md` }));
      for (const { file: from } of pages) {
        const target = targets(pages, from);
        for (const { file } of pages) {
          assert.equal(target(`/${file}`), file);
          assert.equal(target(`${'../'.repeat(from.split('/').length - 1)}./${file}`), file);
        }
      }
    }),
  );
});
