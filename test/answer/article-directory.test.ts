import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fc } from '../support/property.ts';
import { createArticleDirectory, type ArticleDirectory } from '../../src/answer/article-directory.ts';
import { createCatalogueBuilder } from '../../src/index/catalogue.ts';
import { type CatalogueArticle } from '../../src/index/catalogue-article.ts';
import { normalise } from '../../src/text/normal-form.ts';

/** `reads` by id: `id-0` is the first title's. */
type Options = { titles: readonly string[]; folders?: string[][]; reads?: Record<string, number> };

/** A directory of titles; later titles are newer and more read. */
function directoryOf({ titles, folders = [], reads = {} }: Options): ArticleDirectory {
  const articles = titles.map((title, i): CatalogueArticle => ({
    id: `id-${i}`,
    slug: `slug-${i}`,
    file: `slug-${i}.md`,
    title,
    folder: folders[i] ?? [],
    views: i,
    related: [],
    sections: [],
    date: `2026-01-${String(i + 1).padStart(2, '0')}`,
  }));
  const builder = createCatalogueBuilder((index) => articles[index]?.sections ?? []);
  for (const article of articles) builder.add(article);
  const count = (id: string): number => reads[id] ?? 0;
  return createArticleDirectory(builder.finish()).withReads({ count });
}
const titlesOf = (articles: readonly { title: string }[]): string[] => articles.map(({ title }) => title);
const lettersOf = (titles: readonly string[]): string =>
  directoryOf({ titles })
    .letters()
    .map(({ letter, count }) => `${letter}${count}`)
    .join(' ');

test('titles are listed under the initial of their pinyin, Latin ones under their own letter, digits and others last', () => {
  assert.equal(
    lettersOf([
      '企业微信',
      '公司注销',
      '股权激励',
      'Letters of credit',
      'IPO流程',
      '2026年展望',
      '☆☆',
      'Éclair',
    ]),
    'E1 G2 I1 L1 Q1 #1 *1',
  );
});

test('polyphones are read in context, traditional characters like simplified ones, and leading marks are ignored', () => {
  assert.equal(
    lettersOf(['重庆银行怎么开户', '長城汽車的歷史', '会计师事务所排名', '《公司法》解读']),
    'C2 G1 K1',
  );
});

test('a possible name with a different reading is listed under both letters', () => {
  const directory = directoryOf({ titles: ['曾毓群', '单位食堂怎么管理'] });
  assert.deepEqual(titlesOf(directory.byLetter('C', 0, 9).articles), ['曾毓群']);
  assert.deepEqual(titlesOf(directory.byLetter('Z', 0, 9).articles), ['曾毓群']);
  assert.deepEqual(titlesOf(directory.byLetter('D', 0, 9).articles), ['单位食堂怎么管理']);
  assert.equal(directory.byLetter('S', 0, 9).total, 0);
});

test('the titles of a letter are in the order of their pinyin, in slices', () => {
  const directory = directoryOf({ titles: ['公司注销', '股权激励', '跟投', '高新企业'] });
  const page = directory.byLetter('G', 1, 2);
  assert.deepEqual(titlesOf(page.articles), ['跟投', '公司注销']);
  assert.equal(page.total, 4);
  assert.deepEqual(directory.byLetter('B', 0, 5), { articles: [], total: 0 });
});

test('latest is by date; hot adds the reads in the bot to the views of the file', () => {
  const directory = directoryOf({ titles: ['甲', '乙', '丙'], reads: { 'id-0': 100 } });
  assert.deepEqual(titlesOf(directory.latest(0, 2).articles), ['丙', '乙']);
  const hot = directory.hot(0, 3).articles;
  assert.deepEqual(titlesOf(hot), ['甲', '丙', '乙']);
  assert.equal(hot[0]?.views, 100);
});

