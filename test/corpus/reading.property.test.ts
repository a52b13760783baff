// Whatever an author writes is read: no crash, no hang, no text lost without a trace, and units that give the text back.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readMarkdown } from '../../src/corpus/markdown.ts';
import type { ShapedText, Unit } from '../../src/corpus/shape.ts';
import { fc } from '../support/property.ts';
import { THOROUGH } from '../support/thorough.ts';

const RUNS = THOROUGH ? 100_000 : 2_000;

/** A word that seldom occurs twice, so that its loss is seen. */
const word = fc.tuple(fc.constantFrom('甲', 'x'), fc.nat(9999)).map(([stem, number]) => `${stem}w${number}z`);
const inline: fc.Arbitrary<string> = fc.letrec<{ node: string }>((tie) => ({
  node: fc.oneof(
    { maxDepth: 3, withCrossShrink: true },
    word,
    // One inside another is more than markdown-it-footnote can read.
    word.map((text) => `^[${text}]`),
    word.map((text) => `<${text}>`),
    fc
      .tuple(
        fc.constantFrom(
          ['**', '**'],
          ['*', '*'],
          ['~~', '~~'],
          ['==', '=='],
          ['`', '`'],
          ['[', '](a.md)'],
          ['![', '](b.png)'],
          ['[[', ']]'],
          ['<sup>', '</sup>'],
          ['<del>', '</del>'],
          ['<b>', ''],
          ['', '</i>'],
          ['<my-tag>', '</my-tag>'],
          ['<ruby>', '<rt>ā</rt></ruby>'],
          ['$', '$'],
          ['<a href="javascript:x">', '</a>'],
          ['\\', ''],
          ['&lt;', '&gt;'],
          ['{', '}'],
        ),
        tie('node'),
      )
      .map(([[open, close], inner]) => `${open}${inner}${close}`),
    fc
      .tuple(tie('node'), fc.constantFrom('', ' ', '\n', '  \n', '，', '。', '\\\n'), tie('node'))
      .map((parts) => parts.join('')),
  ),
})).node;
const indented = (text: string): string => text.replaceAll('\n', '\n    ');
const block: fc.Arbitrary<string> = fc.letrec<{ node: string }>((tie) => ({
  node: fc.oneof(
    { maxDepth: 3, withCrossShrink: true },
    inline,
    fc
      .tuple(
        fc.constantFrom(
          '# ',
          '## ',
          '- ',
          '3. ',
          '> ',
          '- [x] ',
          '> [!note] ',
          'Q：',
          '!!! tip "',
          ':::tip ',
          '| ',
          '    ',
        ),
        inline,
      )
      .map((parts) => parts.join('')),
    tie('node').map((inner) => `-   ${indented(inner)}`),
    tie('node').map((inner) => `> ${inner.replaceAll('\n', '\n> ')}`),
    tie('node').map((inner) => `::: tip 标题\n${inner}\n:::`),
    tie('node').map((inner) => `??? note\n\n    ${indented(inner)}`),
    inline.map((text) => `\`\`\`js\n${text.replaceAll('`', "'")}\n\`\`\``),
    fc
      .array(fc.tuple(inline, inline), { minLength: 1, maxLength: 3 })
      .map((rows) =>
        [
          '| a | b |',
          '|--|--:|',
          ...rows.map((row) => `| ${row.map((cell) => cell.replace(/[|\n`]/g, ' ')).join(' | ')} |`),
        ].join('\n'),
      ),
    fc
      .tuple(
        fc.constantFrom(
          'div',
          'table',
          'tr',
          'td',
          'th',
          'ul',
          'ol',
          'li',
          'details',
          'summary',
          'blockquote',
          'figure',
          'pre',
          'p',
          'h2',
          'dl',
          'dt',
          'dd',
        ),
        tie('node'),
        fc.boolean(),
      )
      .map(([tag, inner, closes]) => `<${tag}>${inner}${closes ? `</${tag}>` : ''}`),
    fc.tuple(tie('node'), tie('node')).map((parts) => parts.join('\n\n')),
  ),
})).node;
const noise = fc
  .array(
    fc.constantFrom(
      '<',
      '>',
      '</',
      '<!--',
      '-->',
      '[',
      ']',
      '](',
      '[[',
      ']]',
      '*',
      '_',
      '`',
      '```',
      '~~',
      '|',
      '\n',
      '\n\n',
      '    ',
      '\t',
      ':::',
      '$$',
      '%%',
      '{{',
      '}}',
      '{%',
      '!!! ',
      '[^1]',
      '[^1]: ',
      '&amp;',
      '<td>',
      '<table>',
      '</table>',
      '<li>',
      '<ol>',
      '<pre>',
      '</pre>',
      '<script>',
      '汉字',
      'word',
      '\u0000',
      '\ud800',
      '#',
      '- ',
      '1. ',
      '> ',
    ),
    { maxLength: 60 },
  )
  .map((parts) => parts.join(''));

/** The ranges of a text that no unit without inner units covers. */
function outside({ text, units }: ShapedText): string {
  let rest = '';
  let at = 0;
  const visit = (unit: Unit): void => {
    assert.ok(unit.start >= at && unit.end >= unit.start && unit.end <= text.length, JSON.stringify(unit));
    if ('units' in unit) {
      unit.units.forEach(visit);
      rest += text.slice(at, unit.end);
    } else rest += text.slice(at, unit.start);
    at = unit.end;
  };
  units.forEach(visit);
  return rest + text.slice(at);
}

function check(markdown: string): ShapedText[] {
  const texts = readMarkdown(markdown).flatMap((block) => (block.kind === 'text' ? [block.shaped] : []));
  for (const shaped of texts) {
    // Between the units there are blanks and markers only.
    assert.match(outside(shaped), /^(?:\s|- |\d+\. |☑ |☐ )*$/);
    for (const { start, end } of shaped.spans)
      assert.ok(start >= 0 && start < end && end <= shaped.text.length);
  }
  return texts;
}

test('the units of a text give the text back, whatever was written', () => {
  fc.assert(
    fc.property(fc.oneof(block, noise), (markdown) => void check(markdown)),
    { numRuns: RUNS },
  );
});

test('no word is lost: it stands in a text, a heading, or an address', () => {
  fc.assert(
    fc.property(block, (markdown) => {
      // What is struck in a heading is left out.
      fc.pre(!/~~|<del/.test(markdown));
      check(markdown);
      const read = JSON.stringify(readMarkdown(markdown));
      // Only what is said to be no text may be missing: comments of tools, statements, attributes.
      const source = markdown.replace(/\{\{?[^]*?\}\}?|%%[^]*?%%/g, '');
      for (const [wanted] of source.matchAll(/[甲x]w\d+z/g)) assert.ok(read.includes(wanted), wanted);
    }),
    { numRuns: RUNS },
  );
});

test('hostile input of 100 kB does not hang the reader', () => {
  const pieces = [
    '[',
    '![',
    '[[',
    '**a',
    '<',
    '<a ',
    '<!--',
    '{{',
    '{%',
    '%%x\n',
    '$$x\n',
    '$a',
    '> ',
    '- ',
    '1. ',
    '|',
    '||\n|-|\n',
    ':::\n',
    ':::a\n',
    '!!! a\n    ',
    '`',
    '~~~\n',
    '<div>',
    '<td>',
    '<ul><li>',
    '<table><tr>',
    '[^a]',
    '[^a]: [^a]\n\n',
    '==',
    '~~',
    'https://',
    '"',
    '&',
    '\\',
    '^[',
    '<ruby><rt>',
    '<td colspan=50 rowspan=50>x',
    '{% note a %}\n',
    '{{< highlight go >}}\n',
    'export const a = {\n',
    'import {\n',
    '<A b={',
    '<A b={}',
    'a^1',
    '++a',
    '[a]({{< ref ',
    '甲\n: 乙\n',
    '8103 甲\n\n',
    '- Q: 甲\n- A: 乙\n',
    '<sup>',
    '\n**a**\n',
    '问：a\n',
  ];
  const blanks = ' '.repeat(50_000);
  const mixed = [
    `${'<b>'.repeat(17_000)}${'<p>x'.repeat(12_000)}`,
    `<td>${'<ul>'.repeat(12_000)}x`,
    `a${blanks}}`,
    `!!! a${blanks}x`,
    `- a\n${'<x1>'.repeat(20_000)}`,
    `${'[^1] '.repeat(10_000)}\n\n[^1]: b\n`,
  ];
  for (const markdown of [
    ...pieces.map((piece) => piece.repeat(Math.ceil(100_000 / piece.length))),
    ...mixed,
  ]) {
    const started = performance.now();
    check(markdown);
    const seconds = (performance.now() - started) / 1000;
    assert.ok(seconds < 10, `${JSON.stringify(markdown.slice(0, 30))}: ${seconds.toFixed(1)} s`);
  }
});
