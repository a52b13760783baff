import assert from 'node:assert/strict';
import {
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { hostname } from 'node:os';
import path from 'node:path';
import { test } from 'node:test';
import type { Embedder } from '../../src/embedding/embedder.ts';
import { Failure } from '../../src/system/failure.ts';
import { buildIndex, type BuildOptions, type BuildResult } from '../../src/build/build-index.ts';
import { dryRun } from '../../src/build/dry-run.ts';
import { checkFreshness } from '../../src/build/freshness.ts';
import {
  currentGeneration,
  describeFile,
  generationFolder,
  generationNames,
  readManifest,
  writeManifest,
} from '../../src/index/generation-folders.ts';
import {
  EF_SEARCH_STEPS,
  HNSW_PARAMETERS,
  loadNativeLibrary,
  type NativeLibrary,
} from '../../src/index/hnsw-index.ts';
import { FORMAT_VERSION, wantedRecipe } from '../../src/index/manifest.ts';
import { FILES, openIndex, type OpenIndex } from '../../src/index/open-index.ts';
import { describeHashing, openHashing } from '../support/hashing-embedder.ts';
import { FIXTURE_ARTICLES } from '../support/project.ts';
import { temporaryFolder } from '../support/temporary.ts';

const native = loadNativeLibrary();
const missing: NativeLibrary = { available: false, reason: 'not compiled' };
const wanted = wantedRecipe(await describeHashing());

/** Folders with a separate copy of the fixture articles. */
function workplace(): BuildOptions {
  const folder = temporaryFolder();
  cpSync(FIXTURE_ARTICLES, path.join(folder, 'articles'), { recursive: true });
  return {
    articlesDir: path.join(folder, 'articles'),
    indexDir: path.join(folder, 'index'),
    native,
    describeModel: describeHashing,
    openEmbedder: openHashing,
  };
}

async function built(options: BuildOptions): Promise<Extract<BuildResult, { kind: 'built' }>> {
  const result = await buildIndex(options);
  assert.equal(result.kind, 'built');
  return result;
}

const openIn = (
  indexDir: string,
  onDamaged: (generation: string, reason: string) => void = () => undefined,
  library = native,
): Promise<OpenIndex> => openIndex({ indexDir, wanted, native: library, onDamaged });

const edit = ({ articlesDir }: BuildOptions, name = 'yunfan-kefu.md'): void => {
  const file = path.join(articlesDir, name);
  writeFileSync(file, readFileSync(file, 'utf8').replace('九十九元', '八十八元'));
};

test('a build gives a generation whose manifest records its input', async () => {
  const options = workplace();
  const phases = new Set<string>();
  const { manifest } = await built({
    ...options,
    onProgress: (phase) => phases.add(phase),
    now: () => new Date('2026-05-01T10:00:00Z'),
  });
  assert.deepEqual(manifest.corpus, {
    checksum: manifest.corpus.checksum,
    articles: 6,
    sections: 16,
    passages: 17,
    synonyms: 0,
    skippedFiles: 0,
    badFiles: [],
  });
  assert.equal(manifest.builtAt, '2026-05-01T10:00:00.000Z');
  assert.match(manifest.generation, /^2026-05-01T10-00-00-000Z-[0-9a-f]{8}$/);
  assert.deepEqual(manifest.model, wanted.model);
  if (native.available) {
    assert.ok(manifest.vectorIndex.kind === 'hnsw');
    const { parameters, recallAt10, points } = manifest.vectorIndex;
    assert.deepEqual({ ...parameters, efSearch: 0 }, { ...HNSW_PARAMETERS, efSearch: 0 });
    assert.ok(EF_SEARCH_STEPS.some((ef) => ef === parameters.efSearch));
    assert.deepEqual([recallAt10, points], [1, 17]);
  }
  const expectedFiles = Object.values(FILES).filter(
    (file) => native.available || (file !== FILES.hnsw && file !== FILES.labels),
  );
  assert.deepEqual(Object.keys(manifest.files), expectedFiles);
  assert.deepEqual(readdirSync(path.join(options.indexDir, 'generations')), [manifest.generation]);
  assert.ok(phases.has('embed') && phases.has('verify'));
});

test('texts are read from disk to the letter, and passages know their place', async () => {
  const options = workplace();
  await built(options);
  const index = await openIn(options.indexDir);
  const article = index.catalogue.bySlug('qinghe-shangshi');
  assert.deepEqual(
    article?.sections.map(({ headingPath, passages }) => [headingPath.join('/'), passages]),
    [
      ['基本释义/上市时间', 1],
      ['基本释义/发行价格', 1],
      ['详细释义/行业分布', 2],
    ],
  );
  const place = index.catalogue.place(article.sections[1]?.firstPassage ?? -1);
  assert.equal(
    index.texts.section(place.sectionIndex).text,
    '青禾科技的发行价格为每股12.80元，共发行2000万股新股。募集资金用于建设种子实验室。',
  );
  assert.throws(() => index.catalogue.place(index.catalogue.passages), RangeError);
  index.close();
});

test('a second build without changes says so and makes no model call', async () => {
  const options = workplace();
  const first = await built(options);
  const second = await buildIndex({
    ...options,
    openEmbedder: () => Promise.reject(new Error('the model was called')),
  });
  assert.equal(second.kind, 'unchanged');
  assert.equal(await currentGeneration(options.indexDir), first.manifest.generation);
});

test('an edited article, a removed one and a damaged live generation each lead to a new build', async () => {
  const options = workplace();
  await built(options);
  edit(options);
  await built(options);
  rmSync(path.join(options.articlesDir, 'letters-of-credit.md'));
  const { manifest } = await built(options);
  assert.equal(manifest.corpus.articles, 5);
  truncateSync(path.join(generationFolder(options.indexDir, manifest.generation), FILES.lexical), 100);
  await built(options);
});

test('the last two generations are kept, and leftovers of dead builds are removed', async () => {
  const options = workplace();
  mkdirSync(path.join(options.indexDir, 'generations', '.building-999999999-abc'), { recursive: true });
  for (const minute of [1, 2, 3]) {
    edit(options);
    writeFileSync(
      path.join(options.articlesDir, 'new.md'),
      `---\ntitle: 新专题${minute}\ndate: 2026-01-01\n---\n\n## 基本释义\n\n正文。\n`,
    );
    await built({ ...options, now: () => new Date(`2026-05-01T10:0${minute}:00Z`) });
  }
  const folders = readdirSync(path.join(options.indexDir, 'generations')).sort();
  assert.deepEqual(
    folders.map((name) => name.slice(0, 16)),
    ['2026-05-01T10-02', '2026-05-01T10-03'],
  );
});

/** Leftovers of a build that was killed at the worst moments, with this process's id, as in a restarted container. */
function leaveDebris(indexDir: string): void {
  mkdirSync(path.join(indexDir, 'generations', `.building-${process.pid}-abc`), { recursive: true });
  mkdirSync(path.join(indexDir, 'generations', '.building-999999999-abc'));
  for (const name of [`.CURRENT.${process.pid}`, '.CURRENT.999999999', 'journal.bin'])
    writeFileSync(path.join(indexDir, name), 'x');
  writeFileSync(path.join(indexDir, 'build.lock'), JSON.stringify({ pid: 999999999, host: hostname() }));
}

test('leftovers of a killed build are gone after the next one, even if that finds nothing to build', async () => {
  const options = workplace();
  for (const kind of ['built', 'unchanged']) {
    leaveDebris(options.indexDir);
    assert.equal((await buildIndex(options)).kind, kind);
    assert.deepEqual(readdirSync(options.indexDir).sort(), ['CURRENT', 'generations']);
    assert.equal(readdirSync(path.join(options.indexDir, 'generations')).length, 1);
  }
});

test('a build that finds nothing to build leaves another build’s files alone', async () => {
  const options = workplace();
  await built(options);
  leaveDebris(options.indexDir);
  const lock = JSON.stringify({ pid: process.ppid, host: hostname(), began: '' });
  writeFileSync(path.join(options.indexDir, 'build.lock'), lock);
  const before = readdirSync(options.indexDir, { recursive: true });
  assert.equal((await buildIndex(options)).kind, 'unchanged');
  assert.deepEqual(readdirSync(options.indexDir, { recursive: true }), before);
});

const BAD = '---\ntitle: 坏文章\n\n## 基本释义\n\n正文。\n';

test('bad articles stop the build: all problems are reported, nothing is written', async () => {
  const options = workplace();
  writeFileSync(path.join(options.articlesDir, 'bad.md'), BAD);
  const result = await buildIndex({
    ...options,
    openEmbedder: () => Promise.reject(new Error('the model was called')),
  });
  assert.equal(result.kind, 'bad-corpus');
  assert.deepEqual(
    result.problems.filter(({ severity }) => severity === 'error').map(({ file, line }) => `${file}:${line}`),
    ['bad.md:1'],
  );
  assert.ok(!existsSync(options.indexDir));
});

test('bad articles leave an existing index as it was', async () => {
  const options = workplace();
  const { manifest } = await built(options);
  writeFileSync(path.join(options.articlesDir, 'bad.md'), BAD);
  assert.equal((await buildIndex(options)).kind, 'bad-corpus');
  assert.deepEqual(await generationNames(options.indexDir), [manifest.generation]);
});

test('with skipBad the good articles are built and the bad ones counted', async () => {
  const options = workplace();
  writeFileSync(path.join(options.articlesDir, 'bad.md'), BAD);
  const { manifest, problems } = await built({ ...options, skipBad: true });
  assert.deepEqual([manifest.corpus.articles, manifest.corpus.skippedFiles], [6, 1]);
  const [{ file, line, isKept } = {}] = manifest.corpus.badFiles;
  assert.deepEqual([file, line, isKept], ['bad.md', 1, false]);
  assert.ok(problems.some(({ file }) => file === 'bad.md'));
});

test('with keepLast a bad article stays as it last was, until it is good again or left out', async () => {
  const options = { ...workplace(), keepLast: true };
  await built(options);
  const name = 'yunfan-kefu.md';
  const file = path.join(options.articlesDir, name);
  const good = readFileSync(file, 'utf8');
  const bodyNow = async (): Promise<string> => {
    const index = await openIn(options.indexDir);
    const article = index.catalogue.bySlug('yunfan-kefu');
    const first = article && index.catalogue.place(article.sections[0]?.firstPassage ?? -1);
    const text = first === undefined ? '' : index.texts.section(first.sectionIndex).text;
    index.close();
    return text;
  };
  const before = await bodyNow();
  writeFileSync(file, BAD);
  edit(options, 'qinghe-shangshi.md');
  writeFileSync(path.join(options.articlesDir, 'new-and-bad.md'), BAD);
  const { manifest } = await built(options);
  const fates = manifest.corpus.badFiles.map((bad) => [bad.file, bad.isKept]);
  assert.deepEqual(fates, [
    ['new-and-bad.md', false],
    [name, true],
  ]);
  assert.equal(manifest.corpus.articles, 6);
  assert.equal(await bodyNow(), before);

  // The mistake is remembered: later builds keep the same version.
  assert.equal((await buildIndex(options)).kind, 'unchanged');
  writeFileSync(file, `${BAD}\nmore`);
  await built(options);
  assert.equal(await bodyNow(), before);

  const { manifest: without } = await built({ ...options, keepLast: false, skipBad: true });
  assert.equal(without.corpus.articles, 5);
  writeFileSync(file, good);
  rmSync(path.join(options.articlesDir, 'new-and-bad.md'));
  const { manifest: mended } = await built(options);
  assert.deepEqual([mended.corpus.articles, mended.corpus.badFiles], [6, []]);
  assert.equal(await bodyNow(), before);
});

test('when all files have errors, the result has them, whatever is to be left out', async () => {
  const options = { ...workplace(), articlesDir: temporaryFolder() };
  for (const name of ['a.md', 'b.md']) writeFileSync(path.join(options.articlesDir, name), BAD);
  for (const more of [{}, { skipBad: true }, { keepLast: true }]) {
    const result = await buildIndex({ ...options, ...more });
    assert.deepEqual([result.kind, result.articles, result.problems.length], ['bad-corpus', 0, 2]);
  }
});

test('a folder without articles says what else it holds', async () => {
  const options = { ...workplace(), articlesDir: temporaryFolder() };
  writeFileSync(path.join(options.articlesDir, 'a.txt'), 'x');
  writeFileSync(path.join(options.articlesDir, 'b.md'), '---\ndraft: true\n---\n\nx');
  await assert.rejects(buildIndex(options), /left out: 1 not Markdown, 1 draft\); put Markdown files there/);
});

