// Passages through Wenda's embedder, in the portions in which a build hands them over.
import { loggerFor, openEmbedder, PROJECT_ROOT } from '../../../src/bootstrap.ts';
import { type Environment, loadConfig } from '../../../src/config.ts';
import { partsForModel, textForModel } from '../../../src/indexing/passage-plan.ts';
import { readSample } from '../read-sample.ts';

export type EmbedFigures = {
  passages: number;
  /** Without loading the model and its first call. */
  seconds: number;
  /** Of the whole process, megabytes (10^6 bytes). */
  peakMB: number;
  /** The first vectors, for comparing. */
  vectors: number[][];
};

/** Vectors that are compared. */
export const COMPARED = 20;
/** As in embed-passages.ts. */
const PORTION = 128;

export async function part({ sampleFile }: { sampleFile: string }, env: Environment): Promise<EmbedFigures> {
  const { passages } = readSample(sampleFile);
  const config = loadConfig(env, PROJECT_ROOT);
  const embedder = await openEmbedder(config.model, loggerFor(config));
  const embed = async (portion: typeof passages): Promise<Float32Array[]> => {
    if (embedder.tokens === undefined) return embedder.embed(portion.map(textForModel), 'passage');
    const embedded = await embedder.tokens.embedParts(portion.map(partsForModel));
    return embedded.map(({ vector }) => vector);
  };
  await embed(passages.slice(0, 1));
  const vectors: number[][] = [];
  const start = performance.now();
  for (let at = 0; at < passages.length; at += PORTION) {
    const portion = await embed(passages.slice(at, at + PORTION));
    if (at === 0) vectors.push(...portion.slice(0, COMPARED).map((vector) => Array.from(vector)));
  }
  const seconds = (performance.now() - start) / 1000;
  const peakMB = (process.resourceUsage().maxRSS * 1024) / 1e6;
  await embedder.close();
  return { passages: passages.length, seconds, peakMB, vectors };
}
