import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type BuildRecipe, compareRecipes, parseManifest, wantedRecipe } from '../../src/index/manifest.ts';
import { describeHashing } from '../support/hashing-embedder.ts';

const wanted = wantedRecipe(await describeHashing());

test('a recipe matches itself', () => {
  assert.deepEqual(compareRecipes(structuredClone(wanted), wanted), []);
});

/** Every leaf of a recipe as a path, so that a field added later is tested too. */
function leaves(value: object, prefix = ''): string[] {
  return Object.entries(value).flatMap(([key, child]: [string, unknown]) =>
    typeof child === 'object' && child !== null ? leaves(child, `${prefix}${key}.`) : [prefix + key],
  );
}

for (const field of leaves(wanted)) {
  test(`a difference in ${field} is found and named`, () => {
    const built = structuredClone(wanted) as unknown as Record<string, unknown>;
    const path = field.split('.');
    const last = path.pop() ?? '';
    const parent = path.reduce((object, key) => object[key] as Record<string, unknown>, built);
    parent[last] = 'other';
    const value = field
      .split('.')
      .reduce<unknown>((object, key) => (object as Record<string, unknown>)[key], wanted);
    assert.deepEqual(compareRecipes(built as unknown as BuildRecipe, wanted), [
      { field, built: 'other', wanted: String(value) },
    ]);
  });

  test(`a manifest without ${field} does not fit`, () => {
    const built = structuredClone(wanted) as unknown as Record<string, unknown>;
    const path = field.split('.');
    const last = path.pop() ?? '';
    const parent = path.reduce((object, key) => object[key] as Record<string, unknown>, built);
    Reflect.deleteProperty(parent, last);
    assert.equal(compareRecipes(built as unknown as BuildRecipe, wanted)[0]?.field, field);
  });
}

test('a file that is not a manifest is refused', () => {
  assert.throws(() => parseManifest('{}'), /is not a manifest/);
  assert.throws(() => parseManifest('null'), /is not a manifest/);
  assert.throws(() => parseManifest('{'), SyntaxError);
});
