// Opening a generation for reading. Nothing native touches a file before its checksum has been compared: a damaged
// graph does not fail, it kills the process.
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { Failure, reasonOf } from '../failure.ts';
import { type Catalogue, type CatalogueArticle, createCatalogue } from './catalogue.ts';
import { createExactIndex } from './exact-index.ts';
import { generationFolder, generationNames, readManifest, verifyFiles } from './generation-folders.ts';
import { decodeLabels } from './graph-plan.ts';
import { type NativeLibrary, openHnswIndex } from './hnsw-index.ts';
import { decodeLexical } from './lexical-format.ts';
import { createLexicalIndex, type LexicalIndex } from './lexical-index.ts';
import { type BuildRecipe, compareRecipes, type Manifest } from './manifest.ts';
import { openTextStore, type TextStore } from './text-store.ts';
import { openTokenStore, type TokenStore } from './token-store.ts';
import { openVectorFile } from './vector-file.ts';
import type { VectorIndex } from './vector-index.ts';

export const FILES = {
  catalogue: 'catalogue.json',
  texts: 'texts.bin',
  passages: 'passages.bin',
  vectors: 'vectors.f32',
  hnsw: 'hnsw.bin',
  labels: 'labels.bin',
  lexical: 'lexical.bin',
  tokens: 'tokens.bin',
  keys: 'keys.bin',
  sources: 'sources.json',
  samples: 'samples.bin',
} as const;

/** One generation, open for reading. Close it when nothing reads from it any more. */
export type OpenIndex = {
  manifest: Manifest;
  catalogue: Catalogue;
  texts: TextStore;
  vectors: VectorIndex;
  lexical: LexicalIndex;
  /** There when the model's tokens have one vector each. */
  tokens: TokenStore | undefined;
  close(): void;
};

export type OpenOptions = {
  indexDir: string;
  /** What the configured model and this program want; see `wantedRecipe`. */
  wanted: BuildRecipe;
  native: NativeLibrary;
  /** Called for every generation that is passed over because it is damaged. */
  onDamaged?: (generation: string, reason: string) => void;
};

/** How to get an index, for error messages. */
export const BUILD_COMMAND = 'npm run build-index';

/**
 * Opens the live generation, or the newest older one that is whole when the live one is damaged.
 * @throws Failure `index` when there is none, when all are damaged, or when the index was built with another model or format
 */
export async function openIndex(options: OpenOptions): Promise<OpenIndex> {
  const names = await generationNames(options.indexDir);
  if (names.length === 0)
    throw new Failure('index', `there is no index in ${options.indexDir}; run ${BUILD_COMMAND}`);
  const damages: string[] = [];
  for (const name of names) {
    const folder = generationFolder(options.indexDir, name);
    try {
      const manifest = await readManifest(folder);
      await verifyFiles(folder, manifest);
      return await openVerified(folder, manifest, options);
    } catch (error) {
      // Whole, and of another model or format: an older one would not be what is wanted either.
      if (error instanceof Failure) throw error;
      damages.push(`${name}: ${reasonOf(error)}`);
      options.onDamaged?.(name, reasonOf(error));
    }
  }
  throw new Failure(
    'index',
    `every generation in ${options.indexDir} is damaged (${damages.join('; ')}); run ${BUILD_COMMAND}`,
  );
}

/**
 * Opens a generation whose files have been verified, for serving.
 * @throws Failure `index` when it was built with another model or format
 * @throws Error when the files contradict the manifest or each other
 */
export function openVerified(
  folder: string,
  manifest: Manifest,
  { wanted, native }: Pick<OpenOptions, 'wanted' | 'native'>,
): Promise<OpenIndex> {
  refuseMismatch(manifest, wanted);
  return openGeneration(folder, manifest, native);
}

/**
 * Reads a generation whose files have been verified.
 * @throws Error when the files contradict the manifest or each other
 */
export async function openGeneration(
  folder: string,
  manifest: Manifest,
  native: NativeLibrary,
): Promise<OpenIndex> {
  const at = (file: string): string => path.join(folder, file);
  const articles = JSON.parse(await readFile(at(FILES.catalogue), 'utf8')) as CatalogueArticle[];
  const catalogue = createCatalogue(articles);
  const { passages } = manifest.corpus;
  if (catalogue.passages !== passages)
    throw new Error(`${FILES.catalogue} has ${catalogue.passages} passages, the manifest says ${passages}`);
  const lexical = createLexicalIndex(decodeLexical(await readFile(at(FILES.lexical))));
  if (lexical.size !== passages)
    throw new Error(`${FILES.lexical} has ${lexical.size} passages, the manifest says ${passages}`);
  const opened: { close: () => void }[] = [];
  const close = (): void => {
    for (const file of opened) file.close();
  };
  try {
    const vectors = await openVectors(folder, manifest, native);
    opened.push(vectors);
    const texts = openTextStore(await readFile(at(FILES.passages)), at(FILES.texts));
    opened.push(texts);
    const tokens = manifest.model.staticTokens ? openTokenStore(at(FILES.tokens)) : undefined;
    if (tokens !== undefined) opened.push(tokens);
    if (tokens !== undefined && tokens.size !== passages)
      throw new Error(`${FILES.tokens} has ${tokens.size} passages, the manifest says ${passages}`);
    return { manifest, catalogue, texts, vectors: vectors.vectors, lexical, tokens, close };
  } catch (error) {
    close();
    throw error;
  }
}

async function openVectors(
  folder: string,
  manifest: Manifest,
  native: NativeLibrary,
): Promise<{ vectors: VectorIndex; close: () => void }> {
  const { dimension } = manifest.model;
  const { passages } = manifest.corpus;
  if (manifest.vectorIndex.kind === 'hnsw' && native.available) {
    const { parameters, points } = manifest.vectorIndex;
    const labels = decodeLabels(await readFile(path.join(folder, FILES.labels)), passages);
    const { efSearch } = parameters;
    const graph = openHnswIndex(native, path.join(folder, FILES.hnsw), labels, {
      points,
      dimension,
      efSearch,
    });
    const { vectorOf, close } = openVectorFile(path.join(folder, FILES.vectors), passages, dimension);
    return { vectors: { ...graph, vectorOf }, close };
  }
  const vectors = createExactIndex(await readVectors(folder, passages, dimension), dimension);
  return { vectors, close: () => undefined };
}

/** The stored vectors of a generation: passages × dimension numbers. */
async function readVectors(folder: string, passages: number, dimension: number): Promise<Float32Array> {
  const bytes = await readFile(path.join(folder, FILES.vectors));
  if (bytes.length !== passages * dimension * 4)
    throw new Error(`${FILES.vectors} has ${bytes.length} bytes for ${passages} passages`);
  const vectors = new Float32Array(passages * dimension);
  new Uint8Array(vectors.buffer).set(bytes);
  return vectors;
}

function refuseMismatch(manifest: Manifest, wanted: BuildRecipe): void {
  const mismatches = compareRecipes(manifest, wanted);
  const first = mismatches[0];
  if (first === undefined) return;
  const model = mismatches.find(({ field }) => field === 'model.id');
  const what =
    model === undefined
      ? `built with ${first.field} ${first.built}, this program and its configuration want ${first.wanted}`
      : `built with model ${model.built}, configured ${model.wanted}`;
  throw new Failure('index', `${what}; run ${BUILD_COMMAND}`);
}
