// The passages of the live generation with their vectors, for use by any other library.
import { currentGeneration, generationFolder, readManifest } from '../../../src/index/generation-folders.ts';
import { loadNativeLibrary } from '../../../src/index/hnsw-index.ts';
import type { PassageFields } from '../../../src/build/passage-keys.ts';
import { fieldsOfSection } from '../../../src/build/passage-plan.ts';
import { openGeneration, type OpenIndex } from '../../../src/index/open-index.ts';

export type Passages = {
  size: number;
  fieldsOf: (ordinal: number) => PassageFields;
  vectorOf: (ordinal: number) => Float32Array;
  close: () => void;
};

/** Opens the live generation: with the graph, or for exact search over the vectors. */
export async function openLive(indexDir: string, how: 'graph' | 'exact'): Promise<OpenIndex> {
  const name = await currentGeneration(indexDir);
  if (name === undefined) throw new Error(`there is no index in ${indexDir}`);
  const folder = generationFolder(indexDir, name);
  const native =
    how === 'graph' ? loadNativeLibrary() : ({ available: false, reason: 'the vectors are needed' } as const);
  return openGeneration(folder, await readManifest(folder), native);
}

export async function openPassages(indexDir: string): Promise<Passages> {
  const index = await openLive(indexDir, 'exact');
  const { catalogue, texts, vectors } = index;
  return {
    size: catalogue.passages,
    fieldsOf: (ordinal) => {
      const { article, section, sectionIndex } = catalogue.place(ordinal);
      const [fields] = fieldsOfSection(article.title, section.headingPath, texts.section(sectionIndex), [
        texts.passageRange(ordinal),
      ]);
      return fields!;
    },
    vectorOf: (ordinal) => vectors.vectorOf(ordinal),
    close: () => {
      index.close();
    },
  };
}
