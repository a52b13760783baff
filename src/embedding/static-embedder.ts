// The Embedder over a table of token vectors, such as the bundled model: a text's vector is the sum of its tokens'
// rows, scaled to length 1. It needs no runtime and no thread: looking up and adding takes less time than a call to
// another thread. The vectors are the same to the last bit as those of transformers.js and our pooling for the same
// files; a test checks this.
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { Failure, reasonOf } from '../system/failure.ts';
import { type Embedder, foldFor, textFor, type TokenSource, type TokenTable } from './embedder.ts';
import { describeModel, type ModelChoice, unavailable, weightsFile } from './model-files.ts';
import { normaliseRow } from './pooling.ts';
import { readTokenTable } from './token-table.ts';
import { createUnigramTokenizer } from './unigram-tokenizer.ts';

/**
 * Opens a model of static token vectors.
 * @param folder where its files are
 * @throws Failure `model`, naming the file, when one is damaged or the model is of another kind
 */
export async function createStaticEmbedder(choice: ModelChoice, folder: string): Promise<Embedder> {
  const { recipe, id } = choice;
  const weights = path.join(folder, weightsFile(recipe.dtype));
  const json = path.join(folder, 'tokenizer.json');
  const config = path.join(folder, 'tokenizer_config.json');
  const table = readPart(id, weights, () => readTokenTable(readFileSync(weights)));
  const tokenizer = readPart(id, json, () =>
    createUnigramTokenizer(readFileSync(json, 'utf8'), readFileSync(config, 'utf8'), recipe.maxTokens),
  );
  const model = await describeModel(choice, folder);
  if (table.dimension !== model.dimension || tokenizer.size > table.scales.length)
    throw unavailable(
      id,
      `${weights} has ${table.scales.length} vectors of ${table.dimension} numbers, its other files say ${tokenizer.size} of ${model.dimension}`,
    );
  let closed = false;

  const vectorOf = (ids: readonly number[]): Float32Array =>
    meanOf(table, model.pooling === 'cls' ? ids.slice(0, 1) : ids);
  const assertOpen = (): void => {
    if (closed) throw new Failure('model', `${id} is closed`);
  };
  const tokens: TokenSource = {
    table,
    embedParts(texts, kind) {
      assertOpen();
      return texts.map((text) => {
        // A text's tokens are those of its parts: no special tokens surround a text, and no word spans lines.
        const parts = text.map((part) => tokenizer.idsOf(foldFor(model, part, kind)));
        return {
          vector: vectorOf(parts.flat().slice(0, tokenizer.maxTokens)),
          parts: parts.map((ids) => Uint32Array.from(ids)),
        };
      });
    },
  };
  return {
    model,
    concurrency: 1,
    tokens,
    // The port is asynchronous, so callers expect failures as rejections.
    embed: (texts, kind) =>
      Promise.resolve(texts).then((all) => {
        assertOpen();
        return all.map((text) => vectorOf(tokenizer.idsOf(textFor(model, text, kind))));
      }),
    close: () => {
      closed = true;
      return Promise.resolve();
    },
  };
}

function readPart<T>(id: string, file: string, read: () => T): T {
  try {
    return read();
  } catch (error) {
    throw unavailable(id, `${file} cannot be used: ${reasonOf(error)}; put an intact copy there`);
  }
}

/** Sum of tokens' vectors, rounded to 32 bits at each step as in a model's runtime, scaled to length 1. */
function meanOf({ rows, scales, dimension }: TokenTable, ids: readonly number[]): Float32Array {
  const vector = new Float32Array(dimension);
  for (const id of ids) {
    const start = id * dimension;
    const scale = scales[id]!;
    for (let i = 0; i < dimension; i++) vector[i] = vector[i]! + Math.fround(rows[start + i]! * scale);
  }
  normaliseRow(vector, 0, dimension);
  return vector;
}