test('a folder without articles is a failure that says what to do', async () => {
  const options = { ...workplace(), articlesDir: temporaryFolder() };
  await assert.rejects(
    buildIndex(options),
    (error) =>
      error instanceof Failure && /^\[corpus\] there are no articles in .*--articles DIR/.test(error.message),
  );
});

test('an index folder that cannot be written is a failure without leftovers', async () => {
  const options = workplace();
  writeFileSync(options.indexDir, 'a file where the folder should be');
  await assert.rejects(
    buildIndex(options),
    (error) =>
      error instanceof Failure &&
      /^\[index\] could not be written to .*untouched; make sure that .* or name another folder with --index DIR$/.test(
        error.message,
      ),
  );
});

test('a model that fails in the middle leaves the live generation and no leftovers', async () => {
  const options = workplace();
  const { manifest } = await built(options);
  edit(options);
  const failing = async (): Promise<Embedder> => {
    const real = await openHashing();
    return { ...real, tokens: undefined, embed: () => Promise.reject(new Failure('model', 'gave up')) };
  };
  await assert.rejects(buildIndex({ ...options, openEmbedder: failing }), /gave up/);
  assert.deepEqual(readdirSync(path.join(options.indexDir, 'generations')), [manifest.generation]);
  assert.equal(await currentGeneration(options.indexDir), manifest.generation);
});

