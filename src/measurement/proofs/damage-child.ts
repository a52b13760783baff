// Opens indexes that may be damaged, in a process that may die of it.
import { Failure } from '../../failure.ts';
import { currentGeneration, generationFolder, readManifest } from '../../indexing/generation-folders.ts';
import { loadNativeLibrary } from '../../indexing/hnsw-index.ts';
import type { BuildRecipe } from '../../indexing/manifest.ts';
import { openIndex } from '../../indexing/open-index.ts';

export type DamageReply = { outcome: string };

const native = loadNativeLibrary();
/** Of the first index, which is whole. */
let wanted: BuildRecipe | undefined;

async function open(indexDir: string): Promise<string> {
  try {
    const name = (await currentGeneration(indexDir)) ?? '';
    wanted ??= await readManifest(generationFolder(indexDir, name));
    const { formatVersion, textVersion, lexicalVersion, maxPassageLength, model } = wanted;
    const recipe = { formatVersion, textVersion, lexicalVersion, maxPassageLength, model };
    const index = await openIndex({ indexDir, wanted: recipe, native });
    index.vectors.search(index.vectors.vectorOf(0), 5);
    index.close();
    return 'opened';
  } catch (error) {
    return error instanceof Failure ? 'refused' : `threw ${String(error)}`;
  }
}

process.on('message', (indexDir: string) => {
  void open(indexDir).then((outcome) => process.send?.({ outcome } satisfies DamageReply));
});
