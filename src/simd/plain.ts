// The kernels in JavaScript: for processors without vector instructions, and as the reference in tests. Both kinds give
// the same bits: sums of whole numbers are exact, and 32-bit sums are rounded at the same points.

export type Memory = { readonly buffer: ArrayBuffer };

/** Bytes of a page, the unit of a memory's size. Source: the WebAssembly core specification 2.0. */
export const PAGE_BYTES = 65_536;

/** Loops over a memory. All addresses and widths are in bytes, multiples of 8; a row is `width` numbers of 8 bits. */
export type Kernels = {
  /**
   * Inner products of the row at `left` with `count` rows, whose addresses are at `list` (32 bits each), as numbers of 32
   * bits at `out`.
   */
  products: (left: number, list: number, count: number, width: number, out: number) => void;
  /** Adds a row times `scale` to the `width` numbers of 32 bits at `total`. */
  addRow: (row: number, scale: number, total: number, width: number) => void;
};

export function createPlainMemory(pages: number): Memory {
  return { buffer: new ArrayBuffer(pages * PAGE_BYTES) };
}

export function createPlainKernels({ buffer }: Memory): Kernels {
  return {
    products(left, list, count, width, out) {
      const one = new Int8Array(buffer, left, width);
      const rights = new Uint32Array(buffer, list, count);
      const results = new Int32Array(buffer, out, count);
      for (const [pair, right] of rights.entries()) {
        const other = new Int8Array(buffer, right, width);
        let sum = 0;
        for (let i = 0; i < width; i++) sum += one[i]! * other[i]!;
        results[pair] = sum;
      }
    },
    addRow(row, scale, total, width) {
      const numbers = new Int8Array(buffer, row, width);
      const sums = new Float32Array(buffer, total, width);
      for (let i = 0; i < width; i++) sums[i] = sums[i]! + Math.fround(numbers[i]! * scale);
    },
  };
}
