// Which adapter opens a model: tables of static token vectors are read here and now, all others are run by
// transformers.js in a thread, which is started only then.
import type { Embedder } from './embedder.ts';
import { locateModel, type ModelChoice } from './model-files.ts';
import { createStaticEmbedder } from './static-embedder.ts';
import { createTransformersEmbedder, type EmbedderOptions } from './transformers-embedder.ts';

/**
 * Opens a model (downloading it first when it is a hub id that is not here yet) and returns its embedder.
 * @throws Failure `model`, naming the cause and the two ways out, when the model is not available
 */
export async function createEmbedder(choice: ModelChoice, options: EmbedderOptions = {}): Promise<Embedder> {
  if (!choice.recipe.staticTokens) return createTransformersEmbedder(choice, options);
  const { folder, present } = locateModel(choice);
  if (!present) await (await createTransformersEmbedder(choice, options)).close(); // which has downloaded it
  return createStaticEmbedder(choice, folder);
}
