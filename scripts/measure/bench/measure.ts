// What a measure of `bench -- all` gets, and what it gives.
import type { Measured } from '../comparison.ts';
import type { EmbedFigures } from './parts/embed.ts';
import type { Site } from './workspace.ts';

export type Bench = {
  /** A corpus of at most this size, built; smaller if fewer passages were requested. */
  site: (atMost: number) => Promise<Site>;
  /** Embeds the sample's passages; measured once. */
  embedding: (how: 'ours' | 'one-process' | 'loop' | 'batches') => Promise<EmbedFigures>;
};

export type Measure = {
  names: readonly string[];
  run: (bench: Bench) => Promise<Measured[]>;
};

export const LARGE = 100_000;
/** A usual batch size that ignores lengths. */
export const BATCH = 32;
