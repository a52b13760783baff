// The model that ships with the project: proofs must not depend on the configuration.
import path from 'node:path';
import { BUNDLED_MODEL, recipeFor } from '../../../src/embedding/known-models.ts';
import { describeModel, locateModel, type ModelChoice } from '../../../src/embedding/model-files.ts';
import { type BuildRecipe, wantedRecipe } from '../../../src/index/manifest.ts';
import { PROJECT } from './proof.ts';

export const BUNDLED: ModelChoice = {
  id: BUNDLED_MODEL,
  recipe: recipeFor(BUNDLED_MODEL, {}),
  modelsDir: path.join(PROJECT, 'data', 'models'),
  cacheDir: path.join(PROJECT, 'data', 'models', 'cache'),
  hubUrl: 'http://127.0.0.1:9', // nothing listens there, and nothing must be downloaded
};

/** The recipe of a generation built with it. */
export async function bundledRecipe(): Promise<BuildRecipe> {
  return wantedRecipe(await describeModel(BUNDLED, locateModel(BUNDLED).folder));
}