test(
  'without the native library the index is exact, gives the same answers, and is rebuilt once the library works',
  { skip: native.available ? false : 'hnswlib-node is not installed' },
  async () => {
    const options = workplace();
    await built(options);
    const withGraph = await openIn(options.indexDir);
    const withoutLibrary = await openIn(options.indexDir, undefined, missing);
    assert.equal(withGraph.vectors.kind, 'hnsw');
    assert.equal(withoutLibrary.vectors.kind, 'exact');
    const vector = withGraph.vectors.vectorOf(3);
    assert.deepEqual(
      withoutLibrary.vectors.search(vector, 10).map(({ ordinal }) => ordinal),
      withGraph.vectors.search(vector, 10).map(({ ordinal }) => ordinal),
    );
    withGraph.close();
    withoutLibrary.close();

    const exactOnly = { ...workplace(), native: missing };
    const { manifest } = await built(exactOnly);
    assert.deepEqual(manifest.vectorIndex, { kind: 'exact' });
    assert.equal((await buildIndex(exactOnly)).kind, 'unchanged');
    const again = await built({ ...exactOnly, native });
    assert.equal(again.manifest.vectorIndex.kind, 'hnsw');
  },
);

test('a missing index is a failure that names the command', async () => {
  await assert.rejects(
    openIn(temporaryFolder()),
    (error) =>
      error instanceof Failure &&
      /^\[index\] there is no index in .*; run npm run build-index$/.test(error.message),
  );
});

