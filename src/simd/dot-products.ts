// Compares and sums rows of 8-bit numbers on the processor's vector unit: ranking spends its time in these two loops.
// Inner products are whole numbers, so they are exact in any order. Without vector instructions the kernels of plain.ts
// give the same bits, several times slower.
//
//   memory   total: width × float32 │ list: size × uint32 │ products: size × int32 │ rows: size × width × int8
//
// Rows are in the order of their first selection and stay: the same words come with every question. The size is that of
// the whole table, but memory that was never written costs nothing.
import { compileWasm, createMemory, wasm, type WasmFunction } from './assembler.ts';
import { createPlainKernels, createPlainMemory, type Kernels, type Memory, PAGE_BYTES } from './plain.ts';

const { block, loop, branch, branchIf, i32, v128, i32x4, f32x4 } = wasm;

/** See `Kernels`. Eight numbers at a time. */
const products: WasmFunction = {
  parameters: { left: 'i32', list: 'i32', count: 'i32', width: 'i32', out: 'i32' },
  locals: { at: 'i32', end: 'i32', right: 'i32', sum: 'v128' },
  code: (local) => [
    block([
      loop([
        [local('count').get, i32.isZero, branchIf(1)],
        [v128.zero, local('sum').set, local('left').get, local('at').set],
        [local('left').get, local('width').get, i32.add, local('end').set],
        [local('list').get, i32.load, local('right').set],
        loop([
          [local('at').get, v128.load8x8Signed, local('right').get, v128.load8x8Signed],
          [i32x4.dotI16x8, local('sum').get, i32x4.add, local('sum').set],
          [local('right').get, i32.const(8), i32.add, local('right').set],
          [local('at').get, i32.const(8), i32.add, local('at').set],
          [local('at').get, local('end').get, i32.lessUnsigned, branchIf(0)],
        ]),
        local('out').get,
        [0, 1, 2, 3].map((lane) => [local('sum').get, i32x4.extractLane(lane)]),
        [i32.add, i32.add, i32.add, i32.store],
        [local('out').get, i32.const(4), i32.add, local('out').set],
        [local('list').get, i32.const(4), i32.add, local('list').set],
        [local('count').get, i32.const(1), i32.subtract, local('count').set],
        branch(0),
      ]),
    ]),
  ],
};

/** See `Kernels`. Eight numbers at a time. */
const addRow: WasmFunction = {
  parameters: { row: 'i32', scale: 'f32', total: 'i32', width: 'i32' },
  locals: { end: 'i32', numbers: 'v128', scales: 'v128' },
  code: (local) => [
    [local('scale').get, f32x4.splat, local('scales').set],
    [local('row').get, local('width').get, i32.add, local('end').set],
    loop([
      [local('row').get, v128.load8x8Signed, local('numbers').set],
      [i32x4.extendLowI16x8, i32x4.extendHighI16x8].map((extend, half) => [
        [local('total').get, local('total').get, v128.load(16 * half)],
        [local('numbers').get, extend, f32x4.convertI32x4, local('scales').get, f32x4.multiply],
        [f32x4.add, v128.store(16 * half)],
      ]),
      [local('total').get, i32.const(32), i32.add, local('total').set],
      [local('row').get, i32.const(8), i32.add, local('row').set],
      [local('row').get, local('end').get, i32.lessUnsigned, branchIf(0)],
    ]),
  ],
};

/** Rows of `dimension` 8-bit numbers one after the other, and one scale per row. */
export type RowTable = { dimension: number; rows: Int8Array; scales: Float32Array };

/** Some rows of a table, by their index in the list that was selected last. */
export interface DotProducts {
  /** Selects rows of the table by their number, each once; this replaces the previous selection. */
  select(rows: readonly number[]): void;
  /**
   * Cosines of the first `count` selected rows with all of them; 0 if a row has only zeros.
   * @returns selected × count numbers: for each row in order, its cosine with each of the first
   */
  cosines(count: number): Float32Array;
  /** Euclidean length of a selected row times its scale. */
  length(place: number): number;
  /** Sum of selected rows times their scales, added to `start`. It is valid until the next call. */
  sum(places: Uint32Array, start?: Float32Array): Float32Array;
}

/** @param compile gives kernels over a memory; by default those of the vector unit, or the plain ones without one */
export function createDotProducts(
  { dimension, rows, scales }: RowTable,
  compile: (pages: number) => Machine = compiledOrPlain,
): DotProducts {
  const width = Math.ceil(dimension / 8) * 8; // the padding stays zero
  const size = scales.length;
  const listAt = width * 4;
  const productsAt = listAt + size * 4;
  const rowsAt = Math.ceil((productsAt + size * 4) / 8) * 8;
  const { memory, kernels } = compile(Math.ceil((rowsAt + size * width) / PAGE_BYTES));
  const total = new Float32Array(memory.buffer, 0, width);
  const list = new Uint32Array(memory.buffer, listAt, size);
  const products = new Int32Array(memory.buffer, productsAt, size);
  const bytes = new Int8Array(memory.buffer, rowsAt, size * width);
  /** Where in memory a row is, by its number; 0 if it is not there yet. */
  const addresses = new Uint32Array(size);
  const lengths = new Float64Array(size);
  const inverses = new Float64Array(size);
  let loaded = 0;
  let selected: readonly number[] = [];

  function load(row: number): void {
    const numbers = rows.subarray(row * dimension, (row + 1) * dimension);
    bytes.set(numbers, loaded * width);
    addresses[row] = rowsAt + loaded++ * width;
    const length = Math.sqrt(numbers.reduce((sum, value) => sum + value * value, 0));
    lengths[row] = length;
    inverses[row] = length === 0 ? 0 : 1 / length;
  }

  return {
    select(wanted) {
      selected = wanted;
      for (let place = 0; place < wanted.length; place++) {
        const row = wanted[place]!;
        if (addresses[row] === 0) load(row);
        list[place] = addresses[row]!;
      }
    },
    cosines(count) {
      const cosines = new Float32Array(selected.length * count);
      for (let first = 0; first < count; first++) {
        kernels.products(list[first]!, listAt, selected.length, width, productsAt);
        const inverse = inverses[selected[first]!]!;
        for (let place = 0; place < selected.length; place++)
          cosines[place * count + first] = products[place]! * inverses[selected[place]!]! * inverse;
      }
      return cosines;
    },
    length: (place) => lengths[selected[place]!]! * scales[selected[place]!]!,
    sum(places, start) {
      total.fill(0);
      if (start !== undefined) total.set(start);
      for (const place of places) kernels.addRow(list[place]!, scales[selected[place]!]!, 0, width);
      return total.subarray(0, dimension);
    },
  };
}

/** Kernels and their memory. */
export type Machine = { memory: Memory; kernels: Kernels };

/** Kernels of the vector unit. @throws CompileError or TypeError if the processor or node has none */
export function compiled(pages: number): Machine {
  const memory = createMemory(pages);
  return { memory, kernels: compileWasm(memory, { products, addRow }) };
}

export function plain(pages: number): Machine {
  const memory = createPlainMemory(pages);
  return { memory, kernels: createPlainKernels(memory) };
}

function compiledOrPlain(pages: number): Machine {
  try {
    return compiled(pages);
  } catch {
    return plain(pages);
  }
}