test('random gives every topic its share, and undefined in an empty wiki', () => {
  const directory = directoryOf({ titles: ['甲', '乙', '丙'] });
  assert.deepEqual(
    [0, 0.5, 0.999].map((value) => directory.random(() => value)?.title),
    ['甲', '乙', '丙'],
  );
  assert.equal(
    directoryOf({ titles: [] }).random(() => 0),
    undefined,
  );
});

const TITLES = [
  '企业微信客服做什么',
  '公司注销怎么办理',
  '重庆银行',
  '注册公司需要哪些步骤',
  'IPO 流程',
  '绿地集团',
];
const found = (text: string): string[] =>
  titlesOf(directoryOf({ titles: TITLES }).search(normalise(text), 9));

test('titles are found by characters, simplified and traditional alike', () => {
  assert.deepEqual(found('微信'), ['企业微信客服做什么']);
  assert.deepEqual(found('企業微信'), ['企业微信客服做什么']);
});

test('titles are found by full pinyin, also while its last syllable is being typed, and with spaces', () => {
  for (const typed of ['qiyeweixin', 'weixinke', 'qi ye wei xin', 'QiYe'])
    assert.deepEqual(found(typed), ['企业微信客服做什么'], typed);
  assert.deepEqual(found('lvdi'), ['绿地集团']);
});

test('titles are found by initials, every reading of a character counting', () => {
  assert.deepEqual(found('qywx'), ['企业微信客服做什么']);
  assert.deepEqual(found('cqyh'), ['重庆银行']);
  assert.deepEqual(found('zqyx'), ['重庆银行'], 'zhong and xing are readings too');
  assert.deepEqual(found('zhcgs'), ['注册公司需要哪些步骤'], 'zh is an initial');
});

test('characters, pinyin and initials can be mixed, and words may be separate and in any order', () => {
  assert.deepEqual(found('企业wx'), ['企业微信客服做什么']);
  assert.deepEqual(found('kefu 企业'), ['企业微信客服做什么']);
  assert.deepEqual(found('ipo lc'), ['IPO 流程']);
});

test('the title that begins with what was typed comes first, characters before pinyin', () => {
  assert.deepEqual(found('公司'), ['公司注销怎么办理', '注册公司需要哪些步骤']);
  assert.deepEqual(found('gongsi'), ['公司注销怎么办理', '注册公司需要哪些步骤']);
});

test('a single letter finds only beginnings of titles; marks, unknown words and questions find nothing', () => {
  assert.deepEqual(found('l'), ['绿地集团']);
  for (const text of ['', '？！', '红烧肉', 'xyz', '公司注销怎么办理'.repeat(9)])
    assert.deepEqual(found(text), [], text);
});

test('every prefix of a title, in characters and in pinyin, finds the title', () => {
  const character = fc.constantFrom('企', '行', '重', '长', '绿', '会', '计', 'A', 'b', '7');
  fc.assert(
    fc.property(fc.array(character, { minLength: 2, maxLength: 8 }), fc.nat(), (characters, seed) => {
      const title = characters.join('');
      const directory = directoryOf({ titles: [title] });
      const typed = characters.slice(0, 2 + (seed % characters.length)).join('');
      assert.deepEqual(titlesOf(directory.search(normalise(typed), 1)), [title]);
    }),
  );
});

const closest = (text: string, titles: readonly string[] = TITLES): string[] =>
  titlesOf(directoryOf({ titles }).closest(normalise(text), 9));

test('the closest titles share words with a text; the word that fewer titles have counts more', () => {
  assert.deepEqual(closest('微信怎么收钱'), ['企业微信客服做什么']);
  assert.deepEqual(closest('注销公司的税务'), ['公司注销怎么办理', '注册公司需要哪些步骤']);
  assert.deepEqual(closest('绿地集團招聘'), ['绿地集团'], 'in traditional characters too');
});