test('an index built with another model is refused with the command that fixes it', async () => {
  const options = workplace();
  await built(options);
  const other = { ...wanted, model: { ...wanted.model, id: 'Xenova/multilingual-e5-small' } };
  await assert.rejects(openIndex({ indexDir: options.indexDir, wanted: other, native }), {
    message:
      '[index] built with model hashing, configured Xenova/multilingual-e5-small; run npm run build-index',
  });
});

/** Turns the live generation into one of the previous format, whose catalogue was one list in one file. */
async function ageFormat({ indexDir }: BuildOptions): Promise<string> {
  const [name = ''] = await generationNames(indexDir);
  const folder = generationFolder(indexDir, name);
  const manifest = await readManifest(folder);
  const lines = readFileSync(path.join(folder, FILES.catalogue), 'utf8').trimEnd().split('\n');
  rmSync(path.join(folder, FILES.catalogue));
  writeFileSync(path.join(folder, 'catalogue.json'), `[${lines.join(',')}]`);
  const files = Object.entries(manifest.files).filter(([file]) => file !== FILES.catalogue);
  files.push(['catalogue.json', await describeFile(path.join(folder, 'catalogue.json'))]);
  const older = { ...manifest, formatVersion: FORMAT_VERSION - 1, files: Object.fromEntries(files) };
  await writeManifest(folder, older);
  return name;
}

