import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createQuestionParser } from '../../src/retrieval/question.ts';
import { parseSynonyms } from '../../src/retrieval/synonyms.ts';
import { normalise } from '../../src/text/normal-form.ts';
import { withoutPadding } from '../../src/text/polite-padding.ts';
import { openHashingEngine, SYNONYMS } from '../support/engine.ts';

const rules = parseSynonyms(
  [
    '# a comment',
    'probation, probation period => 试用期 # after a rule',
    '炒鱿鱼, 裁员 => 解除劳动合同, 经济补偿',
    'IPO, 首次公开发行, 上市',
  ].join('\n'),
  's.txt',
);
const found = (typed: string): [string, string[]][] => {
  const text = normalise(typed);
  return rules.match(text).map(({ start, end, alternatives }) => [text.slice(start, end), alternatives]);
};

test('a rule with an arrow is one-way, one without is mutual', () => {
  assert.deepEqual(found('公司要裁员'), [['裁员', ['解除劳动合同', '经济补偿']]]);
  assert.deepEqual(found('经济补偿'), []);
  assert.deepEqual(found('首次公开发行'), [['首次公开发行', ['ipo', '上市']]]);
});

test('the longest match wins, Latin words match whole and as singulars, case and width do not matter', () => {
  assert.deepEqual(found('what is the probation period'), [['probation period', ['试用期']]]);
  assert.deepEqual(found('Probations'), [['probations', ['试用期']]]);
  assert.deepEqual(found('probationary'), []);
  assert.deepEqual(found('ＩＰＯ流程'), [['ipo', ['首次公开发行', '上市']]]);
});

test('a line that is not a rule is refused, naming its line', () => {
  for (const line of ['alone', 'a => b => c', '=> 试用期', 'a, , b', '!!!, 试用期']) {
    assert.throws(
      () => parseSynonyms(`a, b\n${line}`, 's.txt'),
      /s\.txt:2: not a rule like "a, b => c"/,
      line,
    );
  }
});

test('the bundled file consists of valid rules', () => {
  assert.ok(SYNONYMS.match(normalise('severance pay')).length > 0);
});

const { index } = await openHashingEngine();
const parser = createQuestionParser(
  index.lexical,
  parseSynonyms('炒鱿鱼 => 客服\n公司, 企业\nfee => 费用', 's.txt'),
);

const parse = (text: string) => parser(withoutPadding(normalise(text)));

test('a synonym replaces a word that no article has', () => {
  const { terms } = parse('炒鱿鱼');
  assert.equal(terms.find(({ term }) => term === '客服')?.optional, false);
  assert.equal(
    terms.find(({ term }) => term === '鱿鱼'),
    undefined,
  );
});

test('for a word that articles have, a synonym is a bonus', () => {
  const { terms } = parse('公司');
  assert.equal(terms.find(({ term }) => term === '公司')?.optional, undefined);
  assert.equal(terms.find(({ term }) => term === '企业')?.optional, true);
});

test('the segments of a question are all of it except question words', () => {
  const { segments, normalForm } = parse('请问 Fee 是多少？谢谢');
  assert.equal(normalForm, 'fee 是多少');
  assert.deepEqual(segments, [{ text: 'fee', alternatives: ['费用'] }]);
});
