import assert from 'node:assert/strict';
import { test } from 'node:test';
import { MAX_PASSAGE_LENGTH, passageSentences, splitPassages } from '../../src/corpus/passages.ts';
import type { Unit } from '../../src/corpus/shape.ts';
import { type Range, splitSentences } from '../../src/text/sentences.ts';
import { fc } from '../support/property.ts';
import { sectionOf, sections } from '../support/sections.ts';

const plain = (text: string) => ({ text, units: [] });
const pieces = (text: string, limit?: number): string[] =>
  splitPassages(plain(text), limit).map(({ start, end }) => text.slice(start, end));

const texts = fc
  .array(fc.tuple(fc.integer({ min: 1, max: 180 }), fc.constantFrom('。', '！', '\n\n', '。”', '. ', '，')), {
    maxLength: 20,
  })
  .map((parts) =>
    parts.map(([length, end]) => '企业上市注销专利'.repeat(30).slice(0, length) + end).join(''),
  );

/** All units, those inside others too. */
function allUnits(units: readonly Unit[]): Unit[] {
  return units.flatMap((unit) => [unit, ...('units' in unit ? allUnits(unit.units) : [])]);
}

test('joining the passages gives back the section', () => {
  fc.assert(
    fc.property(fc.oneof(texts, fc.string({ unit: 'binary', maxLength: 900 })), (text) => {
      assert.equal(pieces(text).join(''), text.trim() === '' ? '' : text);
    }),
    { numRuns: 1000 },
  );
});

test('joining the passages gives back a section of units, and joining the sentences a passage', () => {
  fc.assert(
    fc.property(sections, fc.integer({ min: 20, max: 900 }), (section, limit) => {
      const textOf = ({ start, end }: Range): string => section.text.slice(start, end);
      const passages = splitPassages(section, limit);
      assert.equal(passages.map(textOf).join(''), section.text);
      for (const passage of passages)
        assert.equal(passageSentences(section, passage).map(textOf).join(''), textOf(passage));
    }),
  );
});

test('no passage is wider than the limit, apart from white space at its end', () => {
  fc.assert(
    fc.property(sections, fc.integer({ min: 20, max: 900 }), (section, limit) => {
      for (const { start, end } of splitPassages(section, limit)) {
        const width = section.text.slice(start, end).trimEnd().length;
        assert.ok(width <= limit, String(width));
      }
    }),
  );
});

test('no item, row, code block or quotation that fits is cut, and no sentence runs across two', () => {
  fc.assert(
    fc.property(sections, fc.integer({ min: 20, max: 900 }), (section, limit) => {
      const passages = splitPassages(section, limit);
      const sentences = passages.flatMap((passage) => passageSentences(section, passage));
      for (const { kind, start, end } of allUnits(section.units)) {
        if (kind === 'list' || kind === 'table' || kind === 'paragraph') continue;
        const isCut = (cut: number): boolean => start < cut && cut < end;
        if (end - start <= limit)
          assert.ok(!passages.some((passage) => isCut(passage.end)), `${kind} from ${start} to ${end}`);
        for (const sentence of sentences) assert.ok(!(sentence.start < start && sentence.end > start), kind);
      }
    }),
  );
});

test('a passage ends inside a sentence only when that sentence alone is longer than the limit', () => {
  fc.assert(
    fc.property(texts, (text) => {
      const sentences = splitSentences(text);
      for (const { end } of splitPassages(plain(text))) {
        const inside = sentences.find((sentence) => sentence.start < end && end < sentence.end);
        if (inside !== undefined) assert.ok(inside.end - inside.start > MAX_PASSAGE_LENGTH);
      }
    }),
  );
});

test('a section within the limit is one passage', () => {
  assert.equal(pieces('短'.repeat(400)).length, 1);
  assert.equal(pieces('短'.repeat(401)).length, 2);
});

test('a section just above the limit gives two even passages', () => {
  assert.deepEqual(
    pieces('短句很短。'.repeat(84)).map((piece) => piece.length),
    [210, 210],
  );
});

test('a few words at the end do not form a separate passage', () => {
  const long = '甲'.repeat(396);
  const lengths = pieces(`${long}。${'乙'.repeat(200)}。${'丙'.repeat(198)}。是书名`).map(
    (piece) => piece.length,
  );
  assert.ok(Math.min(...lengths) > 100, lengths.join());
});

test('an item wider than the limit is cut between its own items, and long code at line ends', () => {
  const inner = Array.from({ length: 9 }, (_, i) => `  - 第${i}步${'等待系统确认'.repeat(10)}`).join('\n');
  const steps = sectionOf(`- 安装\n${inner}\n- 完成`);
  const starts = splitPassages(steps).map(({ start }) => steps.text.slice(start, start + 4));
  assert.ok(starts.length > 1);
  for (const start of starts.slice(1)) assert.match(start, /^- 第\d/);

  const script = sectionOf(`\`\`\`\n${'wenda --index data --port 8080\n'.repeat(60)}\`\`\``);
  const ends = splitPassages(script).map(({ end }) => script.text.charAt(end - 1));
  assert.ok(ends.length > 1);
  for (const end of ends.slice(0, -1)) assert.equal(end, '\n');
});

test('the lines of an item are sentences of their own, a code block is one', () => {
  const section = sectionOf(
    '先看这里\n\n- 错误一\n\n  电压过低。请充电。\n- 错误二\n\n```\na = 1\nb = 2\n```\n\n完成。',
  );
  const sentences = passageSentences(section, { start: 0, end: section.text.length });
  assert.deepEqual(
    sentences.map(({ start, end }) => section.text.slice(start, end).trim()),
    ['先看这里', '- 错误一', '电压过低。', '请充电。', '- 错误二', 'a = 1\nb = 2', '完成。'],
  );
});

test('a sentence wider than the limit is cut at clause marks', () => {
  const clause = '一二三四五六七八九，';
  const [last, ...others] = pieces(clause.repeat(50)).reverse();
  assert.ok(last !== undefined && others.length > 0);
  for (const piece of others) assert.ok(piece.endsWith('，'));
});

test('a cut never splits a surrogate pair', () => {
  const cut = pieces('𠮷'.repeat(500));
  assert.ok(cut.length > 1);
  for (const piece of cut) assert.ok(piece.isWellFormed());
});
