// Chooses the adapter of a model: tables of static token vectors are read in this process; all others run in
// transformers.js, in a thread that starts only when needed.
import type { Embedder } from './embedder.ts';
import { locateModel, type ModelChoice } from './model-files.ts';
import { createStaticEmbedder } from './static-embedder.ts';
import { createTransformersEmbedder, type EmbedderOptions } from './transformers-embedder.ts';

/**
 * Opens a model and returns its embedder. A hub id that is not in the cache is downloaded first.
 * @throws Failure `model`, naming the cause and the two ways out, when the model is not available
 */
export async function createEmbedder(choice: ModelChoice, options: EmbedderOptions = {}): Promise<Embedder> {
  if (!choice.recipe.staticTokens) return createTransformersEmbedder(choice, options);
  const { folder, present } = locateModel(choice);
  if (!present) await (await createTransformersEmbedder(choice, options)).close(); // this downloads it
  return createStaticEmbedder(choice, folder);
}
