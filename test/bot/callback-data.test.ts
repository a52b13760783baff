import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fc } from '../support/property.ts';
import {
  type CallbackData,
  decodeCallback,
  encodeCallback,
  LAST_PAGE,
  type ListPlace,
} from '../../src/bot/callback-data.ts';
import { MAX_CALLBACK_BYTES } from '../../src/bot/limits.ts';
import { MAX_CARRIED_BYTES } from '../../src/retrieval/follow-up.ts';

const id = fc.string({
  unit: fc.constantFrom('A', 'B', 'c', 'd', '0', '9', '_', '-'),
  minLength: 12,
  maxLength: 12,
});
/** A value, or undefined as in decoded data. */
const optional = <T>(value: fc.Arbitrary<T>) => fc.option(value, { nil: undefined });
const PLAIN = { noNullPrototype: true } as const;
const number = fc.integer({ min: 0, max: LAST_PAGE });
const place: fc.Arbitrary<ListPlace> = fc.record(
  {
    list: fc.oneof(
      fc.record(
        { by: fc.constant('letter' as const), letter: fc.constantFrom('A', 'Q', 'Z', '#', '*') },
        PLAIN,
      ),
      fc.record({ by: fc.constant('folder' as const), folderId: id }, PLAIN),
      fc.constantFrom({ by: 'title' as const }, { by: 'latest' as const }, { by: 'hot' as const }),
    ),
    page: number,
  },
  PLAIN,
);
const generation = fc.string({ unit: fc.constantFrom('2', '0', 'T', 'a', '-'), minLength: 8, maxLength: 8 });
/** An article, or words of an earlier question as long as they may be. */
const carried = fc.oneof(
  id.map((articleId) => ({ articleId })),
  fc
    .string({ unit: fc.constantFrom('多', '少', 'a', ' ', ':', '~', '.', '9'), minLength: 1, maxLength: 12 })
    .map((words) => ({ words })),
);
const resultPlace = {
  position: number,
  carried: optional(carried),
  part: fc.integer({ min: 1, max: 9 }),
};
const data: fc.Arbitrary<CallbackData> = fc.oneof(
  fc.record(
    { kind: fc.constantFrom('result' as const, 'related' as const), ...resultPlace },
    { ...PLAIN, requiredKeys: ['kind', 'position', 'carried'] },
  ),
  fc.record(
    {
      kind: fc.constant('whole-section' as const),
      page: number,
      sectionId: id,
      ...resultPlace,
    },
    { ...PLAIN, requiredKeys: ['kind', 'page', 'sectionId', 'position', 'carried'] },
  ),
  fc.constantFrom(
    { kind: 'drop-topic' as const },
    { kind: 'all-topics' as const },
    { kind: 'random' as const },
    { kind: 'language' as const, language: 'zh-hant' },
    { kind: 'language' as const, language: 'en' },
  ),
  fc.record({ kind: fc.constant('folders' as const), page: number }, PLAIN),
  fc.record(
    { kind: fc.constant('picture' as const), sectionId: id, key: id.map((text) => text.slice(0, 8)) },
    PLAIN,
  ),
  fc.record(
    {
      kind: fc.constant('vote' as const),
      choice: fc.constantFrom(
        ...(['up', 'down', 'none', 'irrelevant', 'outdated', 'incomplete', 'other'] as const),
      ),
      sectionId: id,
      generation,
      confidence: fc.integer({ min: 0, max: 100 }).map((n) => n / 100),
    },
    PLAIN,
  ),
  fc.record(
    {
      kind: fc.constantFrom('whole-article' as const, 'article' as const),
      articleId: id,
    },
    PLAIN,
  ),
  fc.record({ kind: fc.constant('example' as const), id }, PLAIN),
  fc.record({ kind: fc.constant('article-page' as const), page: number, articleId: id }, PLAIN),
  fc.record({ kind: fc.constant('list' as const), place }, PLAIN),
  fc.record(
    { kind: fc.constant('card' as const), page: number, articleId: id, from: optional(place) },
    PLAIN,
  ),
  fc.record(
    { kind: fc.constant('section' as const), page: number, sectionId: id, from: optional(place) },
    PLAIN,
  ),
);

test('any data is decoded to the same as encoded, within 64 bytes', () => {
  fc.assert(
    fc.property(data, (value) => {
      const text = encodeCallback(value);
      assert.ok(Buffer.byteLength(text) <= MAX_CALLBACK_BYTES);
      assert.deepEqual(decodeCallback(text), value);
    }),
    { numRuns: 1000 },
  );
});

test('the longest possible data has at most 64 bytes', () => {
  const [sectionId, articleId] = ['A'.repeat(12), 'B'.repeat(12)];
  const carried = { words: '多'.repeat(MAX_CARRIED_BYTES / 3) };
  const longest: CallbackData[] = [
    { kind: 'whole-section', page: LAST_PAGE, position: LAST_PAGE, sectionId, carried },
    {
      kind: 'vote',
      choice: 'incomplete',
      sectionId,
      confidence: 1,
      generation: '20261124T120000000Z-123456789',
    },
    {
      kind: 'card',
      page: LAST_PAGE,
      articleId,
      from: { list: { by: 'letter', letter: 'Z' }, page: LAST_PAGE },
    },
  ];
  assert.deepEqual(
    longest.map((value) => Buffer.byteLength(encodeCallback(value))),
    [58, 29, 21],
  );
});

test('numbers beyond two digits mean the last page, and confidence is kept as whole percents', () => {
  const encoded = encodeCallback({ kind: 'article-page', page: 5000, articleId: 'A'.repeat(12) });
  assert.deepEqual(decodeCallback(encoded), {
    kind: 'article-page',
    page: LAST_PAGE,
    articleId: 'A'.repeat(12),
  });
});

test('data that does not fit is reported as a bug', () => {
  assert.throws(() => encodeCallback({ kind: 'whole-article', articleId: 'A'.repeat(63) }), RangeError);
});

test('foreign data of any kind gives undefined', () => {
  fc.assert(
    fc.property(fc.string({ maxLength: 64 }), (text) => {
      const decoded = decodeCallback(text);
      if (decoded !== undefined) assert.equal(encodeCallback(decoded), text);
    }),
  );
  const foreign = [
    '',
    't:',
    't:short',
    'x:AAAAAAAAAAAA',
    'p:0:AAAAAAAAAAAA0',
    'r:100:',
    'l:b0',
    'l:A',
    'd ',
    'g:xx-',
  ];
  for (const text of foreign) assert.equal(decodeCallback(text), undefined, text);
});
