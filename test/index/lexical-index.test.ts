import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { fc } from '../support/property.ts';
import { createLexicalBuilder, type LexicalFields } from '../../src/build/lexical-builder.ts';
import { decodeLexical, encodeLexical } from '../../src/index/lexical-format.ts';
import { openLexicalFile } from '../../src/index/lexical-file.ts';
import { createLexicalIndex, type LexicalIndex } from '../../src/index/lexical-index.ts';
import { tokenise } from '../../src/text/tokens.ts';
import { temporaryFolder } from '../support/temporary.ts';

function build(passages: readonly LexicalFields[]): LexicalIndex {
  const builder = createLexicalBuilder();
  for (const passage of passages) builder.add(passage);
  return createLexicalIndex(decodeLexical(encodeLexical(builder.finish())));
}
const body = (text: string): LexicalFields => ({ title: '', headings: '', body: text, names: [] });
const terms = (...words: string[]) => words.map((term) => ({ term, weight: 1 }));

const index = build([body('发行价格是多少'), body('股票代码'), body('发行股票，发行价格')]);

test('passages that hold the terms are found, best first', () => {
  assert.deepEqual(
    index.search(terms('发行', '股票'), 10).hits.map(({ ordinal }) => ordinal),
    [2, 1, 0],
  );
});

test('scores are BM25 with its idf, by hand', () => {
  // 股票 is in 2 of 3 passages; body lengths in bigrams and words: 6, 3, 6; average 5.
  const idf = Math.log(1 + (3 - 2 + 0.5) / (2 + 0.5));
  assert.ok(Math.abs(index.idf('股票') - idf) < 1e-9);
  const frequency = 1 / (1 - 0.6 + 0.6 * (3 / 5));
  const [, match] = index.search(terms('股票'), 10, [0, 1]).also;
  assert.ok(Math.abs((match?.score ?? 0) - frequency / (1.2 + frequency)) < 1e-6);
  assert.equal(match?.coverage, 1);
});

test('coverage is the share of the idf mass; a term that no passage holds counts as missing', () => {
  const [match] = index.search(terms('股票', '区块'), 10, [1]).also;
  assert.ok(
    Math.abs((match?.coverage ?? 0) - index.idf('股票') / (index.idf('股票') + index.idf('区块'))) < 1e-6,
  );
});

test('titles and headings count besides the body', () => {
  const fields = build([
    { title: '公司注销', headings: '基本释义 › 期限', body: '四十五天。', names: [] },
    body('其他'),
  ]);
  assert.deepEqual(
    fields.search(terms('注销'), 5).hits.map(({ ordinal }) => ordinal),
    [0],
  );
  assert.deepEqual(
    fields.search(terms('期限'), 5).hits.map(({ ordinal }) => ordinal),
    [0],
  );
});

test('no terms and unknown terms find nothing', () => {
  assert.deepEqual(index.search([], 10, [0]), { hits: [], also: [{ score: 0, coverage: 0 }] });
  assert.deepEqual(index.search(terms('区块'), 10).hits, []);
});

test('one question leaves no trace in the next', () => {
  const before = index.search(terms('代码'), 10);
  index.search(terms('发行', '价格'), 1);
  assert.deepEqual(index.search(terms('代码'), 10), before);
});

test('only k passages are returned, and they are the best', () => {
  const many = build(
    Array.from({ length: 200 }, (_, i) => body(`企业${'企业'.repeat(i % 7)}上市${'其他内容'.repeat(i % 5)}`)),
  );
  const all = many.search(terms('企业'), 200).hits;
  assert.deepEqual(
    many.search(terms('企业'), 7).hits.map(({ score }) => score),
    all.slice(0, 7).map(({ score }) => score),
  );
});

test('every passage is found by each of its terms, and by no other term, for any texts', () => {
  const word = fc.constantFrom('企业', '上市', 'IPO', '35.09', '公司', '注销', '𠮷野', 'é');
  const texts = fc.array(
    fc.array(word, { maxLength: 6 }).map((words) => words.join('，')),
    { minLength: 1, maxLength: 150 },
  );
  fc.assert(
    fc.property(texts, (bodies) => {
      const built = build(bodies.map(body));
      for (const term of ['企业', 'ipo', '35.09', '吉野', '𠮷野', 'é', '没有']) {
        const expected = bodies.flatMap((text, i) =>
          tokenise(text).some((token) => token.term === term) ? [i] : [],
        );
        const found = built.search(terms(term), bodies.length).hits.map(({ ordinal }) => ordinal);
        assert.deepEqual(
          found.sort((a, b) => a - b),
          expected,
        );
      }
    }),
    { numRuns: 100 },
  );
});

test('bytes that are not a lexical index are refused', () => {
  const bytes = encodeLexical(createLexicalBuilder().finish());
  assert.throws(() => decodeLexical(bytes.subarray(0, 10)), /too short/);
  assert.throws(() => decodeLexical(Buffer.concat([bytes, Buffer.alloc(4)])), /its header says/);
  const other = Buffer.from(bytes);
  other[0] = 0;
  assert.throws(() => decodeLexical(other), /is not a lexical index/);
  const older = Buffer.from(bytes);
  older.writeUInt32LE(99, 4);
  assert.throws(() => decodeLexical(older), /has version 99/);
});

test('postings read from the file give the same as those in memory', () => {
  const builder = createLexicalBuilder();
  const words = ['发行', '股票', '价格', '代码', 'naïve', '😀', 'ipo'];
  for (let i = 0; i < 3000; i++)
    builder.add(body(words.filter((_, j) => (i * 7 + j * j) % (j + 2) === 0).join(i % 2 === 0 ? ' ' : '')));
  const data = builder.finish();
  const inMemory = createLexicalIndex(data);
  const file = path.join(temporaryFolder(), 'lexical.bin');
  writeFileSync(file, encodeLexical(data));
  const { lexical: onDisk, close } = openLexicalFile(file);
  assert.ok(onDisk.bytes < inMemory.bytes);
  const all = [...inMemory.terms()];
  assert.deepEqual([...onDisk.terms()], all);
  for (const term of [...all, 'missing', 'é'])
    assert.equal(onDisk.documentFrequency(term), inMemory.documentFrequency(term), term);
  for (const asked of [all, all.slice(0, 3), ['missing'], [...all].reverse()])
    assert.deepEqual(
      onDisk.search(terms(...asked), 20, [5, 6]),
      inMemory.search(terms(...asked), 20, [5, 6]),
    );
  close();
});

test('unwanted terms are left out', () => {
  const short = build([body('发行 ipo 2024')]).terms((first, length) => first === 0x69 || length === 3);
  assert.deepEqual([...short].sort(), ['ipo', '发', '行'].sort());
});

test('a file that is not a lexical index is refused and closed', () => {
  const file = path.join(temporaryFolder(), 'lexical.bin');
  writeFileSync(file, 'nothing');
  assert.throws(() => openLexicalFile(file), /too short/);
  writeFileSync(file, Buffer.alloc(100));
  assert.throws(() => openLexicalFile(file), /is not a lexical index/);
});
