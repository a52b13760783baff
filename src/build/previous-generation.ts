// The generation before, as far as a new one can take from it. It is read only when it is whole and was built with the same
// recipe: then a passage with the same key has the same vector, tokens and terms.
import { closeSync, openSync, readFileSync, readSync } from 'node:fs';
import path from 'node:path';
import { type EarlierArticles, openEarlierArticles } from './earlier-articles.ts';
import * as folders from '../index/generation-folders.ts';
import { decodeLabels } from '../index/graph-labels.ts';
import { type BuildRecipe, compareRecipes, type Manifest } from '../index/manifest.ts';
import { decodeLexical } from '../index/lexical-format.ts';
import { GONE, type LexicalSource } from './merge-lexical.ts';
import { FILES } from '../index/open-index.ts';
import { NEW, type PassageChanges } from './passage-changes.ts';
import { decodeKeys } from './passage-keys.ts';
import { decodeSamples, type RecallSample } from './recall-samples.ts';
import { openTokenStore, type TokenStore } from '../index/token-store.ts';

/** What is big is read when it is asked for. */
export type EarlierGeneration = {
  folder: string;
  manifest: Manifest;
  articles: EarlierArticles;
  /** The key of every passage, by ordinal. */
  readonly keys: readonly string[];
  /** Its ordinals by key; more than one where a text occurs more than once. */
  readonly ordinals: ReadonlyMap<string, readonly number[]>;
  /** The points of its graph: the label of each passage; undefined when it has no graph. */
  readonly labels: Uint32Array | undefined;
  readonly samples: readonly RecallSample[];
  /** There when the model's tokens have one vector each. */
  readonly tokens: TokenStore | undefined;
  /** Its word index, and where its passages have gone; twice, where a text occurs more often now. */
  lexicalSources(changes: PassageChanges): LexicalSource[];
  /** Reads the vectors of consecutive passages into an array that is as long. */
  readVectors(first: number, into: Float32Array): void;
  close(): void;
};

/** The generation before, and what has become of its passages. */
export type Before = { generation: EarlierGeneration; changes: PassageChanges };

/** The newest generation that fits; undefined when there is none. */
export async function openEarlierGeneration(
  indexDir: string,
  wanted: BuildRecipe,
): Promise<EarlierGeneration | undefined> {
  for (const name of await folders.generationNames(indexDir)) {
    const folder = folders.generationFolder(indexDir, name);
    try {
      const manifest = await folders.readManifest(folder);
      if (compareRecipes(manifest, wanted).length > 0) continue;
      await folders.verifyFiles(folder, manifest);
      return openFrom(folder, manifest);
    } catch {
      // A damaged one is no help; the next build is made without it.
    }
  }
  return undefined;
}

function openFrom(folder: string, manifest: Manifest): EarlierGeneration {
  const { dimension, staticTokens } = manifest.model;
  const size = manifest.corpus.passages;
  const hasGraph = manifest.vectorIndex.kind === 'hnsw';
  const read = (name: string): Buffer => readFileSync(path.join(folder, name));
  const keys = once(() => decodeKeys(read(FILES.keys), size));
  const ordinals = once(() => ordinalsByKey(keys()));
  const labels = once(() => (hasGraph ? decodeLabels(read(FILES.labels), size) : undefined));
  const samples = once(() => (hasGraph ? decodeSamples(read(FILES.samples), dimension) : []));
  const tokens = staticTokens ? openTokenStore(path.join(folder, FILES.tokens)) : undefined;
  const vectors = openSync(path.join(folder, FILES.vectors), 'r');
  return {
    folder,
    manifest,
    tokens,
    articles: openEarlierArticles(folder, keys),
    get keys() {
      return keys();
    },
    get ordinals() {
      return ordinals();
    },
    get labels() {
      return labels();
    },
    get samples() {
      return samples();
    },
    lexicalSources: (changes) => {
      const data = decodeLexical(read(FILES.lexical));
      return ordinalMaps(changes, size).map((map) => ({ data, ordinals: map }));
    },
    readVectors: (first, into) => {
      const bytes = new Uint8Array(into.buffer, into.byteOffset, into.byteLength);
      for (let done = 0; done < bytes.length;) {
        const count = readSync(vectors, bytes, done, bytes.length - done, first * dimension * 4 + done);
        if (count === 0) throw new Error(`${FILES.vectors} of the generation before is too short`);
        done += count;
      }
    },
    close: () => {
      tokens?.close();
      closeSync(vectors);
    },
  };
}

/** Calls a function when its result is first asked for. */
function once<T>(make: () => T): () => T {
  let made: { value: T } | undefined;
  return () => (made ??= { value: make() }).value;
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
 * For each ordinal before, the one that its text has now. A text that occurs more often now than before needs a further map:
 * the same postings are then carried over to another place as well.
 */
function ordinalMaps({ sources }: PassageChanges, size: number): Uint32Array[] {
  const maps = [new Uint32Array(size).fill(GONE)];
  const uses = new Uint32Array(size);
  for (const [ordinal, source] of sources.entries()) {
    if (source === NEW) continue;
    const turn = uses[source] ?? 0;
    uses[source] = turn + 1;
    const map = (maps[turn] ??= new Uint32Array(size).fill(GONE));
    map[source] = ordinal;
  }
  return maps;
}
