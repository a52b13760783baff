import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { generationFolder } from '../../src/index/generation-folders.ts';
import { minedSynonyms, withMined } from '../../src/retrieval/mined-synonyms.ts';
import { NO_SYNONYMS, parseSynonyms } from '../../src/retrieval/synonyms.ts';
import { normalise } from '../../src/text/normal-form.ts';
import { aliasesIn } from '../../src/text/aliases.ts';
import { openHashingEngine } from '../support/engine.ts';
import { fc } from '../support/property.ts';
import { temporaryFolder } from '../support/temporary.ts';

const folder = temporaryFolder();
writeFileSync(
  path.join(folder, 'kucun.md'),
  '---\ntitle: 仓库管理\n---\n## 指标\n主要指标为库存周转率（ITR）。\n\n## 算法\n库存周转率按年计算，结果乘以一百。\n',
);
writeFileSync(path.join(folder, 'other.md'), '---\ntitle: 食堂\n---\n## 时间\n食堂中午开放。\n');
const { index, indexDir } = await openHashingEngine(folder);

test('a name that an article tells is searched by what it means, and the operator can read it', () => {
  const synonyms = withMined(NO_SYNONYMS, minedSynonyms(index.catalogue.articles));
  assert.deepEqual(synonyms.match(normalise('ITR怎么算')), [
    { start: 0, end: 3, alternatives: ['库存周转率'] },
  ]);
  assert.ok(synonyms.latinWords.has('itr'));
  const { generation, corpus } = index.manifest;
  assert.equal(
    readFileSync(path.join(generationFolder(indexDir, generation), 'synonyms.txt'), 'utf8'),
    '# Read from the articles. Change nothing here: yours go into SYNONYMS_FILE.\nITR => 库存周转率\n',
  );
  assert.equal(corpus.synonyms, 1);
});

test("the operator's own synonyms come first", () => {
  const own = parseSynonyms('itr, 周转 => 食堂', 's.txt');
  const synonyms = withMined(own, minedSynonyms(index.catalogue.articles));
  assert.deepEqual(
    synonyms.match(normalise('ITR')).map(({ alternatives }) => alternatives),
    [['食堂']],
  );
});

test('whatever an article says, its names make valid rules', () => {
  const part = fc.constantFrom(
    '简称',
    '又称',
    '（',
    '）',
    'A-',
    'S&OP',
    'x_',
    '股票',
    '，',
    '#',
    '=>',
    ' ',
    'also called ',
    'Big Co ',
  );
  fc.assert(
    fc.property(fc.array(part), (parts) => {
      minedSynonyms([{ aliases: aliasesIn(parts.join('')) }]);
    }),
  );
});

test('a wiki without other names keeps the synonyms as they are', () => {
  assert.equal(withMined(NO_SYNONYMS, minedSynonyms([{}])), NO_SYNONYMS);
});
