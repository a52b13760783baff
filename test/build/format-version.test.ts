// Every program with the same recipe reads a generation. So the bytes of its files may change only together with one of
// the versions in the recipe. The graph is excluded: its format is hnswlib's.
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { cpSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { buildIndex } from '../../src/build/build-index.ts';
import { PARSER_VERSION } from '../../src/corpus/parse-article.ts';
import type { Embedder, ModelDescription } from '../../src/embedding/embedder.ts';
import { loadNativeLibrary } from '../../src/index/hnsw-index.ts';
import { wantedRecipe } from '../../src/index/manifest.ts';
import { FILES } from '../../src/index/open-index.ts';
import { sha256 } from '../../src/system/checksum.ts';
import { describeBundled } from '../support/model.ts';
import { FIXTURE_ARTICLES } from '../support/project.ts';
import { temporaryFolder } from '../support/temporary.ts';

/** For the versions of format, text, lexical index and parser: the beginning of the sha256 of each file. */
const DIGESTS: Record<string, Record<string, string>> = {
  'format 7, text 2, lexical 2, parser 3': {
    'catalogue.jsonl': '82633f15e0e0',
    'texts.bin': '4e0b2cbdd8b0',
    'passages.bin': '34b68e8ac555',
    'vectors.f32': '6dfdadb58662',
    'labels.bin': '3ef6f38adb85',
    'lexical.bin': '8caa00db3e3f',
    'tokens.bin': 'b471bb8046d7',
    'keys.bin': '6dbd7432758d',
    'sources.json': '442149a3ecfc',
    'recall.bin': 'abe40d596e72',
    'synonyms.txt': 'd67426b38210',
    'manifest.json': '6c6e6a309d89',
  },
};

const model: ModelDescription = { ...(await describeBundled()), id: 'golden', dimension: 8 };

/** Vectors and tokens that are the same on every machine: the bytes of a hash. */
function vectorOf(text: string): Float32Array {
  const numbers = Array.from(
    createHash('sha256').update(text).digest().subarray(0, 8),
    (byte) => byte - 127.5,
  );
  const length = Math.sqrt(numbers.reduce((sum, number) => sum + number * number, 0));
  return Float32Array.from(numbers, (number) => number / length);
}
const embedder: Embedder = {
  model,
  concurrency: 1,
  embed: (texts) => Promise.resolve(texts.map(vectorOf)),
  tokens: {
    // A build does not use single tokens.
    table: { dimension: 8, rows: new Int8Array(), scales: new Float32Array() },
    embedParts: (texts) =>
      texts.map((parts) => ({
        vector: vectorOf(parts.join('\n')),
        parts: parts.map((part) => Uint32Array.from(part, (character) => character.codePointAt(0) ?? 0)),
      })),
  },
  close: () => Promise.resolve(),
};

/** The names of all fields, at any depth; files are digested above, and another model description never fits anyway. */
function fieldsOf(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return typeof value;
  return Object.entries(value).map(([name, inner]) => [
    name,
    name === 'files' || name === 'model' ? '' : fieldsOf(inner),
  ]);
}

const native = loadNativeLibrary();

test(
  'the files of a generation change only together with a version in its recipe',
  { skip: native.available ? false : 'hnswlib-node is not installed' },
  async () => {
    const folder = temporaryFolder();
    const articlesDir = path.join(folder, 'articles');
    cpSync(FIXTURE_ARTICLES, articlesDir, { recursive: true });
    const result = await buildIndex({
      articlesDir,
      indexDir: path.join(folder, 'index'),
      describeModel: () => Promise.resolve(model),
      openEmbedder: () => Promise.resolve(embedder),
      native,
      now: () => new Date('2026-05-01T10:00:00Z'),
    });
    assert.equal(result.kind, 'built');
    const { manifest } = result;
    const digests = Object.entries(manifest.files).map(([file, { sha256: digest }]) => [file, digest]);
    digests.push(['manifest.json', sha256(Buffer.from(JSON.stringify(fieldsOf(manifest))))]);
    const { formatVersion, textVersion, lexicalVersion } = wantedRecipe(model);
    const versions = `format ${formatVersion}, text ${textVersion}, lexical ${lexicalVersion}, parser ${PARSER_VERSION}`;
    assert.deepEqual(
      Object.fromEntries(
        digests.filter(([file]) => file !== FILES.hnsw).map(([file, digest]) => [file, digest?.slice(0, 12)]),
      ),
      DIGESTS[versions],
      `the files have changed: increase FORMAT_VERSION, or the responsible version, and write their digests here (${versions})`,
    );
  },
);
