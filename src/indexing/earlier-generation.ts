// The generation before, as far as a new one can take from it. It is read only when it is whole and was built with the same
// recipe: then a passage with the same key has the same vector, tokens and terms.
import { closeSync, openSync, readSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import type { EmbeddedPassage } from './embedding-journal.ts';
import * as folders from './generation-folders.ts';
import { decodeLabels } from './graph-plan.ts';
import { type BuildRecipe, compareRecipes, type Manifest } from './manifest.ts';
import { decodeLexical } from './lexical-format.ts';
import { GONE, type LexicalSource } from './merge-lexical.ts';
import { FILES } from './open-index.ts';
import { decodeKeys } from './passage-keys.ts';
import { openTokenStore } from './token-store.ts';

export type EarlierGeneration = {
  folder: string;
  manifest: Manifest;
  /** The key of every passage, by ordinal. */
  keys: readonly string[];
  /** Its ordinals by key; more than one where a text occurs more than once. */
  ordinals: ReadonlyMap<string, readonly number[]>;
  /** The points of its graph: the label of each passage; undefined when it has no graph. */
  labels: Uint32Array | undefined;
  /** Its word index, and where the passages of these keys come from in it; twice, where a text occurs more often now. */
  lexicalOf(keys: readonly string[]): Promise<LexicalSource[]>;
  read(ordinal: number): EmbeddedPassage;
  close(): void;
};

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
      return await openFrom(folder, manifest);
    } catch {
      // A damaged one is no help; the next build is made without it.
    }
  }
  return undefined;
}

async function openFrom(folder: string, manifest: Manifest): Promise<EarlierGeneration> {
  const { dimension, staticTokens } = manifest.model;
  const keys = decodeKeys(await readFile(path.join(folder, FILES.keys)), manifest.corpus.passages);
  const ordinals = new Map<string, number[]>();
  for (const [ordinal, key] of keys.entries()) {
    const found = ordinals.get(key);
    if (found === undefined) ordinals.set(key, [ordinal]);
    else found.push(ordinal);
  }
  const tokens = staticTokens ? openTokenStore(path.join(folder, FILES.tokens)) : undefined;
  const labels =
    manifest.vectorIndex.kind === 'hnsw'
      ? decodeLabels(await readFile(path.join(folder, FILES.labels)), manifest.corpus.passages)
      : undefined;
  const vectors = openSync(path.join(folder, FILES.vectors), 'r');
  return {
    folder,
    manifest,
    keys,
    ordinals,
    labels,
    lexicalOf: async (keys) => {
      const data = decodeLexical(await readFile(path.join(folder, FILES.lexical)));
      return ordinalMaps(keys, ordinals, manifest.corpus.passages).map((map) => ({ data, ordinals: map }));
    },
    read: (ordinal) => {
      const vector = new Float32Array(dimension);
      const bytes = new Uint8Array(vector.buffer);
      const read = readSync(vectors, bytes, 0, bytes.length, ordinal * bytes.length);
      if (read !== bytes.length) throw new Error(`${FILES.vectors} of the generation before is too short`);
      return { vector, parts: tokens?.partsOf(ordinal) };
    },
    close: () => {
      tokens?.close();
      closeSync(vectors);
    },
  };
}

/**
 * For each ordinal before, the one that its text has now. A text that occurs more often now than before needs a further map:
 * the same postings are then carried over to another place as well.
 */
function ordinalMaps(
  keys: readonly string[],
  before: ReadonlyMap<string, readonly number[]>,
  size: number,
): Uint32Array[] {
  const maps: Uint32Array[] = [];
  const used = new Map<string, number>();
  for (const [ordinal, key] of keys.entries()) {
    const places = before.get(key);
    if (places === undefined) continue;
    const nth = used.get(key) ?? 0;
    used.set(key, nth + 1);
    const turn = Math.floor(nth / places.length);
    const map = (maps[turn] ??= new Uint32Array(size).fill(GONE));
    map[places[nth % places.length] ?? 0] = ordinal;
  }
  return maps;
}
