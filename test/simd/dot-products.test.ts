import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  compiled,
  createDotProducts,
  type Machine,
  plain,
  type RowTable,
} from '../../src/simd/dot-products.ts';
import { fc } from '../support/property.ts';

const tables = fc
  .record({ dimension: fc.integer({ min: 1, max: 40 }), size: fc.integer({ min: 1, max: 12 }) })
  .chain(({ dimension, size }) =>
    fc.record({
      dimension: fc.constant(dimension),
      rows: fc.int8Array({ minLength: size * dimension, maxLength: size * dimension }),
      scales: fc.float32Array({ minLength: size, maxLength: size, min: 0, max: 4, noNaN: true }),
    }),
  );
const rowOf = ({ rows, dimension }: RowTable, row: number): number[] => [
  ...rows.subarray(row * dimension, (row + 1) * dimension),
];
const product = (a: readonly number[], b: readonly number[]): number =>
  a.reduce((sum, value, i) => sum + value * (b[i] ?? 0), 0);
/** A comparison ignores the sign of zero. */
const positiveZeros = (numbers: Iterable<number>): number[] =>
  Array.from(numbers, (value) => (value === 0 ? 0 : value));

for (const [name, machine] of [
  ['the vector unit', compiled],
  ['plain JavaScript', plain],
] as const) {
  test(`${name} gives the cosines, lengths and sums of any rows, several selections one after the other`, () => {
    fc.assert(
      fc.property(tables, fc.array(fc.array(fc.nat(), { maxLength: 30 })), (table, selections) => {
        const dots = createDotProducts(table, machine);
        const size = table.scales.length;
        for (const selection of selections) {
          const selected = [...new Set(selection.map((row) => row % size))];
          const rows = selected.map((row) => rowOf(table, row));
          const count = Math.min(3, selected.length);
          dots.select(selected);
          const lengths = rows.map((row) => Math.sqrt(product(row, row)));
          const wanted = rows.flatMap((row, i) =>
            rows.slice(0, count).map((first, j) => {
              const both = (lengths[i] ?? 0) * (lengths[j] ?? 0);
              return both === 0 ? 0 : product(row, first) / both;
            }),
          );
          for (const [i, cosine] of dots.cosines(count).entries())
            assert.ok(Math.abs(cosine - (wanted[i] ?? NaN)) < 1e-6, `${cosine} ${wanted[i]}`);
          for (const [place, row] of selected.entries())
            assert.ok(Math.abs(dots.length(place) - (lengths[place] ?? 0) * (table.scales[row] ?? 0)) < 1e-3);
          const start = Float32Array.from(rows[0] ?? [], Math.sin);
          const places = Uint32Array.from(selected.keys());
          const sum = new Float32Array(table.dimension);
          sum.set(start);
          for (const row of selected)
            for (const [at, value] of rowOf(table, row).entries())
              sum[at] = (sum[at] ?? 0) + Math.fround(value * (table.scales[row] ?? 0));
          assert.deepEqual(positiveZeros(dots.sum(places, start)), positiveZeros(sum), 'to the last bit');
        }
      }),
    );
  });
}

/** Rows of the largest possible numbers. */
const LARGE: RowTable = {
  dimension: 250,
  rows: Int8Array.from({ length: 3000 * 250 }, (_, i) => (i % 7 === 0 ? -128 : (i * 31) % 256)),
  scales: Float32Array.from({ length: 3000 }, (_, i) => 1 / (i + 1)),
};
const resultsOf = (machine: ((pages: number) => Machine) | undefined): Float32Array[] => {
  const dots = createDotProducts(LARGE, machine);
  const all = Array.from(LARGE.scales, (_, row) => row);
  dots.select(all.slice(0, 5));
  const few = dots.cosines(5);
  dots.select(all);
  return [
    few,
    dots.cosines(9),
    dots.sum(Uint32Array.from(all)),
    Float32Array.from(all, (place) => dots.length(place)),
  ];
};

test('both give the same bits', () => {
  const results = resultsOf(compiled);
  assert.deepEqual(results, resultsOf(plain));
  assert.deepEqual(results[1]?.subarray(0, 5), results[0]?.subarray(0, 5));
  assert.equal(results[1]?.[0], 1, 'a row with itself');
});

test('without vector instructions the plain kernels are used', () => {
  const { WebAssembly: engine } = globalThis as unknown as { WebAssembly: { Module: unknown } };
  const { Module } = engine;
  engine.Module = function () {
    throw new Error('CompileError: Wasm SIMD unsupported');
  };
  try {
    assert.throws(() => compiled(1), /Wasm SIMD unsupported/);
    assert.deepEqual(resultsOf(undefined), resultsOf(plain));
  } finally {
    engine.Module = Module;
  }
});
