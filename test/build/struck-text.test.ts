// What an author has struck is shown as struck, and is never found.
import assert from 'node:assert/strict';
import { cpSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { recallQuestionTexts } from '../../src/build/recall-questions.ts';
import { planPassages } from '../../src/build/passage-plan.ts';
import { readCorpus } from '../../src/corpus/read-corpus.ts';
import { openTestEngine } from '../support/engine.ts';
import { FIXTURE_ARTICLES } from '../support/project.ts';
import { temporaryFolder } from '../support/temporary.ts';

const BODY = '~~柚子浴缸~~每年体检一次。\n\n~~蓝莓望远镜已经停产。~~\n\n体检在门诊二楼。';
const folder = temporaryFolder();
cpSync(FIXTURE_ARTICLES, folder, { recursive: true });
writeFileSync(
  path.join(folder, 'checkup.md'),
  `---\ntitle: 员工体检\ndate: 2026-01-01\nviews: 0\n---\n\n## 安排\n\n${BODY}\n\n## 作废\n\n~~全部作废。~~\n`,
);
const { answerer, index, embedder } = await openTestEngine(folder);

test('no index and no token of the store knows struck words', () => {
  for (const term of ['柚子', '浴缸', '蓝莓', '停产', '全部'])
    assert.equal(index.lexical.documentFrequency(term), 0, term);
  const tokensOf = (text: string): number[] =>
    embedder.tokens
      ?.embedParts([[text]], 'passage')
      .flatMap(({ parts }) => parts.flatMap((part) => [...part])) ?? [];
  const shared = new Set(tokensOf(BODY.replace(/~~.*?~~/g, '')));
  const ordinal = index.catalogue.bySlug('checkup')?.sections[0]?.firstPassage ?? -1;
  const stored = new Set(index.tokens?.partsOf(ordinal).flatMap((part) => [...part]));
  const struck = tokensOf('柚子浴缸 蓝莓望远镜').filter((id) => !shared.has(id));
  assert.ok(struck.length > 0);
  assert.deepEqual(
    struck.filter((id) => stored.has(id)),
    [],
  );
});

test('a question of struck words finds nothing, and what is not struck is found with the struck words shown', async () => {
  const struck = await answerer.answer('蓝莓望远镜停产了吗');
  assert.notEqual(struck.kind, 'found');
  const answer = await answerer.answer('员工体检在门诊几楼');
  assert.ok(answer.kind === 'found', answer.kind);
  const { sentences } = answer.main.excerpt;
  assert.match(sentences.map(({ text }) => text).join(''), /柚子浴缸[^]*蓝莓望远镜[^]*门诊二楼/);
  assert.equal(sentences.find(({ best }) => best)?.text, '体检在门诊二楼。');
});

test('a section that is struck as a whole keeps its place and its heading', () => {
  const section = index.catalogue.bySlug('checkup')?.sections[1];
  assert.equal(section?.passages, 1);
  const { sectionIndex } = index.catalogue.place(section.firstPassage);
  assert.equal(index.texts.section(sectionIndex).text, '全部作废。');
});

test('recall is not measured with struck words', async () => {
  const { articles } = await readCorpus(folder);
  const texts = recallQuestionTexts(planPassages(articles)).map(({ text }) => text);
  assert.ok(texts.length > 0);
  for (const text of texts) assert.doesNotMatch(text, /柚子|蓝莓|全部作废/);
});
