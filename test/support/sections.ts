// Sections of random Markdown: paragraphs, nested lists, tables, code, quotations, struck and bold words.
import { parseArticle } from '../../src/corpus/parse-article.ts';
import type { ShapedText } from '../../src/corpus/shape.ts';
import { fc } from './property.ts';

/** The only section of a Markdown text; an empty one if it has no text. */
export function sectionOf(markdown: string): ShapedText {
  const head = '---\ntitle: 条目\ndate: 2026-01-01\nviews: 0\n---\n\n## 正文\n\n';
  const [section] = parseArticle('a.md', 'a', head + markdown).article?.sections ?? [];
  return section ?? { text: '', units: [], spans: [] };
}

const sentence = fc
  .tuple(
    fc.constantFrom(
      '企业注销公告',
      '~~旧价~~ 发行价格',
      '**证书** 过期',
      'restart the gateway ',
      '`retry=3` ',
    ),
    fc.integer({ min: 0, max: 12 }),
    fc.constantFrom('。', '！', '. ', '；', '，'),
  )
  .map(([words, times, end]) => words + '办理时间费用'.repeat(times) + end);
const paragraph = fc.array(sentence, { minLength: 1, maxLength: 6 }).map((parts) => parts.join(''));
const indented = (text: string, by: string): string => text.replace(/^(?=.)/gm, by);

const code = fc
  .array(fc.string({ unit: fc.constantFrom('x', '=', '1', ' ', '表'), minLength: 1, maxLength: 60 }), {
    minLength: 1,
    maxLength: 12,
  })
  .map((lines) => `\`\`\`sh\n${lines.join('；\n')}；\n\`\`\``);
const row = fc.tuple(sentence, sentence).map((cells) => `| ${cells.join(' | ')} |`);
const table = fc
  .array(row, { minLength: 1, maxLength: 8 })
  .map((rows) => `| 项目 | 费用 |\n| --- | --- |\n${rows.join('\n')}`);
const { list } = fc.letrec<{ list: string; item: string }>((tie) => ({
  list: fc.array(tie('item'), { minLength: 1, maxLength: 5 }).map((items) => items.join('\n')),
  item: fc
    .tuple(
      paragraph,
      fc.option(fc.oneof({ maxDepth: 2 }, paragraph, code, tie('list')), { depthSize: 'small' }),
    )
    .map(([own, inner]) => `- ${own}${inner === null ? '' : `\n\n${indented(inner, '  ')}`}`),
}));
const quotation = paragraph.map((text) => indented(text, '> '));

export const sections: fc.Arbitrary<ShapedText> = fc
  .array(fc.oneof(paragraph, paragraph, list, table, code, quotation), { minLength: 1, maxLength: 6 })
  .map((blocks) => {
    let number = 0;
    // No two sentences are the same, so that the place of each is known.
    return sectionOf(blocks.join('\n\n').replace(/[。！；，]|\. /g, (mark) => `${number++}号${mark}`));
  });
