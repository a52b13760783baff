// A build that reuses unchanged parts must give the same as a build from scratch, to the byte.
import assert from 'node:assert/strict';
import {
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  truncateSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { fc } from '../support/property.ts';
import type { Embedder } from '../../src/embedding/embedder.ts';
import { Failure } from '../../src/system/failure.ts';
import { buildIndex, type BuildOptions, type BuildResult } from '../../src/build/build-index.ts';
import { generationFolder } from '../../src/index/generation-folders.ts';
import { loadNativeLibrary } from '../../src/index/hnsw-index.ts';
import type { Manifest } from '../../src/index/manifest.ts';
import { decodeCatalogue } from '../../src/index/catalogue-file.ts';
import { FILES } from '../../src/index/open-index.ts';
import { bestScores, decodeRecallQuestions } from '../../src/build/recall-questions.ts';
import { describeHashing, openHashing } from '../support/hashing-embedder.ts';
import { FIXTURE_ARTICLES, PROJECT } from '../support/project.ts';
import { temporaryFolder } from '../support/temporary.ts';
import { THOROUGH } from '../support/thorough.ts';

const native = loadNativeLibrary();
const SAMPLES = path.join(PROJECT, 'data', 'articles');
/** One model for all builds; it counts the texts. */
const model = await openHashing();
let embedded = 0;

function counting(limit = Infinity): Embedder {
  let batches = 0;
  return {
    ...model,
    close: () => Promise.resolve(),
    tokens: model.tokens && {
      ...model.tokens,
      embedParts: (texts, kind) => {
        if (++batches > limit) throw new Failure('model', 'gave up');
        embedded += texts.length;
        return model.tokens?.embedParts(texts, kind) ?? [];
      },
    },
  };
}

function workplace(articles: string): BuildOptions {
  const folder = temporaryFolder();
  cpSync(articles, path.join(folder, 'articles'), { recursive: true });
  return {
    articlesDir: path.join(folder, 'articles'),
    indexDir: path.join(folder, 'index'),
    native,
    describeModel: describeHashing,
    openEmbedder: () => Promise.resolve(counting()),
  };
}

/** Builds, and gives the manifest and how many texts went through the model. */
async function build(options: BuildOptions): Promise<{ manifest: Manifest; embedded: number }> {
  const before = embedded;
  const result = await buildIndex(options);
  assert.equal(result.kind, 'built');
  return { manifest: result.manifest, embedded: embedded - before };
}

/** Everything but the graph, which depends on the order in which points were added. */
const COMPARED = [
  FILES.catalogue,
  FILES.texts,
  FILES.passages,
  FILES.vectors,
  FILES.lexical,
  FILES.tokens,
  FILES.keys,
  FILES.sources,
];

async function assertAsFromScratch(options: BuildOptions, { generation, files }: Manifest): Promise<void> {
  const scratch = { ...options, indexDir: temporaryFolder() };
  const { manifest } = await build(scratch);
  for (const file of COMPARED) {
    assert.ok(files[file] !== undefined, file);
    assert.deepEqual(files[file], manifest.files[file], file);
  }
  for (const one of [
    manifest,
    JSON.parse(
      readFileSync(path.join(generationFolder(options.indexDir, generation), 'manifest.json'), 'utf8'),
    ) as Manifest,
  ])
    assert.ok(one.vectorIndex.kind === 'exact' || one.vectorIndex.recallAt10 >= 0.98);
  if (native.available) assertScoresAsMeasured(generationFolder(options.indexDir, generation));
}

/** Updated scores equal those of an exact search over all passages. */
function assertScoresAsMeasured(folder: string): void {
  const { dimension } = model.model;
  const vectors = new Float32Array(new Uint8Array(readFileSync(path.join(folder, FILES.vectors))).buffer);
  const bytes = readFileSync(path.join(folder, FILES.recallQuestions));
  const questions = decodeRecallQuestions(bytes, dimension);
  assert.ok(questions.length > 0);
  const scores = bestScores(
    vectors,
    dimension,
    questions.map(({ vector }) => vector),
  );
  assert.deepEqual(
    questions.map((question) => question.scores),
    scores,
  );
}

test('one article more: only its passages go through the model, and the graph is extended', async () => {
  const options = workplace(FIXTURE_ARTICLES);
  await build(options);
  writeFileSync(
    path.join(options.articlesDir, 'new.md'),
    '---\ntitle: 会议室怎么预订\ndate: 2026-01-01\nviews: 0\n---\n\n## 预订\n\n在内网选择时间段。\n\n## 取消\n\n提前一小时可以取消。\n',
  );
  const { manifest, embedded: texts } = await build(options);
  assert.equal(texts, 2);
  assert.deepEqual(manifest.build, {
    reused: 17,
    embedded: 2,
    ...(native.available ? { graph: 'extended' } : {}),
  });
  await assertAsFromScratch(options, manifest);
});

test('passages that only move need no model, and it is not loaded', async () => {
  const options = workplace(FIXTURE_ARTICLES);
  await build(options);
  renameSync(path.join(options.articlesDir, 'yunfan-kefu.md'), path.join(options.articlesDir, 'aaa.md'));
  const refusing = { ...options, openEmbedder: () => Promise.reject(new Error('no model is needed')) };
  const { manifest } = await build(refusing);
  assert.equal(manifest.build.embedded, 0);
  await assertAsFromScratch(options, manifest);
});

test('a graph with more than a fifth of its points deleted is rebuilt, and --force reuses nothing', async () => {
  const options = workplace(FIXTURE_ARTICLES);
  await build(options);
  rmSync(path.join(options.articlesDir, 'yunfan-kefu.md'));
  rmSync(path.join(options.articlesDir, 'qinghe-shangshi.md'));
  const { manifest, embedded: texts } = await build(options);
  assert.equal(texts, 0);
  if (native.available) assert.equal(manifest.build.graph, 'new');
  await assertAsFromScratch(options, manifest);
  const forced = await build({ ...options, force: true });
  assert.equal(forced.embedded, manifest.corpus.passages);
});

test('an interrupted build is resumed, even from a truncated journal', async () => {
  const options = workplace(SAMPLES);
  const journal = path.join(options.indexDir, 'journal.bin');
  const interrupted = { ...options, openEmbedder: () => Promise.resolve(counting(2)) };
  await assert.rejects(buildIndex(interrupted), /gave up/);
  assert.ok(existsSync(journal));
  truncateSync(journal, readFileSync(journal).length - 10);
  const { manifest, embedded: texts } = await build(options);
  // Two batches of 128 had been embedded, the second of them was damaged.
  assert.equal(texts, manifest.corpus.passages - 128);
  assert.equal(existsSync(journal), false, 'it is not needed any more');
  await assertAsFromScratch(options, manifest);
});

test("another model's journal is not used", async () => {
  const options = workplace(FIXTURE_ARTICLES);
  await assert.rejects(build({ ...options, openEmbedder: () => Promise.resolve(counting(0)) }), /gave up/);
  const journal = path.join(options.indexDir, 'journal.bin');
  const bytes = readFileSync(journal);
  bytes[20] = (bytes[20] ?? 0) ^ 1;
  writeFileSync(journal, bytes);
  const { manifest, embedded: texts } = await build(options);
  assert.equal(texts, manifest.corpus.passages);
});

test('of two builds at once the second is refused with the first one’s process id, or waits', async () => {
  const options = workplace(FIXTURE_ARTICLES);
  let proceed: () => void = () => undefined;
  const waiting = new Promise<void>((resolve) => (proceed = resolve));
  let slow: Promise<BuildResult> | undefined;
  await new Promise<void>((resolve) => {
    const openEmbedder = (): Promise<Embedder> => {
      resolve();
      return waiting.then(() => counting());
    };
    slow = buildIndex({ ...options, openEmbedder });
  });
  await assert.rejects(
    buildIndex(options),
    (error) =>
      error instanceof Failure &&
      new RegExp(`is being built by process ${process.pid}, since .*wait until`).test(error.message),
  );
  // One that waits begins when the first has ended, and finds nothing left to do.
  let second: Promise<BuildResult> | undefined;
  await new Promise<string>((resolve) => {
    second = buildIndex({ ...options, onWaiting: resolve });
  }).then((reason) => {
    assert.match(reason, /is being built by process/);
  });
  proceed();
  assert.equal((await slow)?.kind, 'built');
  assert.equal((await second)?.kind, 'unchanged');
  assert.equal(existsSync(path.join(options.indexDir, 'build.lock')), false);
});

test('unchanged files are not parsed again, but their problems are reported again', async () => {
  const options = { ...workplace(FIXTURE_ARTICLES), skipBad: true };
  writeFileSync(path.join(options.articlesDir, 'bad.md'), '---\ntitle: 没有收尾\n\n## 一\n\n文字。\n');
  writeFileSync(path.join(options.articlesDir, 'vague.md'), '---\ndate: 昨天\n---\n\n## 一\n\n文字。\n');
  writeFileSync(path.join(options.articlesDir, 'draft.md'), '---\ndraft: true\n---\n\n## 一\n\n文字。\n');
  const first = await buildIndex(options);
  assert.match(first.problems.map(({ message }) => message).join('\n'), /not closed[^]*bad date "昨天"/);
  const second = await buildIndex(options);
  assert.deepEqual([second.problems, second.leftOut], [first.problems, first.leftOut]);
  rmSync(path.join(options.articlesDir, 'yunfan-kefu.md'));
  const result = await buildIndex(options);
  assert.equal(result.kind, 'built');
  assert.deepEqual([result.manifest.corpus.skippedFiles, result.manifest.corpus.articles], [1, 6]);
  assert.deepEqual(result.leftOut, first.leftOut);
  await assertAsFromScratch(options, result.manifest);
});

test('a second file of a name changes slugs, and the title of a page that of its folder, without a trace', async () => {
  const options = workplace(FIXTURE_ARTICLES);
  const write = (name: string, title: string): void => {
    mkdirSync(path.dirname(path.join(options.articlesDir, name)), { recursive: true });
    writeFileSync(
      path.join(options.articlesDir, name),
      `---\ntitle: ${title}\ndate: 2026-01-01\n---\n\n${title}的文字。\n`,
    );
  };
  write('a/faq.md', '甲的问答');
  write('a/index.md', '甲');
  write('a/other.md', '甲之二');
  await build(options);
  write('b/faq.md', '乙的问答');
  write('a/index.md', '甲部');
  const { manifest } = await build(options);
  await assertAsFromScratch(options, manifest);
  const catalogue = decodeCatalogue(
    readFileSync(path.join(generationFolder(options.indexDir, manifest.generation), FILES.catalogue)),
  );
  assert.deepEqual(
    catalogue.filter(({ folder }) => folder.length > 0).map(({ slug, folder }) => [slug, ...folder]),
    [
      ['a', '甲部'],
      ['a/faq', '甲部'],
      ['b/faq', 'b'],
      ['other', '甲部'],
    ],
  );
});

test('an article keeps its guessed date as long as its file stays the same', async () => {
  const options = workplace(FIXTURE_ARTICLES);
  const file = path.join(options.articlesDir, 'undated.md');
  writeFileSync(file, '# 没有日期\n\n文字。\n');
  const dateNow = ({ generation }: Manifest): string | undefined =>
    decodeCatalogue(
      readFileSync(path.join(generationFolder(options.indexDir, generation), FILES.catalogue)),
    ).find(({ slug }) => slug === 'undated')?.date;
  const on = (day: string): void => {
    utimesSync(file, new Date(`${day}T12:00:00`), new Date(`${day}T12:00:00`));
  };
  on('2024-02-03');
  assert.equal(dateNow((await build(options)).manifest), '2024-02-03');
  on('2025-06-07');
  assert.equal((await buildIndex(options)).kind, 'unchanged');
  rmSync(path.join(options.articlesDir, 'yunfan-kefu.md'));
  assert.equal(dateNow((await build(options)).manifest), '2024-02-03');
  writeFileSync(file, '# 没有日期\n\n新的文字。\n');
  on('2025-06-07');
  assert.equal(dateNow((await build(options)).manifest), '2025-06-07');
});

type Edit = { kind: 'add' | 'repeat' | 'edit' | 'delete' | 'rename' | 'move'; pick: number; text: string };
const edits: fc.Arbitrary<Edit[][]> = fc.array(
  fc.array(
    fc.record({
      kind: fc.constantFrom<Edit['kind'][]>('add', 'repeat', 'edit', 'delete', 'rename', 'move'),
      pick: fc.nat(1000),
      text: fc.constantFrom(
        '公司注册地址',
        '发行价格为十元',
        'letters of credit',
        '年费应当按时缴纳',
        '坐席每月九十九元',
      ),
    }),
    { minLength: 1, maxLength: 4 },
  ),
  { minLength: 1, maxLength: 4 },
);

function apply({ articlesDir }: BuildOptions, { kind, pick, text }: Edit): void {
  const names = readdirSync(articlesDir).sort();
  const file = path.join(articlesDir, names[pick % names.length] ?? '');
  const read = (): string => readFileSync(file, 'utf8');
  switch (kind) {
    case 'add':
      writeFileSync(
        path.join(articlesDir, `added-${pick}.md`),
        `---\ntitle: 新专题${pick}\ndate: 2026-01-01\nviews: 0\n---\n\n## 一\n\n${text}，第${pick}条。\n\n## 二\n\n${text}。\n`,
      );
      break;
    case 'repeat':
      // Identical passages, sometimes more and sometimes fewer of them.
      writeFileSync(
        file,
        `${read().replace(/\n### 重复[^]*/, '')}\n### 重复\n\n${`${text.padEnd(19, '，再说一遍')}。`.repeat(20 * (1 + (pick % 5)))}\n`,
      );
      break;
    case 'edit':
      writeFileSync(file, `${read()}\n### 补充${pick}\n\n${text}。\n`);
      break;
    case 'delete':
      if (names.length > 2) rmSync(file);
      break;
    case 'rename':
      renameSync(file, path.join(articlesDir, `renamed-${pick}.md`));
      break;
    case 'move': {
      // The last section comes first: all passages of the article have other ordinals.
      const [front = '', ...sections] = read().split(/^(?=## )/m);
      writeFileSync(
        file,
        [front.trimEnd(), ...sections.reverse().map((one) => one.trim())].join('\n\n') + '\n',
      );
    }
  }
}

test('after any edits a build gives the same as one from scratch', async () => {
  await fc.assert(
    fc.asyncProperty(edits, async (history) => {
      const options = workplace(FIXTURE_ARTICLES);
      await build(options);
      let last: Manifest | undefined;
      for (const [step, changes] of history.entries()) {
        for (const change of changes) apply(options, change);
        const result = await buildIndex({ ...options, now: () => new Date(Date.UTC(2027, 0, 1, 0, step)) });
        if (result.kind !== 'bad-corpus') last = result.manifest;
      }
      if (last !== undefined) await assertAsFromScratch(options, last);
    }),
    { numRuns: THOROUGH ? 60 : 15 },
  );
});
