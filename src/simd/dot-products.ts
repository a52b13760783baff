// The two loops that ranking spends its time in, on the vector unit: a third of the time of the same loops in
// JavaScript. Every number is computed as JavaScript would (64 bits, rounded to 32 where it is stored, in the same
// order), so that results do not depend on it.
import {
  compileWasm,
  createMemory,
  PAGE_BYTES,
  wasm,
  type WasmFunction,
  type WasmMemory,
} from './assembler.ts';

/** Vectors that are multiplied at once: each number of the other one is read once for all of them. */
const LANES = 8;

const { block, loop, branch, branchIf, i32, v128, f64x2, f32x4 } = wasm;
const SUMS = ['sum0', 'sum1', 'sum2', 'sum3'] as const;

/**
 * Products of rows (numbers of 32 bits) with `LANES` columns that lie side by side (64 bits).
 * `list`: address of the rows' addresses, `count` of them; `out`: address of count × LANES numbers of 32 bits.
 */
const products: WasmFunction = {
  parameters: { list: 'i32', count: 'i32', columns: 'i32', width: 'i32', out: 'i32' },
  locals: { row: 'i32', column: 'i32', end: 'i32', x: 'v128', ...each(() => 'v128') },
  code: (local) => [
    block([
      loop([
        [local('count').get, i32.isZero, branchIf(1)],
        [local('list').get, i32.load, local('row').set],
        [local('row').get, local('width').get, i32.const(2), i32.shiftLeft, i32.add, local('end').set],
        [local('columns').get, local('column').set],
        SUMS.map((sum) => [v128.zero, local(sum).set]),
        loop([
          [local('row').get, v128.load32Splat, f64x2.promote, local('x').set],
          SUMS.map((sum, i) => [
            [local(sum).get, local('x').get, local('column').get, v128.load(16 * i)],
            [f64x2.multiply, f64x2.add, local(sum).set],
          ]),
          [local('column').get, i32.const(32), i32.add, i32.const(32), i32.add, local('column').set],
          [local('row').get, i32.const(4), i32.add, local('row').set],
          [local('row').get, local('end').get, i32.lessUnsigned, branchIf(0)],
        ]),
        SUMS.map((sum, i) => [local('out').get, local(sum).get, f32x4.demote, v128.store64(8 * i)]),
        [local('out').get, i32.const(32), i32.add, local('out').set],
        [local('list').get, i32.const(4), i32.add, local('list').set],
        [local('count').get, i32.const(1), i32.subtract, local('count').set],
        branch(0),
      ]),
    ]),
  ],
};

/** Adds a row, times a weight, to the numbers at `total`; both of 32 bits, `width` of them, an even number. */
const addRow: WasmFunction = {
  parameters: { row: 'i32', weight: 'f64', total: 'i32', width: 'i32' },
  locals: { end: 'i32', weights: 'v128' },
  code: (local) => [
    [local('weight').get, f64x2.splat, local('weights').set],
    [local('row').get, local('width').get, i32.const(2), i32.shiftLeft, i32.add, local('end').set],
    loop([
      [local('total').get],
      [local('total').get, v128.load64Zero, f64x2.promote],
      [local('row').get, v128.load64Zero, f64x2.promote, local('weights').get, f64x2.multiply],
      [f64x2.add, f32x4.demote, v128.store64(0)],
      [local('total').get, i32.const(8), i32.add, local('total').set],
      [local('row').get, i32.const(8), i32.add, local('row').set],
      [local('row').get, local('end').get, i32.lessUnsigned, branchIf(0)],
    ]),
  ],
};

function each<T>(value: () => T): Record<(typeof SUMS)[number], T> {
  return { sum0: value(), sum1: value(), sum2: value(), sum3: value() };
}

/** Vectors of one length in one block of memory. Row 0 has zeros only. */
export interface VectorRows {
  /** Puts a vector divided by `divisor` into a row; the block grows as needed. */
  write(row: number, vector: ArrayLike<number>, divisor: number): void;
  /**
   * Inner products of rows with rows.
   * @returns for each of the others in order, its product with each that is asked about
   */
  products(asked: readonly number[], others: readonly number[]): Float32Array;
  /** Sum of rows, each times its weight, added to `start`. */
  sum(rows: readonly number[], weights: readonly number[], start?: Float32Array): Float32Array;
}

/** Rows that are handed to the processor's loop at a time. */
const PORTION = 1024;
const FIRST_ROWS = 1024;

export function createVectorRows(dimension: number): VectorRows {
  const width = dimension + (dimension % 2);
  // Addresses, in bytes, of what the loops are given; the rows come last, because they grow.
  const total = width * LANES * 8;
  const list = total + width * 4;
  const out = list + PORTION * 4;
  const rows = Math.ceil((out + PORTION * LANES * 4) / 8) * 8;
  let capacity = FIRST_ROWS;
  const pagesFor = (count: number): number => Math.ceil((rows + count * width * 4) / PAGE_BYTES);
  const memory = createMemory(pagesFor(capacity));
  const kernels = compileWasm(memory, { products, addRow });
  let views = viewsOf(memory);
  const addressOf = (row: number): number => rows + row * width * 4;

  function write(row: number, vector: ArrayLike<number>, divisor: number): void {
    if (row >= capacity) {
      const before = pagesFor(capacity);
      while (row >= capacity) capacity *= 2;
      memory.grow(pagesFor(capacity) - before);
      views = viewsOf(memory);
    }
    const at = addressOf(row) / 4;
    for (let i = 0; i < dimension; i++) views.float32[at + i] = (vector[i] ?? 0) / divisor;
  }

  /** Rows side by side, `LANES` of them: `[dimension][lane]`. */
  function writeColumns(asked: readonly number[]): void {
    for (let lane = 0; lane < LANES; lane++) {
      const at = addressOf(asked[lane] ?? 0) / 4;
      for (let i = 0; i < width; i++) views.float64[i * LANES + lane] = views.float32[at + i] ?? 0;
    }
  }

  return {
    write,
    products(asked, others) {
      const matrix = new Float32Array(others.length * asked.length);
      for (let first = 0; first < asked.length; first += LANES) {
        const lanes = Math.min(LANES, asked.length - first);
        writeColumns(asked.slice(first, first + LANES));
        for (let start = 0; start < others.length; start += PORTION) {
          const count = Math.min(PORTION, others.length - start);
          for (let i = 0; i < count; i++) views.uint32[list / 4 + i] = addressOf(others[start + i] ?? 0);
          kernels.products(list, count, 0, width, out);
          for (let i = 0; i < count; i++)
            for (let lane = 0; lane < lanes; lane++)
              matrix[(start + i) * asked.length + first + lane] =
                views.float32[out / 4 + i * LANES + lane] ?? 0;
        }
      }
      return matrix;
    },
    sum(others, weights, start) {
      const sum = views.float32.subarray(total / 4, total / 4 + width);
      sum.fill(0);
      if (start !== undefined) sum.set(start);
      for (const [i, row] of others.entries()) kernels.addRow(addressOf(row), weights[i] ?? 0, total, width);
      return sum.slice(0, dimension);
    },
  };
}

function viewsOf({ buffer }: WasmMemory): {
  float32: Float32Array;
  float64: Float64Array;
  uint32: Uint32Array;
} {
  return {
    float32: new Float32Array(buffer),
    float64: new Float64Array(buffer),
    uint32: new Uint32Array(buffer),
  };
}
