// Turns the vectors of a text's tokens into the text's vector.
import type { Pooling } from './embedder.ts';

/**
 * One unit vector per text from the model's last hidden state.
 * @param hidden batch × width × dimension numbers, row by row
 * @param lengths tokens of each text; positions after them are padding and are ignored
 * @returns batch × dimension numbers; mean of the tokens (or the first token's vector), divided by its length
 */
export function pool(
  hidden: Float32Array,
  lengths: readonly number[],
  width: number,
  dimension: number,
  pooling: Pooling,
): Float32Array {
  const out = new Float32Array(lengths.length * dimension);
  for (const [text, length] of lengths.entries()) {
    const target = text * dimension;
    const tokens = pooling === 'cls' ? Math.min(1, length) : length;
    for (let token = 0; token < tokens; token++) {
      const source = (text * width + token) * dimension;
      for (let i = 0; i < dimension; i++) out[target + i] = out[target + i]! + hidden[source + i]!;
    }
    normaliseRow(out, target, dimension);
  }
  return out;
}

/**
 * Divides one row by its Euclidean length; a row of zeros stays as it is. Dividing by the token count first would
 * change nothing.
 */
export function normaliseRow(rows: Float32Array, start: number, dimension: number): void {
  let sum = 0;
  for (let i = start; i < start + dimension; i++) sum += rows[i]! ** 2;
  if (sum === 0) return;
  const scale = 1 / Math.sqrt(sum);
  for (let i = start; i < start + dimension; i++) rows[i] = rows[i]! * scale;
}
