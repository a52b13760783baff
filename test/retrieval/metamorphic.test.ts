// Changes that mean nothing must change nothing: the same questions, written otherwise, find the same passage first.
import assert from 'node:assert/strict';
import { cpSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { Converter } from 'opencc-js/cn2t';
import { halfOf, type LabelledQuestion } from '../../scripts/measure/questions.ts';
import { openTestEngine } from '../support/engine.ts';
import { FIXTURE_ARTICLES, PROJECT } from '../support/project.ts';
import { temporaryFolder } from '../support/temporary.ts';
import { THOROUGH } from '../support/thorough.ts';
import { normalise } from '../../src/text/normal-form.ts';

/** Share of questions whose first passage must stay. */
const MIN_SHARE = 0.97;
const ARTICLES = path.join(PROJECT, 'data', 'articles');
const GROUPS = ['plain', 'paraphrase', 'short', 'colloquial', 'typo', 'traditional', 'english'];

const questions = GROUPS.flatMap((group) =>
  readFileSync(path.join(PROJECT, 'data', 'questions', `${group}.jsonl`), 'utf8')
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as LabelledQuestion),
)
  .filter((question) => halfOf(question) === 'test')
  .filter((_, i) => THOROUGH || i % 3 === 0);

const fullWidth = (text: string): string =>
  text.replace(/[!-~]/g, (character) => String.fromCharCode(character.charCodeAt(0) + 0xfee0));

const changes: Record<string, (question: string) => string> = {
  'traditional characters': Converter({ from: 'cn', to: 'tw' }),
  'full-width letters and digits': fullWidth,
  'upper case': (q) => q.toUpperCase(),
  'more punctuation': (q) => `「${q.replace(/[？?。]+$/, '')}」？？！……`,
  'politeness in Chinese': (q) => `你好，请问${q}，谢谢！`,
  'politeness in English': (q) => `Hello, ${q} Thanks!`,
  'white space': (q) => `  ${q.replace(/([，,])/, '$1\u3000\n')}\u200b `,
};

const { retriever } = await openTestEngine(ARTICLES);
const firstOf = async (question: string): Promise<number | undefined> =>
  (await retriever.retrieve(normalise(question))).hits[0]?.ordinal;
const plain = await Promise.all(questions.map(({ q }) => firstOf(q)));

for (const [name, change] of Object.entries(changes)) {
  test(`${name}: at least ${MIN_SHARE} of ${questions.length} questions find the same passage`, async (t) => {
    let same = 0;
    for (const [i, { q }] of questions.entries()) if ((await firstOf(change(q))) === plain[i]) same++;
    const share = same / questions.length;
    t.diagnostic(`${name}: ${share.toFixed(3)} unchanged`);
    assert.ok(share >= MIN_SHARE, share.toFixed(3));
  });
}

test("articles that have nothing to do with it leave the order of the others' vector scores as it is", async () => {
  const folder = temporaryFolder();
  cpSync(FIXTURE_ARTICLES, folder, { recursive: true });
  for (let i = 0; i < 30; i++) {
    const dish = `菜谱第${i}号`;
    const text = `---\ntitle: ${dish}\ndate: 2026-01-01\nviews: 0\n---\n\n## 做法\n\n锅里放油，第${i}步把茄子炒软，加盐出锅。\n`;
    writeFileSync(path.join(folder, `recipe-${i}.md`), text);
  }
  const small = await openTestEngine();
  const large = await openTestEngine(folder);
  for (const question of ['青禾科技的发行价格是多少', '公司注销要公告多久', 'letter of credit documents']) {
    const scores = async ({ retriever, index }: typeof small): Promise<[string, number][]> => {
      const { hits } = await retriever.retrieve(normalise(question));
      return hits.map(({ ordinal, vectorScore }) => {
        const { section, ordinalInSection } = index.catalogue.place(ordinal);
        return [`${section.id}/${ordinalInSection}`, vectorScore];
      });
    };
    const before = new Map(await scores(small));
    const after = (await scores(large)).filter(([place]) => before.has(place));
    assert.ok(after.length >= 3, question);
    for (const [place, score] of after) assert.ok(Math.abs(score - (before.get(place) ?? NaN)) < 1e-5, place);
  }
});
