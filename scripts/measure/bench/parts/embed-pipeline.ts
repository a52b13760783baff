// The obvious program with transformers.js alone: the pipeline, one passage per call or several in order of arrival.
// Texts are normalised beforehand, outside the measured time; Wenda's time includes it.
import path from 'node:path';
import { env as transformers, pipeline } from '@xenova/transformers';
import { PROJECT_ROOT } from '../../../../src/app/environment.ts';
import { type Environment, loadConfig } from '../../../../src/app/config.ts';
import { locateModel } from '../../../../src/embedding/model-files.ts';
import { textForModel } from '../../../../src/build/passage-plan.ts';
import { normalise } from '../../../../src/text/normal-form.ts';
import { readSample } from '../read-sample.ts';
import { COMPARED, type EmbedFigures } from './embed.ts';

type Input = { sampleFile: string; batch: number };

export async function part({ sampleFile, batch }: Input, env: Environment): Promise<EmbedFigures> {
  const { recipe, ...choice } = loadConfig(env, PROJECT_ROOT).model;
  const { folder, present } = locateModel({ recipe, ...choice });
  if (!present) throw new Error(`${choice.id} is not downloaded yet; run npm run build-index`);
  transformers.localModelPath = path.dirname(folder) + path.sep;
  transformers.allowRemoteModels = false;
  const name = path.basename(folder);
  const extract = await pipeline('feature-extraction', name, { quantized: recipe.dtype === 'q8' });
  const passages = readSample(sampleFile).passages.map(textForModel);
  const texts = passages.map((text) => recipe.passagePrefix + (recipe.folded ? normalise(text) : text));
  const options = { pooling: recipe.pooling, normalize: true } as const;

  await extract(texts.slice(0, 1), options);
  const vectors: number[][] = [];
  const start = performance.now();
  for (let at = 0; at < texts.length; at += batch) {
    const { data, dims } = await extract(texts.slice(at, at + batch), options);
    const dimension = dims[1] ?? 0;
    for (let row = 0; row < (dims[0] ?? 0) && vectors.length < COMPARED; row++)
      vectors.push(Array.from(data.slice(row * dimension, (row + 1) * dimension) as Float32Array));
  }
  const seconds = (performance.now() - start) / 1000;
  const peakMB = (process.resourceUsage().maxRSS * 1024) / 1e6;
  return { passages: texts.length, seconds, peakMB, vectors };
}
