import assert from 'node:assert/strict';
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { relatedArticles } from '../../src/retrieval/related-articles.ts';
import { openHashingEngine } from '../support/engine.ts';
import { temporaryFolder } from '../support/temporary.ts';

test('wikilinks declare related articles, by title and by the name of a file', async () => {
  const folder = temporaryFolder();
  mkdirSync(path.join(folder, '器材'));
  const write = (name: string, text: string): void => {
    writeFileSync(path.join(folder, name), `---\ndate: 2026-01-01\n---\n\n${text}\n`);
  };
  write('借用.md', '# 器材借用\n\n先看[[押金说明]]，再看[[器材/相机#镜头|镜头]]和[[没有这一页]]。');
  write('押金.md', '# 押金说明\n\n每件一百元。');
  write('器材/相机.md', '# 相机清单\n\n## 镜头\n\n三只。');
  for (const name of ['甲', '乙', '丙']) write(`${name}.md`, `# ${name}\n\n器材借用的押金说明和相机清单。`);
  const { index } = await openHashingEngine(folder);
  const article = index.catalogue.bySlug('借用');
  assert.ok(article !== undefined);
  assert.deepEqual(
    relatedArticles(index, article, 2).map(({ title }) => title),
    ['押金说明', '相机清单'],
  );
});
