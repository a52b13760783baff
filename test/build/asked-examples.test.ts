import assert from 'node:assert/strict';
import { appendFileSync, mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { buildIndex } from '../../src/build/build-index.ts';
import { loadNativeLibrary } from '../../src/index/hnsw-index.ts';
import type { AskedExample } from '../../src/index/manifest.ts';
import { describeHashing, openHashing } from '../support/hashing-embedder.ts';
import { temporaryFolder } from '../support/temporary.ts';

/** A folder of articles and of an index. */
function workplace() {
  const folder = temporaryFolder();
  const articlesDir = path.join(folder, 'articles');
  mkdirSync(articlesDir);
  const file = (name: string): string => path.join(articlesDir, `${name}.md`);
  const write = (name: string, title: string, views: number): void => {
    writeFileSync(
      file(name),
      `---\ntitle: ${title}\nviews: ${views}\ndate: 2026-01-01\n---\n\n关于${title}的话。\n`,
    );
  };
  return { folder, articlesDir, file, write };
}

/** Builds it, and notes which articles are asked about. */
async function built(
  place: ReturnType<typeof workplace>,
  key = 'a',
): Promise<{ asked: string[]; examples: AskedExample[] }> {
  const asked: string[] = [];
  let isOpen = true;
  const result = await buildIndex({
    articlesDir: place.articlesDir,
    indexDir: path.join(place.folder, 'index'),
    native: loadNativeLibrary(),
    describeModel: describeHashing,
    openEmbedder: openHashing,
    trial: {
      key,
      measure: () => Promise.resolve({ made: [0.1], labelled: [] }),
      askExamples: ({ manifest }, articles) => {
        assert.deepEqual(manifest.masked?.made, [0.1], 'the cut-offs are known by then');
        asked.push(...articles.map(({ title }) => title));
        return Promise.resolve(articles.map(({ id, views }) => ({ id, confidence: views / 10 })));
      },
      close: () => {
        isOpen = false;
        return Promise.resolve();
      },
    },
  });
  assert.ok(result.kind === 'built' && !isOpen);
  assert.ok(result.seconds.examples >= 0);
  return { asked, examples: result.manifest.examples ?? [] };
}

test('a build asks about the most read articles, and then only about those that have changed', async () => {
  const place = workplace();
  for (const [i, title] of ['风筝', '陀螺', '毽子', '跳绳'].entries()) place.write(`${i}`, title, 9 - i);
  const first = await built(place);
  assert.deepEqual(first.asked, ['风筝', '陀螺', '毽子', '跳绳']);
  assert.deepEqual(
    first.examples.map(({ confidence }) => confidence),
    [0.9, 0.8, 0.7, 0.6],
  );

  appendFileSync(place.file('2'), '\n又一句。\n');
  place.write('4', '铁环', 5);
  const second = await built(place);
  assert.deepEqual(second.asked, ['毽子', '铁环']);
  assert.deepEqual(second.examples[0], first.examples[0]);
  assert.equal(second.examples.length, 5);

  place.write('5', '风筝', 1);
  assert.deepEqual(
    (await built(place)).asked,
    ['风筝', '风筝'],
    'another topic of the same title makes it doubtful',
  );
  assert.equal((await built(place, 'b')).asked.length, 6, 'other calibration');
});
