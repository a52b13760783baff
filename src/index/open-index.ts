// Opening a generation for reading. No native code touches a file before it is verified: a damaged graph does not fail,
// it kills the process.
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { Failure, reasonOf } from '../system/failure.ts';
import type { Catalogue } from './catalogue.ts';
import { openCatalogueFile } from './catalogue-file.ts';
import { createExactIndex } from './exact-index.ts';
import { generationFolder, generationNames, readManifest } from './generation-folders.ts';
import { decodeLabels } from './graph-labels.ts';
import { type NativeLibrary, openHnswIndex } from './hnsw-index.ts';
import { openLexicalFile } from './lexical-file.ts';
import type { LexicalIndex } from './lexical-index.ts';
import { type BuildRecipe, compareRecipes, describeMismatch, type Manifest } from './manifest.ts';
import { openTextStore, type TextStore } from './text-store.ts';
import { openTokenStore, type TokenStore } from './token-store.ts';
import { openVectorFile } from './vector-file.ts';
import type { VectorIndex } from './vector-index.ts';
import { startVerifying } from './verify-aside.ts';

export const FILES = {
  catalogue: 'catalogue.jsonl',
  texts: 'texts.bin',
  passages: 'passages.bin',
  vectors: 'vectors.f32',
  hnsw: 'hnsw.bin',
  labels: 'labels.bin',
  lexical: 'lexical.bin',
  tokens: 'tokens.bin',
  keys: 'keys.bin',
  sources: 'sources.json',
  recallQuestions: 'recall.bin',
  /** For the operator to read: the synonyms that the articles tell. */
  synonyms: 'synonyms.txt',
} as const;

/** One generation, open for reading. Close it after the last read. */
export type OpenIndex = {
  manifest: Manifest;
  catalogue: Catalogue;
  texts: TextStore;
  vectors: VectorIndex;
  lexical: LexicalIndex;
  /** Present if the model has static token vectors. */
  tokens: TokenStore | undefined;
  close(): void;
};

export type OpenOptions = {
  indexDir: string;
  /** The recipe that the configured model and this program require; see `wantedRecipe`. */
  wanted: BuildRecipe;
  native: NativeLibrary;
  /** Called for every generation that is skipped because it is damaged. */
  onDamaged?: ((generation: string, reason: string) => void) | undefined;
};

/** Threads that hash files while the model and the catalogue are loaded. */
const VERIFYING_THREADS = 2;
/** The files that take longest to read after they have been hashed. */
const AWAITED_FIRST = [FILES.hnsw, FILES.catalogue, FILES.labels];

/** How to get an index, for error messages. */
const BUILD_COMMAND = 'npm run build-index';

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
    const pass = (error: unknown): void => {
      damages.push(`${name}: ${reasonOf(error)}`);
      options.onDamaged?.(name, reasonOf(error));
    };
    let manifest: Manifest;
    try {
      manifest = await readManifest(folder);
    } catch (error) {
      pass(error);
      continue;
    }
    const verification = startVerifying(folder, manifest, {
      threads: VERIFYING_THREADS,
      first: AWAITED_FIRST,
    });
    const [opened, verified] = await Promise.allSettled([
      openVerified(folder, manifest, options, verification.file),
      verification.all,
    ]);
    if (verified.status === 'rejected') {
      if (opened.status === 'fulfilled') opened.value.close();
      pass(verified.reason);
      continue;
    }
    if (opened.status === 'fulfilled') return opened.value;
    // It is whole, but of another model or format; an older generation would not fit either.
    if (opened.reason instanceof Failure) throw opened.reason;
    pass(opened.reason);
  }
  throw new Failure(
    'index',
    `every generation in ${options.indexDir} is damaged (${damages.join('; ')}); run ${BUILD_COMMAND}`,
  );
}

/** Settles when a file of the generation has been verified. */
type FileVerified = (name: string) => Promise<void>;

const ALL_VERIFIED: FileVerified = () => Promise.resolve();

/**
 * Opens a generation for serving.
 * @param verified awaited for each file before it is read; without it, all files have been verified already
 * @throws Failure `index` when it was built with another model or format
 * @throws Error when the files contradict the manifest or each other
 */
