import path from 'node:path';
import { recipeFor } from '../../src/embedding/known-models.ts';
import { describeModel, type ModelChoice } from '../../src/embedding/model-files.ts';
import type { Embedder, ModelDescription } from '../../src/embedding/embedder.ts';
import { createEmbedder } from '../../src/embedding/create-embedder.ts';
import { PROJECT } from './project.ts';

/** The bundled model, as the product finds it by default. */
export const BUNDLED: ModelChoice = {
  id: 'wenda-mini',
  recipe: recipeFor('wenda-mini', {}),
  modelsDir: path.join(PROJECT, 'data', 'models'),
  cacheDir: path.join(PROJECT, 'data', 'models', 'cache'),
  hubUrl: 'http://127.0.0.1:9', // nothing listens there: no test downloads anything
};

/** The folder of its files. */
export const BUNDLED_FOLDER = path.join(BUNDLED.modelsDir, 'wenda-mini');

export function describeBundled(): Promise<ModelDescription> {
  return describeModel(BUNDLED, BUNDLED_FOLDER);
}

export function openBundled(): Promise<Embedder> {
  return createEmbedder(BUNDLED);
}
