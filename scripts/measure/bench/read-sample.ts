import { readFileSync } from 'node:fs';
import type { Sample } from './parts/prepare.ts';

/** Reads the sample that the part `prepare` has written. */
export function readSample(file: string): Sample {
  return JSON.parse(readFileSync(file, 'utf8')) as Sample;
}