export async function openVerified(
  folder: string,
  manifest: Manifest,
  { wanted, native }: Pick<OpenOptions, 'wanted' | 'native'>,
  verified = ALL_VERIFIED,
): Promise<OpenIndex> {
  refuseMismatch(manifest, wanted);
  return openGeneration(folder, manifest, native, verified);
}

/**
 * Reads a generation, each file once it has been verified.
 * @throws Error when the files contradict the manifest or each other
 */
export async function openGeneration(
  folder: string,
  manifest: Manifest,
  native: NativeLibrary,
  verified = ALL_VERIFIED,
): Promise<OpenIndex> {
  const closers: (() => void)[] = [];
  const close = (): void => {
    for (const one of closers.splice(0)) one();
  };
  const place = async (file: string): Promise<string> => {
    await verified(file);
    return path.join(folder, file);
  };
  const { passages } = manifest.corpus;
  const assertSize = (file: string, size: number): void => {
    if (size !== passages) throw new Error(`${file} has ${size} passages, the manifest says ${passages}`);
  };
  async function openCatalogue(): Promise<Catalogue> {
    const { catalogue, close } = await openCatalogueFile(await place(FILES.catalogue));
    closers.push(close);
    assertSize(FILES.catalogue, catalogue.passages);
    return catalogue;
  }
  async function openLexical(): Promise<LexicalIndex> {
    const opened = openLexicalFile(await place(FILES.lexical));
    closers.push(opened.close);
    assertSize(FILES.lexical, opened.lexical.size);
    return opened.lexical;
  }
  async function openTexts(): Promise<TextStore> {
    const texts = openTextStore(await readFile(await place(FILES.passages)), await place(FILES.texts));
    closers.push(() => {
      texts.close();
    });
    return texts;
  }
  async function openTokens(): Promise<TokenStore | undefined> {
    if (!manifest.model.staticTokens) return undefined;
    const tokens = openTokenStore(await place(FILES.tokens));
    closers.push(() => {
      tokens.close();
    });
    assertSize(FILES.tokens, tokens.size);
    return tokens;
  }
  const parts = [
    openCatalogue(),
    openLexical(),
    openVectors(place, manifest, native, closers),
    openTexts(),
    openTokens(),
  ] as const;
  // Wait for all: what one has opened must be closed if another fails.
  await Promise.allSettled(parts);
  try {
    const [catalogue, lexical, vectors, texts, tokens] = await Promise.all(parts);
    return { manifest, catalogue, texts, vectors, lexical, tokens, close };
  } catch (error) {
    close();
    throw error;
  }
}

/** @param closers gets what closes each part, as soon as it is open */
async function openVectors(
  place: (file: string) => Promise<string>,
  manifest: Manifest,
  native: NativeLibrary,
  closers: (() => void)[],
): Promise<VectorIndex> {
  const { dimension } = manifest.model;
  const { passages } = manifest.corpus;
  if (manifest.vectorIndex.kind === 'hnsw' && native.available) {
    const { parameters, points } = manifest.vectorIndex;
    const labels = decodeLabels(await readFile(await place(FILES.labels)), passages);
    const { efSearch } = parameters;
    const graph = await openHnswIndex(native, await place(FILES.hnsw), labels, {
      points,
      dimension,
      efSearch,
    });
    closers.push(() => graph.release?.());
    const file = openVectorFile(await place(FILES.vectors), passages, dimension);
    closers.push(file.close);
    return { ...graph, vectorOf: file.vectorOf };
  }
  return createExactIndex(await readVectors(await place(FILES.vectors), passages, dimension), dimension);
}

/** The stored vectors of a generation: passages × dimension numbers. */
async function readVectors(file: string, passages: number, dimension: number): Promise<Float32Array> {
  const bytes = await readFile(file);
  if (bytes.length !== passages * dimension * 4)
    throw new Error(`${FILES.vectors} has ${bytes.length} bytes for ${passages} passages`);
  const vectors = new Float32Array(passages * dimension);
  new Uint8Array(vectors.buffer).set(bytes);
  return vectors;
}

function refuseMismatch(manifest: Manifest, wanted: BuildRecipe): void {
  const mismatch = describeMismatch(compareRecipes(manifest, wanted));
  if (mismatch !== undefined) throw new Failure('index', `${mismatch}; run ${BUILD_COMMAND}`);
}
