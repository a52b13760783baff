// Rich messages: their limits include everything nested.
import { describe } from 'node:test';
import { paragraph, type Request, type Rule, rich, testRules } from './requests.ts';

const quoted = (levels: number): object =>
  levels === 1 ? paragraph('x') : { type: 'blockquote', blocks: [quoted(levels - 1)] };
const cell = (text: unknown): object => ({ text, align: 'left', valign: 'top' });
const table = (columns: number, more: object = {}): Request =>
  rich({ type: 'table', cells: [Array.from({ length: columns }, () => cell('x'))], ...more });
const listOf = (items: number): Request =>
  rich({ type: 'list', items: Array.from({ length: items }, () => ({ blocks: [paragraph('x')] })) });
const written = (fields: object): Request => ['sendRichMessage', { chat_id: 7, rich_message: fields }];
const buttons = (...all: object[]): Request => rich({ type: 'buttons', buttons: all });
const press = { text: 'x', callback_data: 'a' };

const RULES: Rule[] = [
  [
    'too much text in formatting',
    [
      rich(paragraph('x'.repeat(20_000)), {
        type: 'paragraph',
        text: ['x', { type: 'bold', text: 'x'.repeat(12_768) }],
      }),
    ],
    [rich({ type: 'paragraph', text: Array.from({ length: 600 }, () => ({ type: 'bold', text: 'x' })) })],
    /32769 characters/,
  ],
  [
    'too much text in HTML',
    [written({ html: `<p>${'x'.repeat(32_769)}</p>` })],
    [written({ html: `<p>${'x'.repeat(32_768)}</p>` })],
    /32769 characters/,
  ],
  ['no text', [rich()], [rich(paragraph('x'))], /message text is empty/],
  [
    'two ways to write one message',
    [written({ html: 'x', markdown: 'x' })],
    [written({ markdown: 'x' })],
    /one of blocks, html and markdown/,
  ],
  ['too many items of a list', [listOf(250)], [listOf(249)], /501 blocks/],
  ['17 levels', [rich(quoted(17))], [rich(quoted(16))], /17 levels/],
  [
    'a table of 21 columns',
    [table(21)],
    [table(20, { caption: 'text of its own, not an object' })],
    /21 columns/,
  ],
  [
    'an unknown field in nested blocks',
    [rich({ type: 'details', summary: 'x', blocks: [{ ...paragraph('x'), id: 1 }] })],
    [rich({ type: 'details', summary: ['x', { type: 'bold', text: 'y' }], blocks: [paragraph('x')] })],
    /blocks\/0\/blocks\/0: .*"id"/,
  ],
  ['a button that does nothing', [buttons({ text: 'x' })], [buttons(press)], /one action, not 0/],
  [
    'nine buttons in a row',
    [buttons(...Array.from({ length: 9 }, () => press))],
    [buttons(...Array.from({ length: 8 }, () => press))],
    /more than 8 items/,
  ],
  [
    'a seventh size of headings',
    [rich({ type: 'heading', size: 7, text: 'x' })],
    [rich({ type: 'heading', size: 6, text: 'x' })],
    /size: must be <= 6/,
  ],
];

describe('the judge objects to a rich message with', () => {
  testRules(RULES);
});
