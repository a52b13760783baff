import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { openVectorFile } from '../../src/index/vector-file.ts';
import { temporaryFolder } from '../support/temporary.ts';
import { randomUnitVectors } from '../support/vectors.ts';

const vectors = randomUnitVectors(20, 8, 1);
const file = path.join(temporaryFolder(), 'vectors.f32');
writeFileSync(file, new Uint8Array(vectors.buffer));

test('a vector file gives every vector as written', () => {
  const { vectorOf, close } = openVectorFile(file, 20, 8);
  for (let i = 0; i < 20; i++) assert.deepEqual(vectorOf(i), vectors.slice(i * 8, (i + 1) * 8));
  assert.throws(() => vectorOf(20), RangeError);
  assert.throws(() => vectorOf(-1), RangeError);
  close();
});

test('a vector file of another size is refused', () => {
  assert.throws(() => openVectorFile(file, 21, 8), /does not hold 21 vectors of 8 numbers/);
});
