// Headings that are identifiers made of the same few words: every one, typed as it stands, opens its own section.
import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { openTestEngine } from '../support/engine.ts';
import { temporaryFolder } from '../support/temporary.ts';

const WORDS = ['mem', 'quota', 'query', 'log', 'max', 'size'];
/** All identifiers of one to three different words. */
const IDENTIFIERS = WORDS.flatMap((first) => [
  first,
  ...WORDS.filter((second) => second !== first).flatMap((second) => [
    `${first}_${second}`,
    ...WORDS.filter((third) => third !== first && third !== second).map(
      (third) => `${first}_${second}_${third}`,
    ),
  ]),
]);

const folder = temporaryFolder();
const write = (slug: string, title: string, sections: readonly [heading: string, text: string][]): void => {
  const body = sections.map(([heading, text]) => `## ${heading}\n\n${text}\n`).join('\n');
  writeFileSync(
    path.join(folder, `${slug}.md`),
    `---\ntitle: ${title}\ndate: 2026-01-01\nviews: 0\n---\n\n${body}`,
  );
};
write(
  'variables',
  '运行参数',
  IDENTIFIERS.map((identifier, i) => [
    i % 3 === 0 ? `\`${identifier}\` 从 v${i} 版本开始引入` : `\`${identifier}\``,
    `默认值为 ${i}。请和 ${IDENTIFIERS[(i * 7 + 3) % IDENTIFIERS.length]} 一起调整，另见 mem_quota_query_log 与 max_size。`,
  ]),
);
write('hotline', '服务热线', [
  ['受理时间', '早八点到晚八点。'],
  ['电话', '请拨总机。'],
]);
write('branch', '营业网点', [
  ['受理时间', '周一到周五。'],
  ['地址', '人民路一号。'],
]);
for (let i = 0; i < 25; i++)
  write(`product-${i}`, `产品${i}号`, [
    ['规格', `长${i}厘米。`],
    ['保养', '避免日晒。'],
  ]);

write('pool', '游泳馆办卡指南', [
  ['办理会员卡的主要步骤', '先到前台登记，再拍照领卡。'],
  ['哪些人不能办年卡', '皮肤病患者不能下水。'],
  ['儿童票怎么买', '身高一米二以下免票。'],
  ['会员卡多久能补好', '一般两天。'],
  ['会员卡能用几年', '会员卡用三年，期满再办。'],
  ['免费退卡条件', '办卡七天以内，一次没有用过。'],
]);

const { answerer, index } = await openTestEngine(folder);
/** The heading paths of an answer's passage and of those that follow it; the kind of an answer without one. */
async function opened(question: string): Promise<string[]> {
  const answer = await answerer.answer(question);
  if (answer.kind !== 'found') return [answer.kind];
  const next = answer.next.map(({ sectionId }) => index.catalogue.bySectionId(sectionId));
  return [
    `${answer.main.article.title} ${answer.main.headingPath.join()}`,
    ...next.map((entry) => `${entry?.article.title ?? ''} ${entry?.section.headingPath.join() ?? ''}`),
  ];
}

test('a heading as it stands opens its section, with the title before it or alone', async () => {
  const variables = index.catalogue.bySlug('variables');
  assert.equal(variables?.sections.length, IDENTIFIERS.length);
  for (const { headingPath } of variables.sections) {
    const heading = headingPath.join();
    for (const question of [heading, `运行参数 ${heading}`])
      assert.equal((await opened(question))[0], `运行参数 ${heading}`, question);
  }
});

test('an identifier of several words opens its section, whatever else its heading says', async () => {
  for (const identifier of IDENTIFIERS.filter((one) => one.includes('_')))
    assert.match((await opened(identifier))[0] ?? '', new RegExp(`^运行参数 ${identifier}( 从|$)`));
});

test('of two sections with the same heading one is shown with a doubt, and the other is next', async () => {
  const answer = await answerer.answer('受理时间？');
  assert.ok(answer.kind === 'unsure');
  const next = index.catalogue.bySectionId(answer.next[0]?.sectionId ?? '');
  assert.deepEqual([answer.closest.article.title, next?.article.title].sort(), ['服务热线', '营业网点']);
  assert.equal((await opened('营业网点的受理时间'))[0], '营业网点 受理时间');
});

test('a heading that every article has names none of them', async () => {
  assert.equal((await opened('产品7号 规格'))[0], '产品7号 规格');
  const answer = await answerer.explain('规格');
  assert.equal(answer.retrieval?.named.size, 0);
});

test('a named section is shown from its beginning', async () => {
  const answer = await answerer.answer('mem_quota');
  assert.ok(answer.kind === 'found');
  assert.equal(answer.main.excerpt.sentences[0]?.gapBefore, false);
});

test('a heading but for one word, or with its words in another order, opens its section surely', async () => {
  for (const question of [
    '办理会员卡的步骤',
    '会员卡办理的主要步骤',
    '游泳馆办理会员卡的步骤',
    '怎么买儿童票？',
  ])
    assert.match((await opened(question))[0] ?? '', /办理会员卡|儿童票/, question);
  assert.equal((await opened('请问会员卡办理步骤是'))[0], '游泳馆办卡指南 办理会员卡的主要步骤');
});

test('a word more in front of a heading makes it another thing', async () => {
  assert.deepEqual((await opened('免费退卡的条件'))[0], '游泳馆办卡指南 免费退卡条件');
  const { retrieval } = await answerer.explain('退卡条件');
  assert.deepEqual([...(retrieval?.named ?? [])], []);
});

test('how long is asked in any words', async () => {
  for (const question of [
    '会员卡多久能补好呢',
    '会员卡要多长时间能补好',
    '会员卡多少时间能补好',
    '会员卡需要多久能补好',
    '会员卡几天才能补好',
    '补会员卡多少天能拿到',
  ])
    assert.equal((await answerer.explain(question)).retrieval?.named.size, 1, question);
});

test('whether it can or may be done is no word of a heading', async () => {
  for (const question of ['会员卡可以用几年', '会员卡用几年', '儿童票能怎么买'])
    assert.equal((await answerer.explain(question)).retrieval?.named.size, 1, question);
});

test('a question without the negation of a heading, or with half of it, does not name it', async () => {
  for (const question of ['哪些人能办年卡', '步骤', '办理会员卡的退款步骤']) {
    const { retrieval } = await answerer.explain(question);
    assert.equal(retrieval?.named.size, 0, question);
  }
});

test('a title alone opens the beginning of its article', async () => {
  for (const question of ['游泳馆办卡指南', '游泳馆办卡指南是什么', '介绍一下游泳馆办卡指南'])
    assert.equal((await opened(question))[0], '游泳馆办卡指南 办理会员卡的主要步骤', question);
});
