// Finds and describes a model's files. The model is not loaded: its description is computed from the files, so that "is
// the index up to date?" needs no model call.
import { closeSync, existsSync, openSync, readFileSync, readSync, statSync } from 'node:fs';
import path from 'node:path';
import { sha256OfFile } from '../system/checksum.ts';
import { Failure, reasonOf } from '../system/failure.ts';
import type { Dtype, ModelDescription } from './embedder.ts';
import type { ModelRecipe } from './known-models.ts';

/** What the operator configured. */
export type ModelChoice = {
  /** A bundled model's name, a hub id (`Xenova/multilingual-e5-small`) or a folder. */
  id: string;
  recipe: ModelRecipe;
  /** Folder with the bundled models. */
  modelsDir: string;
  /** Folder where downloaded models are kept. */
  cacheDir: string;
  /** Address of the model hub or of a mirror. */
  hubUrl: string;
};

/** The folder of a model; `present` is false if it must be downloaded first. */
export type ModelLocation = { folder: string; present: boolean };

const REQUIRED = ['config.json', 'tokenizer.json', 'tokenizer_config.json'];

/** Path of the weights inside a model folder. Source: the layout that transformers.js expects. */
export function weightsFile(dtype: Dtype): string {
  return dtype === 'q8' ? 'onnx/model_quantized.onnx' : 'onnx/model.onnx';
}

/**
 * Finds a model: as a path of a folder, then among the bundled models, then in the download cache.
 * @throws Failure `model` when the id is a path and files are missing there
 */
export function locateModel(choice: ModelChoice): ModelLocation {
  const own = path.resolve(choice.id);
  const isPath = path.isAbsolute(choice.id) || /^\.{1,2}[\\/]/.test(choice.id);
  const candidates = isPath ? [own] : [path.resolve(choice.modelsDir, choice.id), own];
  const folder = candidates.find((candidate) => existsSync(candidate) && statSync(candidate).isDirectory());
  if (folder === undefined && isPath) throw unavailable(choice.id, `there is no folder ${own}`);
  const place = folder ?? path.resolve(choice.cacheDir, choice.id);
  const missing = missingFiles(place, choice.recipe.dtype);
  if (missing.length > 0) {
    if (folder === undefined) return { folder: place, present: false };
    throw unavailable(choice.id, `${place} has no ${missing.join(', no ')}`);
  }
  const weights = path.join(place, weightsFile(choice.recipe.dtype));
  if (!looksLikeOnnx(weights)) {
    throw unavailable(
      choice.id,
      `${weights} is not an ONNX file (a Git LFS pointer, or a broken download: delete it)`,
    );
  }
  return { folder: place, present: true };
}

/**
 * Describes the model in a folder from its files alone.
 * @throws Failure `model` when a file cannot be read or config.json has no hidden_size
 */
export async function describeModel(choice: ModelChoice, folder: string): Promise<ModelDescription> {
  const { recipe } = choice;
  try {
    const config = JSON.parse(readFileSync(path.join(folder, 'config.json'), 'utf8')) as {
      hidden_size?: unknown;
    };
    if (!Number.isInteger(config.hidden_size)) throw new Error('config.json has no hidden_size');
    return {
      id: path.isAbsolute(choice.id) ? path.basename(choice.id) : choice.id,
      weightsSha256: await sha256OfFile(path.join(folder, weightsFile(recipe.dtype))),
      tokenizerSha256: await sha256OfFile(path.join(folder, 'tokenizer.json')),
      dtype: recipe.dtype,
      dimension: config.hidden_size as number,
      pooling: recipe.pooling,
      queryPrefix: recipe.queryPrefix,
      passagePrefix: recipe.passagePrefix,
      maxTokens: recipe.maxTokens,
      folded: recipe.folded,
      staticTokens: recipe.staticTokens,
    };
  } catch (error) {
    throw unavailable(choice.id, reasonOf(error));
  }
}

/** The error for a model that is not available: the cause and the two ways out. */
export function unavailable(id: string, cause: string): Failure {
  return new Failure(
    'model',
    `model "${id}" is not available: ${cause}. Two ways out: leave EMBEDDING_MODEL empty to use the bundled model, ` +
      'or put the files (config.json, tokenizer.json, tokenizer_config.json, onnx/) into a folder and set EMBEDDING_MODEL to its path',
  );
}

/**
 * An ONNX file begins with the field ir_version (protobuf key 0x08). This is checked before the runtime sees the file:
 * it answers the first file of another kind with an error, and crashes the process at the second.
 */
function looksLikeOnnx(file: string): boolean {
  const head = Buffer.alloc(1);
  const handle = openSync(file, 'r');
  try {
    return readSync(handle, head, 0, 1, 0) === 1 && head[0] === 0x08;
  } finally {
    closeSync(handle);
  }
}

function missingFiles(folder: string, dtype: Dtype): string[] {
  return [...REQUIRED, weightsFile(dtype)].filter((file) => !existsSync(path.join(folder, file)));
}
