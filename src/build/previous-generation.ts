// The reusable parts of the previous generation. It is used only if it is whole and was built with the same recipe:
// then a passage with the same key has the same vector, tokens and terms.
import { readFileSync } from 'node:fs';
import path from 'node:path';
import * as folders from '../index/generation-folders.ts';
import { decodeLabels } from '../index/graph-labels.ts';
import { decodeLexical } from '../index/lexical-format.ts';
import { type BuildRecipe, compareRecipes, type Manifest } from '../index/manifest.ts';
import { FILES } from '../index/open-index.ts';
import { openTokenStore, type TokenStore } from '../index/token-store.ts';
import { openVectorFile, type VectorFile } from '../index/vector-file.ts';
import { GONE, type LexicalSource } from './merge-lexical.ts';
import { once } from './once.ts';
import { NEW, type PassageChanges } from './passage-changes.ts';
import { decodeKeys } from './passage-keys.ts';
import { openPreviousArticles, type PreviousArticles } from './previous-articles.ts';
import { decodeRecallQuestions, type RecallQuestion } from './recall-questions.ts';

/** Large parts are read at first use. */
export type PreviousGeneration = {
  folder: string;
  manifest: Manifest;
  articles: PreviousArticles;
  /** The key of every passage, by ordinal. */
  readonly keys: readonly string[];
  /** Its ordinals by key; more than one where a text occurs more than once. */
  readonly ordinals: ReadonlyMap<string, readonly number[]>;
  /** The points of its graph: the label of each passage; undefined when it has no graph. */
  readonly labels: Uint32Array | undefined;
  readonly recallQuestions: readonly RecallQuestion[];
  /** Present if the model has static token vectors. */
  readonly tokens: TokenStore | undefined;
  /** Its lexical index and the new ordinals of its passages; more than one entry if a text occurs more often now. */
  lexicalSources(changes: PassageChanges): LexicalSource[];
  /** Reads the vectors of consecutive passages into an array of their length. */
  readVectors: VectorFile['readVectors'];
  close(): void;
};

/** The previous generation, and its passages matched to the new ones. */
export type Previous = { generation: PreviousGeneration; changes: PassageChanges };

/** The newest generation that fits; undefined if none does. */
export async function openPreviousGeneration(
  indexDir: string,
  wanted: BuildRecipe,
): Promise<PreviousGeneration | undefined> {
  for (const name of await folders.generationNames(indexDir)) {
    const folder = folders.generationFolder(indexDir, name);
    try {
      const manifest = await folders.readManifest(folder);
      if (compareRecipes(manifest, wanted).length > 0) continue;
      await folders.verifyFiles(folder, manifest);
      return openFrom(folder, manifest);
    } catch {
      // A damaged generation is of no use; the build does without it.
    }
  }
  return undefined;
}

function openFrom(folder: string, manifest: Manifest): PreviousGeneration {
  const { dimension, staticTokens } = manifest.model;
  const size = manifest.corpus.passages;
  const hasGraph = manifest.vectorIndex.kind === 'hnsw';
  const read = (name: string): Buffer => readFileSync(path.join(folder, name));
  const keys = once(() => decodeKeys(read(FILES.keys), size));
  const ordinals = once(() => ordinalsByKey(keys()));
  const labels = once(() => (hasGraph ? decodeLabels(read(FILES.labels), size) : undefined));
  const recallQuestions = once(() =>
    hasGraph ? decodeRecallQuestions(read(FILES.recallQuestions), dimension) : [],
  );
  const vectors = openVectorFile(path.join(folder, FILES.vectors), size, dimension);
  let tokens: TokenStore | undefined;
  try {
    if (staticTokens) tokens = openTokenStore(path.join(folder, FILES.tokens));
  } catch (error) {
    vectors.close();
    throw error;
  }
  return {
    folder,
    manifest,
    tokens,
    articles: openPreviousArticles(folder, keys),
    get keys() {
      return keys();
    },
    get ordinals() {
      return ordinals();
    },
    get labels() {
      return labels();
    },
    get recallQuestions() {
      return recallQuestions();
    },
    lexicalSources: (changes) => {
      const data = decodeLexical(read(FILES.lexical));
      return ordinalMaps(changes, size).map((map) => ({ data, ordinals: map }));
    },
    readVectors: vectors.readVectors,
    close: () => {
      tokens?.close();
      vectors.close();
    },
  };
}

function ordinalsByKey(keys: readonly string[]): Map<string, number[]> {
  const ordinals = new Map<string, number[]>();
  for (const [ordinal, key] of keys.entries()) {
    const found = ordinals.get(key);
    if (found === undefined) ordinals.set(key, [ordinal]);
    else found.push(ordinal);
  }
  return ordinals;
}

/**
 * For each previous ordinal, the ordinal that its text has now. A text that occurs more often now needs an additional
 * map: its postings are then copied under that ordinal too.
 */
function ordinalMaps({ sources }: PassageChanges, size: number): Uint32Array[] {
  const maps = [new Uint32Array(size).fill(GONE)];
  const uses = new Uint32Array(size);
  for (const [ordinal, source] of sources.entries()) {
    if (source === NEW) continue;
    const turn = uses[source]!++;
    const map = (maps[turn] ??= new Uint32Array(size).fill(GONE));
    map[source] = ordinal;
  }
  return maps;
}