test('an index of an older format is refused with the command, in plain words, and rebuilt by a build', async () => {
  const options = workplace();
  await built(options);
  const name = await ageFormat(options);
  const message = `built by another version of Wenda (formatVersion ${FORMAT_VERSION - 1}, this one needs ${FORMAT_VERSION})`;
  await assert.rejects(openIn(options.indexDir), { message: `[index] ${message}; run npm run build-index` });
  const model = await describeHashing();
  assert.deepEqual(await checkFreshness({ ...options, model }), {
    kind: 'stale',
    reason: `it was ${message}`,
  });
  assert.equal((await dryRun(options)).reason, `it was ${message}`);
  const { manifest } = await built(options);
  assert.notEqual(manifest.generation, name);
  assert.deepEqual([manifest.build.reused, manifest.build.embedded], [0, 17]);
  (await openIn(options.indexDir)).close();
});

const twoGenerations = async (): Promise<{ options: BuildOptions; live: string; older: string }> => {
  const options = workplace();
  const older = (await built({ ...options, now: () => new Date('2026-05-01T10:00:00Z') })).manifest
    .generation;
  edit(options);
  const live = (await built({ ...options, now: () => new Date('2026-05-02T10:00:00Z') })).manifest.generation;
  return { options, live, older };
};
const flipByte = (file: string): void => {
  const bytes = readFileSync(file);
  const at = Math.floor(bytes.length / 2);
  bytes[at] = (bytes[at] ?? 0) ^ 0xff;
  writeFileSync(file, bytes);
};

const filesOfGeneration = [...Object.values(FILES), 'manifest.json', 'manifest.sha256'].filter(
  (file) => file !== FILES.hnsw || native.available,
);
const damages: [name: string, damage: (file: string) => void][] = [
  ['missing', rmSync],
  [
    'cut short',
    (file) => {
      truncateSync(file, 5);
    },
  ],
  ['altered', flipByte],
];
const pair = await twoGenerations();
for (const file of filesOfGeneration) {
  for (const [name, damage] of damages) {
    test(`with ${file} ${name}, the previous generation is served and the damage reported`, async () => {
      const indexDir = path.join(temporaryFolder(), 'index');
      cpSync(pair.options.indexDir, indexDir, { recursive: true });
      damage(path.join(generationFolder(indexDir, pair.live), file));
      const told: string[] = [];
      const index = await openIn(indexDir, (generation, reason) => told.push(`${generation} ${reason}`));
      assert.equal(index.manifest.generation, pair.older);
      assert.equal(told.length, 1);
      assert.ok(told[0]?.startsWith(pair.live));
      index.close();
    });
  }
}

test('with vectors.f32 too short for its passages, and a matching manifest, the previous generation is served', async () => {
  const indexDir = path.join(temporaryFolder(), 'index');
  cpSync(pair.options.indexDir, indexDir, { recursive: true });
  const folder = generationFolder(indexDir, pair.live);
  truncateSync(path.join(folder, FILES.vectors), 1024);
  const manifest = await readManifest(folder);
  manifest.files[FILES.vectors] = await describeFile(path.join(folder, FILES.vectors));
  await writeManifest(folder, manifest);
  const told: string[] = [];
  const index = await openIn(indexDir, (generation, reason) => told.push(`${generation} ${reason}`));
  assert.equal(index.manifest.generation, pair.older);
  assert.match(told.join(), /vectors\.f32/);
  index.close();
});

test('when every generation is damaged, the failure lists them and names the command', async () => {
  const indexDir = path.join(temporaryFolder(), 'index');
  cpSync(pair.options.indexDir, indexDir, { recursive: true });
  for (const name of [pair.live, pair.older])
    flipByte(path.join(generationFolder(indexDir, name), FILES.vectors));
  await assert.rejects(openIn(indexDir), (error) => {
    assert.ok(error instanceof Failure);
    assert.match(
      error.message,
      new RegExp(
        `every generation .* is damaged \\(${pair.live}: .*${pair.older}: .*run npm run build-index$`,
      ),
    );
    return true;
  });
});

test('a damaged CURRENT file does not hide the newest generation', async () => {
  const indexDir = path.join(temporaryFolder(), 'index');
  cpSync(pair.options.indexDir, indexDir, { recursive: true });
  writeFileSync(path.join(indexDir, 'CURRENT'), '../../etc\n');
  const index = await openIn(indexDir);
  assert.equal(index.manifest.generation, pair.live);
  index.close();
});
