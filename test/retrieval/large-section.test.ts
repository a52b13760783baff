// One section of two megabytes: a question costs no more than elsewhere, counted in work instead of time.
import assert from 'node:assert/strict';
import { cpSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { createWiki } from '../../src/answer/wiki.ts';
import type { OpenIndex } from '../../src/index/open-index.ts';
import { createRetriever } from '../../src/retrieval/retriever.ts';
import { CALIBRATION, openTestEngine, SYNONYMS } from '../support/engine.ts';
import { FIXTURE_ARTICLES } from '../support/project.ts';
import { temporaryFolder } from '../support/temporary.ts';

const CHARACTERS = Array.from(
  '的一是在有和企业流程申请材料部门审批办理时间费用标准规定人员系统账户服务管理仓库运输海关税务车间采购质量检验合同发票银行保险招聘培训宿舍食堂门禁',
);
const SENTENCES = 10_000;
const WANTED = '养龟许可证由渔政科在十四个工作日内发放。';

/** About 1.9 MB of rules, with one meaningful sentence in the middle. */
function rules(): string {
  let state = 9;
  const next = (below: number): number => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0; // Numerical Recipes' generator
    return Math.floor((state / 2 ** 32) * below);
  };
  // About something else in every stretch: a graph of texts that all say the same cannot be searched.
  const clause = (about: number): string =>
    Array.from({ length: 6 + next(12) }, () => CHARACTERS[(about + next(9)) % CHARACTERS.length]).join('');
  const sentences = Array.from({ length: SENTENCES }, (_, i) =>
    i === SENTENCES / 2
      ? WANTED
      : `第${i}条，${Array.from({ length: 5 }, () => clause(Math.floor(i / 20) * 7)).join('，')}。`,
  );
  return sentences.join('\n');
}

const folder = temporaryFolder();
cpSync(FIXTURE_ARTICLES, folder, { recursive: true });
writeFileSync(
  path.join(folder, 'tiaoli.md'),
  `---\ntitle: 管理条例全文\ndate: 2026-01-01\nviews: 0\n---\n\n## 基本释义\n\n### 条例全文\n\n${rules()}\n`,
);
const { index, embedder } = await openTestEngine(folder);
const section = index.catalogue.bySlug('tiaoli')?.sections[0];
assert.ok(section !== undefined && section.passages > 1000);

/** An answerer, and its work so far. */
function counted() {
  const { texts, tokens, vectors, catalogue } = index;
  assert.ok(tokens !== undefined);
  const work = { bytes: 0, matched: 0, vectors: 0, placed: 0 };
  const watched: OpenIndex = {
    ...index,
    catalogue: { ...catalogue, place: (ordinal) => (work.placed++, catalogue.place(ordinal)) },
    texts: {
      ...texts,
      section: (at) => {
        const found = texts.section(at);
        work.bytes += Buffer.byteLength(found.text);
        return found;
      },
    },
    tokens: { ...tokens, partsOf: (ordinal) => (work.matched++, tokens.partsOf(ordinal)) },
    vectors: { ...vectors, vectorOf: (ordinal) => (work.vectors++, vectors.vectorOf(ordinal)) },
  };
  const options = { embedder, calibration: CALIBRATION, synonyms: SYNONYMS };
  const retriever = createRetriever({ ...options, index: watched });
  return { answerer: createWiki({ index: watched, retriever }).answerer, work };
}

test('a passage of a section of two megabytes is shown with its neighbourhood, without comparing the rest', async () => {
  const { answerer, work } = counted();
  const answer = await answerer.answer('养龟许可证多久发放');
  assert.ok(answer.kind === 'found', answer.kind);
  const { article, excerpt } = answer.main;
  assert.equal(article.slug, 'tiaoli');
  assert.equal(excerpt.sentences.find(({ best }) => best)?.text.trim(), WANTED);
  assert.ok(excerpt.sentences[0]?.gapBefore === true && excerpt.gapAfter);
  const numbers = excerpt.sentences.flatMap(({ text }) => /^第(\d+)条/.exec(text)?.[1] ?? []);
  for (const number of numbers) assert.ok(Math.abs(Number(number) - SENTENCES / 2) < 150, number);
  assert.ok(work.bytes < 2_500_000, `${work.bytes}bytes: the section once, and the other shown texts`);
  assert.ok(work.matched < 100, `${work.matched} passages compared`);
  assert.ok(work.placed < 100, `${work.placed} places`);
  assert.ok(work.vectors < 400, `${work.vectors} vectors`);
});

test('a question that names such a section is answered from its beginning', async () => {
  const { answerer, work } = counted();
  const answer = await answerer.answer('管理条例全文的条例全文');
  assert.ok(answer.kind === 'found', answer.kind);
  const [first] = answer.main.excerpt.sentences;
  assert.match(first?.text ?? '', /^第0条/);
  assert.equal(first?.gapBefore, false);
  assert.ok(work.matched < 100 && work.bytes < 2_500_000);
});
