import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fc } from '../support/property.ts';
import { createLexicalBuilder } from '../../src/build/lexical-builder.ts';
import { createLexicalIndex } from '../../src/index/lexical-index.ts';
import { withinDistance } from '../../src/text/edit-distance.ts';
import { createSpelling } from '../../src/retrieval/spelling.ts';
import { normalise } from '../../src/text/normal-form.ts';

const builder = createLexicalBuilder();
const BODIES = [
  '企业微信客服做什么：企业微信客服回答客户的问题。',
  '公司注销的流程和期限，注销公告。',
  '商标注册要多久，商标许可备案。',
  'How a WFOE is set up; incoterms; due diligence before an acquisition.',
  '西安的企业可以复工了吗',
  '试用期的工资，试用期最长六个月。',
  '软件的使用与维护，使用许可，使用说明。',
  '信用期满以后再付款。',
  '上个月的差额由人事部补发工资。',
];
for (const body of BODIES) builder.add({ title: '', headings: '', body, names: [] });
const spelling = createSpelling(createLexicalIndex(builder.finish()), new Set(['probation']));

const corrected: [string, string][] = [
  ['企业威信', '企业微信'],
  ['企业威信客服', '企业微信客服'],
  ['商标住册要多久', '商标注册要多久'],
  ['qiye weixin', '企业微信'],
  ['qi ye wei xin ke fu', '企业微信客服'],
  ['gongsizhuxiao liucheng', '公司注销流程'],
  ['商标 xuke beian', '商标许可备案'],
  ["xi'an 企业", '西安企业'],
  ['sangbiao zhuce', '商标注册'],
  ['wofe', 'wfoe'],
  ['due dilligence', 'due diligence'],
  ['probaton', 'probation'],
  ['scquisition', 'acquisition'],
  ['商标住策妖多久', '商标注册要多久'],
  ['商标注册要多长世间', '商标注册要多长时间'],
  ['神么是企业微信', '什么是企业微信'],
  ['商标往册', '商标注册'],
  ['企业徽信', '企业微信'],
  ['标商许可备案', '商标许可备案'],
  ['企业 weixin kefu zenme', '企业微信客服怎么'],
  ['zhuxiao gonggao duojiu', '注销公告多久'],
  ['shiyongqi', '试用期'],
  ['shiyongqi duojiu', '试用期多久'],
  ['试用气的工资', '试用期的工资'],
];
for (const [typed, meant] of corrected) {
  test(`"${typed}"is corrected to "${meant}"`, () => {
    assert.equal(spelling.correct(normalise(typed)), meant);
  });
}

for (const typed of [
  '企业微信',
  '不发工资怎么办',
  'wfoe',
  'how long is it',
  'the weather is nice in berlin today',
  '信息有误怎么办',
  '油管的企业',
  '公司公告期',
  '？',
  '',
  '😀 2024',
]) {
  test(`"${typed}" is left as it is`, () => {
    assert.equal(spelling.correct(normalise(typed)), undefined);
  });
}

// Exponential work in the number of syllables would exceed the runner's time limit.
for (const text of [
  'xian'.repeat(19) + 'q',
  'a'.repeat(80),
  'xian'.repeat(100) + 'q',
  '龘靐'.repeat(250),
  '企威'.repeat(40),
]) {
  test(`${text.length} characters of "${text.slice(0, 4)}…" are left as they are`, () => {
    assert.equal(spelling.correct(normalise(text)), undefined);
  });
}

test('a character is not replaced because of text after a mark or a number', () => {
  assert.equal(spelling.correct(normalise('2021年,企业微信')), undefined);
});

test('no letter of pinyin is left over', () => {
  assert.doesNotMatch(spelling.correct(normalise('shangbiao zhuce liucheng zenyang')) ?? '', /[a-z]/);
});

test('spaces alone are not a correction', () => {
  assert.equal(spelling.correct(normalise('企业 微信')), undefined);
});

test('what stands in a passage is never changed, wherever it is cut out', () => {
  const LATIN = /[a-z0-9]/;
  fc.assert(
    fc.property(fc.constantFrom(...BODIES), fc.nat(), fc.nat(), (body, from, length) => {
      const text = normalise(body);
      /** Half a Latin word does not stand in the passage. */
      const atWord = (at: number): number =>
        at > 0 && LATIN.test(text.charAt(at - 1)) && LATIN.test(text.charAt(at)) ? atWord(at - 1) : at;
      const start = from % text.length;
      const cut = normalise(text.slice(atWord(start), atWord(start + 2 + (length % 20))));
      assert.equal(spelling.correct(cut), undefined, cut);
    }),
  );
});

test('for any text the correction ends and gives a text', () => {
  fc.assert(
    fc.property(
      fc.string({
        unit: fc.constantFrom('企', '业', '威', '信', 'q', 'i', 'a', "'", ' ', '1', '。'),
        maxLength: 30,
      }),
      (text) => {
        const meant = spelling.correct(normalise(text));
        assert.ok(meant === undefined || meant.length > 0);
      },
    ),
  );
});

test('swapped characters are put right though another word has them in that order by accident', () => {
  const others = createLexicalBuilder();
  const bodies = ['注销公司', '公司清算', '公司年报', '公司税务', '公司章程', '分公司公章'];
  for (const body of bodies) others.add({ title: '', headings: '', body, names: [] });
  const few = createSpelling(createLexicalIndex(others.finish()), new Set());
  assert.equal(few.correct(normalise('注销司公')), '注销公司');
  assert.equal(few.correct(normalise('分公司公章')), undefined);
});

test('distance counts insertions, deletions, replacements and swaps, up to the limit', () => {
  assert.ok(withinDistance('wofe', 'wfoe', 1));
  assert.ok(withinDistance('dilligence', 'diligence', 1));
  assert.ok(withinDistance('abc', 'abc', 0));
  assert.ok(!withinDistance('kitten', 'sitting', 2));
  assert.ok(withinDistance('kitten', 'sitting', 3));
});
