import assert from 'node:assert/strict';
import { cpSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, test } from 'node:test';
import { fuse, RANK_FEATURES } from '../../src/retrieval/fusion.ts';
import { briefSections, relatedArticles } from '../../src/retrieval/related-articles.ts';
import type { Embedder } from '../../src/embedding/embedder.ts';
import type { OpenIndex } from '../../src/index/open-index.ts';
import { createRetriever } from '../../src/retrieval/retriever.ts';
import { normalise } from '../../src/text/normal-form.ts';
import { CALIBRATION, openTestEngine, SYNONYMS } from '../support/engine.ts';
import { FIXTURE_ARTICLES } from '../support/project.ts';
import { temporaryFolder } from '../support/temporary.ts';

const engine = await openTestEngine();
const { retriever, index } = engine;
const first = async (question: string): Promise<string> => {
  const [hit] = (await retriever.retrieve(normalise(question))).hits;
  if (hit === undefined) return 'nothing';
  const { article, section } = index.catalogue.place(hit.ordinal);
  return `${article.slug}/${section.headingPath.at(-1) ?? ''}`;
};
const article = (slug: string) => {
  const found = index.catalogue.bySlug(slug);
  assert.ok(found !== undefined);
  return found;
};

const questions: [question: string, expected: string][] = [
  ['青禾科技的发行价格是多少', 'qinghe-shangshi/发行价格'],
  ['青禾科技股票代码', 'qinghe-shangshi/上市时间'],
  ['簡易註銷要公告多少天', 'gongsi-zhuxiao/公告期限'],
  ['货柜免费堆存几天', 'gangkou-wuliu/貨櫃堆存'],
  ['聊天记录保存多长时间', 'yunfan-kefu/数据安全'],
  ['Is an insurance certificate one of the usual documents?', 'letters-of-credit/Typical documents'],
  ['ＬＥＴＴＥＲ ＯＦ ＣＲＥＤＩＴ bank', 'letters-of-credit/What the bank promises'],
];
for (const [question, expected] of questions) {
  test(`"${question}" finds ${expected}`, async () => {
    assert.equal(await first(question), expected);
  });
}

test('a passage without any word of the question is found by its meaning', async () => {
  const { hits } = await retriever.retrieve(normalise('seaport container storage fee'));
  assert.ok(hits.some(({ coverage, fused }) => coverage === 0 && fused > 0));
});

describe('among more passages than a ranking gives', () => {
  const folder = temporaryFolder();
  cpSync(FIXTURE_ARTICLES, folder, { recursive: true });
  for (let i = 0; i < 80; i++) {
    const head = `---\ntitle: 青禾科技的发行价格公告之${i}\ndate: 2026-01-01\nviews: 0\n---\n`;
    writeFileSync(
      path.join(folder, `notice-${i}.md`),
      `${head}\n## 公告\n\n青禾科技关于发行价格的第${i}号公告。\n`,
    );
  }
  writeFileSync(
    path.join(folder, 'code.md'),
    '---\ntitle: 会议室编号\ndate: 2026-01-01\nviews: 0\n---\n\n## 编号\n\n三楼的会议室叫QX-7788，可坐十二人。\n',
  );

  test('a passage that only the lexical ranking found can win', async () => {
    const { retriever, index } = await openTestEngine(folder);
    const { hits, rankings } = await retriever.retrieve(normalise('青禾科技的发行价格公告说的qx-7788是什么'));
    const wanted = index.catalogue.bySlug('code')?.sections[0]?.firstPassage;
    assert.ok(
      wanted !== undefined && !rankings.vector.includes(wanted),
      'the vector ranking does not have it',
    );
    assert.ok(rankings.lexical.includes(wanted) && hits.some(({ ordinal }) => ordinal === wanted));
    const alone = await retriever.retrieve(normalise('qx-7788'));
    assert.equal(alone.hits[0]?.ordinal, wanted);
  });

  test('a passage that only the vector ranking found can win', async () => {
    const { retriever } = await openTestEngine(folder);
    const found = await retriever.retrieve(normalise('harbour container storage'));
    const [first] = found.hits;
    assert.ok(first !== undefined && !found.rankings.lexical.includes(first.ordinal));
    assert.equal(first.article.slug, 'gangkou-wuliu');
  });
});

test('every hit has all features, each 0 to 1, and hits are in order of their sum', async () => {
  const { hits } = await retriever.retrieve(normalise('公司注销公告'));
  assert.ok(hits.length > 3);
  for (const [i, hit] of hits.entries()) {
    assert.ok(Math.abs(hit.fused - fuse(hit, CALIBRATION.fusion)) < 1e-9);
    assert.ok(hit.fused <= (hits[i - 1]?.fused ?? Infinity));
    for (const name of RANK_FEATURES) assert.ok(Math.abs(hit[name]) <= 1.0001, `${name} ${hit[name]}`);
  }
});

test('a sum finds nothing, a number of a code or of a year does', async () => {
  for (const sum of ['1+1等于几', '12-3', '3*4=?'])
    assert.deepEqual((await retriever.retrieve(normalise(sum))).hits, [], sum);
  assert.notDeepEqual((await retriever.retrieve(normalise('2026'))).hits, []);
});

