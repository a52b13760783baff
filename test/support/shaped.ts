// Shaped texts for tests, made by the real reader of articles.
import assert from 'node:assert/strict';
import { parseArticle } from '../../src/corpus/parse-article.ts';
import type { ShapedText } from '../../src/corpus/shape.ts';
import { fc } from './property.ts';

/** The text of a section with this Markdown. */
export function shapedOf(...markdown: readonly string[]): ShapedText {
  const head = ['---', 'title: 题', 'date: 2026-01-01', '---', '## 节', ''];
  const { article, problems } = parseArticle('a.md', 'a', [...head, ...markdown].join('\n'));
  const [section] = article?.sections ?? [];
  assert.ok(section !== undefined, JSON.stringify(problems));
  const { text, units, spans } = section;
  return { text, units, spans };
}

const LINES = [
  '一段**重要**的话，见[这里](https://example.com/a)。还有一句 `code` 和~~旧话~~！',
  '- 第一项 😀',
  '  - 里面的项 <b>&',
  '3. 第三步',
  '- [x] 做好的事',
  '| 名 | 值 |\n| --- | --- |\n| a | *一* |\n| b | 二 |',
  '```js\nif (a < b && c) {\n  run();\n}\n```',
  '> 引用的话𠮷。',
  '![图](a.png)',
  'A sentence in English. Another one, rather long, with commas; and more.',
  '',
];

/** Texts of paragraphs, lists, tables, code and quotations in any order. */
export const shapedTexts: fc.Arbitrary<ShapedText> = fc
  .array(fc.constantFrom(...LINES), { maxLength: 14 })
  .map((lines) => shapedOf('开头。', ...lines));
