import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { AutoTokenizer, env } from '@xenova/transformers';
import { fc } from '../support/property.ts';
import { speedUpUnigram } from '../../src/embedding/unigram.ts';
import { PROJECT, SAMPLE_ARTICLES } from '../support/project.ts';

type Tokenise = (text: string, options: object) => { input_ids: number[] };

env.localModelPath = path.join(PROJECT, 'data', 'models') + path.sep;
env.allowRemoteModels = false;
const original = (await AutoTokenizer.from_pretrained('wenda-mini')) as unknown as Tokenise;
const faster = (await AutoTokenizer.from_pretrained('wenda-mini')) as unknown as Tokenise;
speedUpUnigram(faster);

function assertSame(text: string): void {
  const options = { padding: false, return_tensor: false };
  assert.deepEqual(faster(text, options).input_ids, original(text, options).input_ids);
}

test('all sample articles are cut into the same tokens as by transformers.js', () => {
  for (const name of readdirSync(SAMPLE_ARTICLES))
    for (const line of readFileSync(path.join(SAMPLE_ARTICLES, name), 'utf8').split('\n')) assertSame(line);
});

test('so is any text', () => {
  const han = fc.integer({ min: 0x4e00, max: 0x9fff }).map((code) => String.fromCharCode(code));
  const frequent = fc.constantFrom(
    ...Array.from('的一是在不了有和人这中大为上个国我以要他时来用们生到作地于出就分对成会可主发年'),
  );
  const unit = fc.oneof(han, frequent, fc.string({ unit: 'binary', maxLength: 3 }));
  fc.assert(
    fc.property(fc.array(unit, { maxLength: 60 }), (units) => {
      assertSame(units.join(''));
    }),
    { numRuns: 500 },
  );
});
