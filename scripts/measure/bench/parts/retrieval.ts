// The whole retrieval of a question, warm, next to embedding it alone. Each question is asked once, so none is cached.
import { withMeasured } from '../../open-for-measuring.ts';
import type { Environment } from '../../../../src/app/config.ts';
import { normalise } from '../../../../src/text/normal-form.ts';
import { measureSearch, type Times } from '../measure-search.ts';
import { readSample } from '../read-sample.ts';

export type RetrievalFigures = { retrieve: Times; embed: Times };

/** Questions asked first and not measured. */
const WARM_UP = 50;

type Input = { indexDir: string; sampleFile: string };

export async function part({ indexDir, sampleFile }: Input, env: Environment): Promise<RetrievalFigures> {
  return withMeasured(env, indexDir, async ({ retriever, embedder }) => {
    const texts = readSample(sampleFile).questions.map(({ text }) => text);
    // The last ones warm up: the measured questions are not in the retriever's cache.
    return measureSearch(texts.slice(0, -WARM_UP), texts.slice(-WARM_UP), {
      retrieve: (text) => retriever.retrieve(normalise(text)),
      embed: (text) => embedder.embed([normalise(text)], 'query'),
    });
  });
}
