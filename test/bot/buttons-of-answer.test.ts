// The rows below an answer, from plain data.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { AnswerPassage } from '../../src/answer/answer.ts';
import { actionRow } from '../../src/bot/render/action-row.ts';
import { renderResult } from '../../src/bot/render/answer-reply.ts';
import type { AnswerView } from '../../src/bot/render/answer-view.ts';
import { passageResult } from '../../src/bot/render/inline-results.ts';
import { relatedRow } from '../../src/bot/render/related-rows.ts';
import { createTranslations, translateTo } from '../../src/locales/translations.ts';
import { shapedOf } from '../support/shaped.ts';

const t = translateTo(
  createTranslations(() => undefined),
  'zh-hans',
);
const view: AnswerView = { t, linksOf: () => () => undefined, pictures: false, generation: '12345678' };
const PAGE = { pageUrl: () => 'https://wiki.example.org/a/x' };
const SOURCE = 'https://example.com/x';
const at = (position: number, count: number) => ({ position, count, reading: {} });

function passage({ isWhole = true, source }: { isWhole?: boolean; source?: string } = {}): AnswerPassage {
  const sentence = {
    ...shapedOf('**重点**：打 `010` 或 400-810-1234。'),
    best: true,
    marks: [],
    gapBefore: false,
  };
  return {
    ref: { sectionId: 'AAAAAAAAAAAA', ordinal: 0 },
    article: { articleId: 'BBBBBBBBBBBB', slug: 'x', title: '题', date: '2026-01-01', views: 0, source },
    headingPath: ['基本释义', '电话'],
    breadcrumb: ['电话'],
    excerpt: { sentences: [sentence], gapAfter: !isWhole },
  };
}

const texts = (row: readonly { text: string }[]): string[] => row.map(({ text }) => text);

test('the section has a button only if it says more than the excerpt', () => {
  const row = (isWhole: boolean): string[] =>
    texts(actionRow({ passage: passage({ isWhole }), ...at(0, 3) }, view));
  assert.deepEqual(row(true), ['下一条 2/3', '全文']);
  assert.deepEqual(row(false), ['下一条 2/3', '整节', '全文']);
});

test('the page is offered instead of the source, which it names', () => {
  const listed = { passage: passage({ source: SOURCE }), ...at(0, 1) };
  assert.deepEqual(texts(actionRow(listed, view)), ['全文', '原文 ↗']);
  assert.deepEqual(texts(actionRow(listed, { ...view, ...PAGE })), ['全文', '网页 ↗']);
});

test('a row has at most four buttons: the section gives way', () => {
  const listed = passage({ isWhole: false, source: SOURCE });
  assert.deepEqual(texts(actionRow({ passage: listed, ...at(0, 9) }, view)), [
    ...['下一条 2/9', '整节', '全文', '原文 ↗'],
  ]);
  assert.deepEqual(texts(actionRow({ passage: listed, ...at(3, 9) }, view)), [
    ...['‹ 上一条', '下一条 5/9', '全文', '原文 ↗'],
  ]);
});

test('two related topics stand in a row if their titles fit, else one, and a button opens all', () => {
  const topics = (...titles: string[]) =>
    titles.map((title) => ({ articleId: 'BBBBBBBBBBBB', slug: 'x', title }));
  const row = (...titles: string[]): string[] => texts(relatedRow(topics(...titles), { position: 0 }, t));
  assert.deepEqual(row('股权激励', '企业估值', '融资'), ['股权激励', '企业估值', '更多相关 ›']);
  assert.deepEqual(row('股权激励', '公司注销怎么办理', '融资'), ['股权激励', '更多相关 ›']);
  assert.deepEqual(row('Incoterms 2020 rules', '融资'), ['融资', '更多相关 ›']);
  assert.deepEqual(row('Incoterms 2020 rules', 'How to set up a company'), [
    ...['Incoterms 2020 rules', '更多相关 ›'],
  ]);
  assert.deepEqual(row(), []);
});

test('in a group one row turns and opens the page, another leads to the private chat, and copies stay', () => {
  const inGroup = { ...view, ...PAGE, groupLink: () => 'https://t.me/wenda_test_bot?start=s-x' };
  const result = { passage: passage(), ...at(0, 3), confidence: 0.5, related: [] };
  assert.deepEqual(renderResult(result, inGroup).buttons.map(texts), [
    ['下一条 2/3', '网页 ↗'],
    ['私聊里看全文、继续问 ↗'],
    ['⧉ 010', '⧉ 400-810-1234'],
    ['👍', '👎'],
  ]);
});

test('what is shared can be copied, too', () => {
  const links = { askUrl: 'https://t.me/wenda_test_bot?start=s-x', pageUrl: PAGE.pageUrl() };
  const { reply_markup: markup } = passageResult(passage(), links, view);
  assert.deepEqual(markup?.inline_keyboard.map(texts), [
    ['看全文、继续问 ↗'],
    ['网页 ↗'],
    ['⧉ 010', '⧉ 400-810-1234'],
  ]);
});

test('the whole message: one bold sentence, no reads of nobody, one primary action, copies, votes last', () => {
  const related = [{ articleId: 'CCCCCCCCCCCC', slug: 'y', title: '丙' }];
  const result = { passage: passage(), ...at(0, 1), confidence: 0.5, related };
  const { html, buttons } = renderResult(result, view);
  assert.equal(
    html,
    '<b>题</b> › 电话\n<blockquote><b>重点：打 <code>010</code> 或 400-810-1234。</b></blockquote>\n<i>2026-01-01</i>',
  );
  assert.deepEqual(buttons.map(texts), [
    ['全文'],
    ['⧉ 010', '⧉ 400-810-1234'],
    ['丙', '更多相关 ›'],
    ['👍', '👎'],
  ]);
  const styled = buttons.flat().filter(({ style }) => style !== undefined);
  assert.deepEqual(
    styled.map(({ text, style }) => [text, style]),
    [['全文', 'primary']],
  );
});
