// Opens indexes that may be damaged, in a process that may crash.
import { Failure } from '../../../src/system/failure.ts';
import { loadNativeLibrary } from '../../../src/index/hnsw-index.ts';
import { openIndex } from '../../../src/index/open-index.ts';
import { bundledRecipe } from './bundled-model.ts';

/** `opened`: the opened generation, and those that were reported as damaged and skipped. */
export type DamageReply =
  | { kind: 'opened'; generation: string; passedOver: string[] }
  | { kind: 'refused' }
  | { kind: 'threw'; what: string };

const native = loadNativeLibrary();
const wanted = await bundledRecipe();

async function open(indexDir: string): Promise<DamageReply> {
  const passedOver: string[] = [];
  try {
    const onDamaged = (generation: string): void => void passedOver.push(generation);
    const index = await openIndex({ indexDir, wanted, native, onDamaged });
    index.vectors.search(index.vectors.vectorOf(0), 5);
    index.texts.section(0);
    index.close();
    return { kind: 'opened', generation: index.manifest.generation, passedOver };
  } catch (error) {
    return error instanceof Failure ? { kind: 'refused' } : { kind: 'threw', what: String(error) };
  }
}

process.on('message', (indexDir: string) => {
  void open(indexDir).then((reply) => process.send?.(reply));
});
process.on('disconnect', () => process.exit());
