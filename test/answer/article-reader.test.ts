import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createArticleReader } from '../../src/answer/article-reader.ts';
import { openHashingEngine } from '../support/engine.ts';

const { index } = await openHashingEngine();
const reader = createArticleReader(index);
const idOf = (slug: string): string => index.catalogue.bySlug(slug)?.id ?? '';

test('a card has the brief part, the names of all sections, and related topics', () => {
  const card = reader.card(idOf('gongsi-zhuxiao'));
  assert.deepEqual(
    card?.brief.map(({ heading }) => heading),
    ['注销前的准备', '税务注销'],
  );
  assert.match(card.brief[1]?.text ?? '', /^公司要先向税务机关申请税务注销/);
  assert.deepEqual(
    card.contents.map(({ heading }) => heading),
    ['注销前的准备', '税务注销', '公告期限'],
  );
  assert.equal(reader.card(idOf('qinghe-shangshi'))?.related[0]?.title, '云帆客服系统');
});

test('sections are read one after the other, from the first to the last', () => {
  const article = reader.article(idOf('gongsi-zhuxiao'));
  assert.ok(article !== undefined);
  const read: string[] = [];
  let next: string | undefined = article.sections[0]?.sectionId;
  while (next !== undefined) {
    const page = reader.section(next);
    assert.ok(page !== undefined);
    assert.equal(page.position, read.length);
    assert.equal(page.previous?.sectionId, read.at(-1));
    assert.equal(page.article.slug, 'gongsi-zhuxiao');
    read.push(next);
    next = page.next?.sectionId;
  }
  assert.deepEqual(
    read,
    article.sections.map(({ sectionId }) => sectionId),
  );
});

test('a section knows its article, and has related topics', () => {
  const sectionId = reader.article(idOf('yunfan-kefu'))?.sections[0]?.sectionId ?? '';
  const article = reader.articleOf(sectionId);
  assert.equal(article?.title, '云帆客服系统');
  assert.equal(reader.related(article.articleId)[0]?.title, '青禾科技何时上市');
});

test('removed articles and sections are undefined or empty', () => {
  const gone = 'AAAAAAAAAAAA';
  assert.deepEqual(
    [
      reader.card(gone),
      reader.section(gone),
      reader.article(gone),
      reader.articleOf(gone),
      reader.related(gone),
    ],
    [undefined, undefined, undefined, undefined, []],
  );
});
