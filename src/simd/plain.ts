// The kernels in JavaScript: for processors without vector instructions, and as the reference in tests. Both kinds give
// the same bits: sums of whole numbers are exact, and 32-bit sums are rounded at the same points.

/** Memory in pages of `PAGE_BYTES`; growing it replaces the buffer. */
export type PagedMemory = { readonly buffer: ArrayBuffer; grow: (pages: number) => unknown };

/** Bytes of a page, the unit of a memory's growth. Source: the WebAssembly core specification 2.0. */
export const PAGE_BYTES = 65_536;

/** Loops over a memory. All addresses and widths are in bytes, multiples of 8; a row is `width` numbers of 8 bits. */
export type Kernels = {
  /**
   * Inner products of `count` pairs of rows, as numbers of 32 bits at `out`. The left row moves on by `step` from pair to
   * pair (0: it stays), the right one by `width`.
   */
  products: (left: number, step: number, right: number, count: number, width: number, out: number) => void;
  /** Adds a row times `scale` to the `width` numbers of 32 bits at `total`. */
  addRow: (row: number, scale: number, total: number, width: number) => void;
};

export function createPlainMemory(pages: number): PagedMemory {
  let buffer = new ArrayBuffer(pages * PAGE_BYTES);
  return {
    get buffer() {
      return buffer;
    },
    grow: (more) => {
      const larger = new ArrayBuffer(buffer.byteLength + more * PAGE_BYTES);
      new Uint8Array(larger).set(new Uint8Array(buffer));
      buffer = larger;
    },
  };
}

export function createPlainKernels(memory: PagedMemory): Kernels {
  return {
    products(left, step, right, count, width, out) {
      const bytes = new Int8Array(memory.buffer);
      const results = new Int32Array(memory.buffer, out, count);
      for (let pair = 0; pair < count; pair++) {
        const [a, b] = [left + pair * step, right + pair * width];
        let sum = 0;
        for (let i = 0; i < width; i++) sum += bytes[a + i]! * bytes[b + i]!;
        results[pair] = sum;
      }
    },
    addRow(row, scale, total, width) {
      const numbers = new Int8Array(memory.buffer, row, width);
      const sums = new Float32Array(memory.buffer, total, width);
      for (let i = 0; i < width; i++) sums[i] = sums[i]! + Math.fround(numbers[i]! * scale);
    },
  };
}