test('a question without a content word finds nothing and calls no model', async () => {
  // Neither model nor index can be used: they do not exist.
  const { lexical, catalogue } = index;
  const untouched = createRetriever({
    index: { lexical, catalogue } as OpenIndex,
    embedder: { tokens: undefined } as Embedder,
    calibration: CALIBRATION,
    synonyms: SYNONYMS,
  });
  const { hits, confidence, features, question } = await untouched.retrieve(normalise('你好，请问是什么'));
  assert.deepEqual(
    { hits, confidence, features, terms: question.terms },
    {
      hits: [],
      confidence: 0,
      features: undefined,
      terms: [],
    },
  );
});

test('homophone typos are corrected, and the searched question is reported', async () => {
  const { hits, corrected } = await retriever.retrieve(normalise('青和可技的发型价格'));
  assert.equal(hits[0]?.article.slug, 'qinghe-shangshi');
  assert.equal(corrected, '青禾科技的发行价格');
});

test('pinyin without tones is read as characters', async () => {
  const { hits, corrected } = await retriever.retrieve(normalise('gongsi zhuxiao gonggao'));
  assert.equal(hits[0]?.article.slug, 'gongsi-zhuxiao');
  assert.equal(corrected, '公司注销公告');
});

test('a question that finds something is not corrected', async () => {
  assert.equal((await retriever.retrieve(normalise('青禾科技的发行价格是多少'))).corrected, undefined);
});

test('related topics: declared ones first, then the nearest, never itself or a title that does not exist', () => {
  const related = relatedArticles(index, article('qinghe-shangshi'), 4).map(({ slug }) => slug);
  assert.equal(related.length, 4);
  assert.equal(related[0], 'yunfan-kefu');
  assert.ok(!related.includes('qinghe-shangshi'));
  assert.equal(new Set(related).size, 4);
});

test('the brief part is 基本释义, in either script, or the first part', () => {
  const parts = (slug: string): string[] =>
    briefSections(article(slug)).map(({ headingPath }) => headingPath.join('/'));
  assert.deepEqual(parts('gangkou-wuliu'), ['基本釋義/貨櫃堆存', '基本釋義/清關代理']);
  assert.deepEqual(parts('letters-of-credit'), [
    'Overview/What the bank promises',
    'Overview/Typical documents',
  ]);
  assert.deepEqual(parts('qinghe-shangshi'), ['基本释义/上市时间', '基本释义/发行价格']);
});

describe('when the question must be answered before its vector arrives', () => {
  /** A retriever whose embedder waits until it is released. */
  function waiting() {
    const { embedder } = engine;
    let release: () => void = () => undefined;
    let calls = 0;
    const gate = new Promise<void>((resolve) => (release = resolve));
    const held: Embedder = {
      ...embedder,
      tokens: undefined, // tokens are never waited for
      embed: async (texts, kind) => {
        calls++;
        await gate;
        return embedder.embed(texts, kind);
      },
    };
    const options = { index, embedder: held, calibration: CALIBRATION, synonyms: SYNONYMS };
    return { retriever: createRetriever(options), release, calls: () => calls };
  }

  test('the lexical index answers alone, and the vector is used once it has arrived', async () => {
    const { retriever: impatient, release, calls } = waiting();
    const early = await impatient.retrieve(normalise('青禾科技的发行价格'), { patienceMs: 1 });
    assert.equal(early.complete, false);
    assert.deepEqual(early.rankings.vector, []);
    assert.equal(index.catalogue.place(early.hits[0]?.ordinal ?? -1).section.headingPath.at(-1), '发行价格');
    release();
    const later = await impatient.retrieve(normalise('青禾科技的发行价格'));
    assert.equal(later.complete, true);
    assert.ok(later.rankings.vector.length > 0);
    assert.equal(calls(), 1, 'the late vector is used');
  });

  test('the same question in another spelling is embedded once', async () => {
    const { retriever: impatient, release, calls } = waiting();
    release();
    for (const asked of ['青禾科技发行', '青禾科技 發行', '青禾科技发行？'])
      await impatient.retrieve(normalise(asked));
    assert.ok(calls() <= 2, String(calls()));
    await impatient.retrieve(normalise('ＡＢＣ青禾科技发行'));
    await impatient.retrieve(normalise('abc青禾科技發行'));
    assert.ok(calls() <= 3, String(calls()));
  });

  test('a failed embedder is tried again by the next question', async () => {
    let fails = true;
    const { embedder } = engine;
    const flaky: Embedder = {
      ...embedder,
      tokens: undefined,
      embed: (texts, kind) => (fails ? Promise.reject(new Error('gone')) : embedder.embed(texts, kind)),
    };
    const options = { index, embedder: flaky, calibration: CALIBRATION, synonyms: SYNONYMS };
    const other = createRetriever(options);
    await assert.rejects(other.retrieve(normalise('青禾科技'), { patienceMs: 1000 }), /gone/);
    fails = false;
    assert.equal((await other.retrieve(normalise('青禾科技'))).complete, true);
  });
});
