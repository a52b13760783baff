import assert from 'node:assert/strict';
import { cpSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { normalise } from '../../src/text/normal-form.ts';
import { openHashingEngine } from '../support/engine.ts';
import { FIXTURE_ARTICLES } from '../support/project.ts';
import { temporaryFolder } from '../support/temporary.ts';

test("unrelated articles do not change the order of the others' vector scores", async () => {
  const folder = temporaryFolder();
  cpSync(FIXTURE_ARTICLES, folder, { recursive: true });
  for (let i = 0; i < 30; i++) {
    const dish = `菜谱第${i}号`;
    const text = `---\ntitle: ${dish}\ndate: 2026-01-01\nviews: 0\n---\n\n## 做法\n\n锅里放油，第${i}步把茄子炒软，加盐出锅。\n`;
    writeFileSync(path.join(folder, `recipe-${i}.md`), text);
  }
  const small = await openHashingEngine();
  const large = await openHashingEngine(folder);
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