test('titles that share one word with a text can be left out, however rare the word', () => {
  const several = (text: string): string[] =>
    titlesOf(directoryOf({ titles: TITLES }).closest(normalise(text), 9, { moreThanOneWord: true }));
  assert.deepEqual(several('微信怎么收钱'), []);
  assert.deepEqual(several('企业微信怎么收钱'), ['企业微信客服做什么']);
  assert.deepEqual(several('注销公司的税务'), ['公司注销怎么办理']);
});

test('a title whose characters sound as those of the text is close, if more than one word does or only one is asked', () => {
  assert.deepEqual(closest('绿的集团'), ['绿地集团']);
  assert.deepEqual(closest('虫庆音行'), ['重庆银行'], 'every reading counts');
  assert.deepEqual(closest('薇信'), ['企业微信客服做什么']);
  assert.deepEqual(closest('维新变法有什么影响'), [], 'one word of several may sound alike by accident');
});

test('words in other scripts are close if they are the same or begin alike', () => {
  const titles = ['Container insurance', 'Incoterms for exporters', '集装箱 Container'];
  assert.deepEqual(closest('contaner', titles).sort(), ['Container insurance', '集装箱 Container']);
  assert.deepEqual(closest('incoterms and tax', titles), ['Incoterms for exporters']);
  assert.deepEqual(closest('cooking', titles), []);
});

test('words that ask are no reason to take a title for close, nor are marks or nothing', () => {
  for (const text of ['', '？！', '怎么办理', '什么天气好', '红烧肉怎么做'])
    assert.deepEqual(closest(text), [], text);
});

test('a title is close to each text that has two neighbouring words of it', () => {
  const character = fc.constantFrom('企', '行', '重', '绿', '计', '税', '港');
  fc.assert(
    fc.property(fc.array(character, { minLength: 3, maxLength: 8 }), fc.nat(), (characters, seed) => {
      const start = seed % (characters.length - 2);
      const text = `乐${characters.slice(start, start + 3).join('')}土`;
      assert.deepEqual(closest(text, [characters.join('')]), [characters.join('')]);
    }),
  );
});

test('no text takes long', () => {
  const title = '是'.repeat(120);
  const directory = directoryOf({ titles: Array.from({ length: 50 }, () => title) });
  assert.equal(directory.search(normalise('shs'.repeat(20)), 9).length, 9);
  assert.equal(directory.search(normalise(`${'sh'.repeat(29)}q`), 9).length, 0);
});

test('an article knows the folders that it is in; at the top, and unknown, there are none', () => {
  const directory = directoryOf({ titles: ['甲', '乙'], folders: [['办事', '登记'], []] });
  assert.deepEqual(
    ['id-0', 'id-1', 'id-9'].map((id) => directory.folderOf(id)),
    [['办事', '登记'], [], []],
  );
});

test('a folder has the articles of the folders in it, in the order of the catalogue', () => {
  const directory = directoryOf({
    titles: ['甲', '乙', '丙', '丁', '戊'],
    folders: [['b', 'x'], ['b'], [], ['a'], ['b', 'x']],
  });
  const folders = directory.folders();
  assert.deepEqual(
    folders.map(({ names, count }) => [names.join('/'), count]),
    [
      ['a', 1],
      ['b', 3],
      ['b/x', 2],
    ],
  );
  const inFolder = (index: number, offset = 0): string[] =>
    titlesOf(directory.inFolder(folders[index]?.folderId ?? '', offset, 2).articles);
  assert.deepEqual(
    [inFolder(0), inFolder(1), inFolder(1, 2), inFolder(2)],
    [['丁'], ['甲', '乙'], ['戊'], ['甲', '戊']],
  );
  assert.deepEqual(directory.inFolder('nobody', 0, 5), { articles: [], total: 0 });
});

test('articles of one title are listed with their folders', () => {
  const directory = directoryOf({ titles: ['问答', '问答', '指南'], folders: [['甲', '乙'], [], ['甲']] });
  assert.deepEqual(
    directory.latest(0, 3).articles.map(({ label }) => label),
    ['指南', '问答', '问答 · 甲 › 乙'],
  );
});
