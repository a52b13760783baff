// Embeds passages with Wenda's embedder, as in a build.
import { loggerFor } from '../../../../src/app/run-main.ts';
import { PROJECT_ROOT } from '../../../../src/app/environment.ts';
import { openEmbedders } from '../../../../src/app/configured-model.ts';
import { type Environment, loadConfig } from '../../../../src/app/config.ts';
import { embedInto } from '../../../../src/build/embed-passages.ts';
import type { EmbeddingJournal } from '../../../../src/build/embedding-journal.ts';
import { readSample } from '../read-sample.ts';

export type EmbedFigures = {
  passages: number;
  /** Seconds, without loading the model and its first call. */
  seconds: number;
  /** Megabytes (10^6 bytes) of this process, without those that it has started. */
  peakMB: number;
  /** The first vectors, for comparison. */
  vectors: number[][];
};

/** Number of compared vectors. */
export const COMPARED = 20;
/** Passages embedded beforehand for each parallel call, so that every process has embedded some. */
const WARM_UP = 128;

export async function part(
  { sampleFile, jobs }: { sampleFile: string; jobs: number },
  env: Environment,
): Promise<EmbedFigures> {
  const { passages } = readSample(sampleFile);
  const config = loadConfig(env, PROJECT_ROOT);
  const embedder = await openEmbedders(config.model, loggerFor(config), jobs);
  const ordinals = passages.map((_, ordinal) => ordinal);
  const plan = {
    keys: ordinals.map(String),
    fieldsOf: (ordinal: number) => passages[ordinal]!,
  };
  const embedded = new Map<string, Float32Array>();
  // Replaces the journal, whose writing belongs to the build.
  const memory: Pick<EmbeddingJournal, 'append'> = {
    append: (batch) => {
      for (const { key, vector } of batch) embedded.set(key, vector);
      return Promise.resolve();
    },
  };
  const embed = (of: readonly number[]): Promise<void> =>
    embedInto(memory, embedder, plan, of, () => undefined);
  await embed(ordinals.slice(0, embedder.concurrency * WARM_UP));
  const start = performance.now();
  await embed(ordinals);
  const seconds = (performance.now() - start) / 1000;
  const peakMB = (process.resourceUsage().maxRSS * 1024) / 1e6;
  await embedder.close();
  const vectors = ordinals
    .slice(0, COMPARED)
    .map((ordinal) => Array.from(embedded.get(String(ordinal)) ?? []));
  return { passages: passages.length, seconds, peakMB, vectors };
}
