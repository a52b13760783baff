// Conversations: a question after an answer, through the real answerer.
import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { type Answer, type Reading, shownPassage } from '../../src/answer/answer.ts';
import type { Answerer } from '../../src/answer/answerer.ts';
import { type LastAnswer, lastAnswerOf } from '../../src/answer/last-answer.ts';
import { onScaleOf } from '../../src/retrieval/follow-up.ts';
import { CALIBRATION, openTestEngine } from '../support/engine.ts';
import { fc } from '../support/property.ts';
import { temporaryFolder } from '../support/temporary.ts';

const SETTINGS = ['pool_size', 'retry_limit', 'cache_ttl', 'log_level', 'sync_mode', 'page_rows'];

function writeSettings(folder: string): void {
  const sections = SETTINGS.map((name, i) =>
    [`### ${name}`, `- 类型：整数`, `- 默认值：${i + 3}`, `- 这个参数修改以后要等 ${i + 1} 分钟生效。`].join(
      '\n',
    ),
  );
  const head = (title: string): string => `---\ntitle: ${title}\ndate: 2026-05-04\n---\n\n## 说明\n\n`;
  writeFileSync(path.join(folder, 'canshu.md'), head('山雀服务的参数') + sections.join('\n\n'));
  writeFileSync(
    path.join(folder, 'baoyang.md'),
    `${head('咖啡机保养')}### 除垢周期\n\n咖啡机每三个月除垢一次。\n\n### 收费标准\n\n上门保养每次 120 元。`,
  );
}

const folder = temporaryFolder();
writeSettings(folder);
const engine = await openTestEngine(folder);
const fixtures = await openTestEngine();

/** The last answer of a conversation. */
async function converse(answerer: Answerer, ...questions: string[]): Promise<Answer> {
  let last: LastAnswer | undefined;
  let answer: Answer | undefined;
  for (const question of questions) {
    answer = await answerer.answer(question, { after: last });
    last = lastAnswerOf(answer) ?? last;
  }
  return answer ?? assert.fail();
}

const headingOf = (answer: Answer): string | undefined => shownPassage(answer)?.headingPath.at(-1);

test('a setting stays the subject of what is asked next, in an article on many settings', async () => {
  const { answerer } = engine;
  assert.equal(headingOf(await converse(answerer, 'cache_ttl 是什么', '默认值是多少')), 'cache_ttl');
  const third = await converse(answerer, 'log_level 是什么', '默认值是多少', '多久生效');
  assert.equal(headingOf(third), 'log_level');
  assert.ok('carriedWords' in third && third.carriedWords === 'log_level', JSON.stringify(third));
  assert.equal(headingOf(await converse(answerer, 'log_level 是什么', '那 page_rows 呢')), 'page_rows');
});

test('a setting is not carried into another topic', async () => {
  const { answerer } = engine;
  assert.equal(headingOf(await converse(answerer, 'sync_mode 是什么', '咖啡机多久除垢')), '除垢周期');
  const other = await converse(answerer, 'sync_mode 是什么', '火车票怎么改签');
  const { carriedWords, assumedTopic }: Reading = other.kind === 'unsure' ? other : {};
  assert.deepEqual([carriedWords, assumedTopic], [undefined, undefined]);
});

test('a message that names one topic goes over to it; a question mark alone goes on about nothing', async () => {
  const { answerer } = engine;
  const named = await converse(answerer, 'sync_mode 是什么', '那咖啡机保养呢');
  assert.equal(
    lastAnswerOf(named)?.articleId,
    engine.index.catalogue.bySlug('baoyang')?.id,
    JSON.stringify(named),
  );
  assert.equal(
    headingOf(await converse(answerer, 'sync_mode 是什么', '那咖啡机保养呢', '怎么收费')),
    '收费标准',
  );
  assert.equal((await converse(answerer, '咖啡机多久除垢', '？')).kind, 'nothing');
});

test('words without content go on about nothing', async () => {
  for (const message of ['的的的的呢', '那那那呢', '啊这'])
    assert.ok((await converse(engine.answerer, '咖啡机保养', message)).kind === 'nothing', message);
});

test('the same follow-up is an answer wherever the cut-offs of a wiki are', async () => {
  for (const cutOffs of [
    { found: 0.6, unsure: 0.1 },
    { found: 0.7, unsure: 0.3 },
    { found: 0.97, unsure: 0.6 },
  ]) {
    const { answerer } = fixtures.withCalibration({ ...CALIBRATION, cutOffs });
    const after = await converse(answerer, '云帆客服系统做什么');
    const last = lastAnswerOf(after);
    const fees = await answerer.answer('怎么收费', { after: last });
    assert.ok(fees.kind === 'found' && fees.assumedTopic !== undefined, JSON.stringify({ cutOffs, fees }));
    assert.equal(headingOf(fees), '收费方式');
    const other = await answerer.answer('红烧肉需要炖多久', { after: last });
    assert.ok(!('assumedTopic' in other) || other.assumedTopic === undefined, JSON.stringify(other));
  }
});

test('an estimate keeps its order, and stays on its side of the levels, on every scale', () => {
  const share = fc.double({ min: 0, max: 1, noNaN: true });
  fc.assert(
    fc.property(share, share, share, share, (a, b, one, other) => {
      const cutOffs = { unsure: 0.02 + 0.45 * a, found: 0.5 + 0.48 * b };
      const [low, high] = one < other ? [one, other] : [other, one];
      const scaled = onScaleOf(cutOffs, low);
      assert.ok(scaled >= 0 && scaled <= onScaleOf(cutOffs, high) && onScaleOf(cutOffs, high) <= 1);
      assert.equal(scaled >= cutOffs.found, onScaleOf({ unsure: 0.2, found: 0.7 }, low) >= 0.7);
    }),
  );
});
