// Writes WebAssembly modules of a few functions over one memory: the vector instructions of the processor, without a
// compiler in the build. Source of all numbers: the WebAssembly core specification 2.0, chapter "Binary Format".

/** What is used of the global object, which the types of Node 20 leave out. */
declare const WebAssembly: {
  Memory: new (limits: { initial: number }) => WasmMemory;
  Module: new (bytes: Uint8Array) => object;
  Instance: new (module: object, imports: object) => { exports: Record<string, (...args: number[]) => void> };
};

export type WasmMemory = { readonly buffer: ArrayBuffer; grow: (pages: number) => number };

/** Bytes of a page, the unit in which a memory grows. */
export const PAGE_BYTES = 65_536;

export type ValueType = 'i32' | 'f64' | 'v128';
const TYPES: Record<ValueType, number> = { i32: 0x7f, f64: 0x7c, v128: 0x7b };

/** Instructions in the order of execution. */
export type Code = readonly (number | Code)[];

/** A function without a result; `code` sees parameters and locals under their names. */
export type WasmFunction = {
  parameters: Record<string, ValueType>;
  locals: Record<string, ValueType>;
  code: (local: (name: string) => Local) => Code;
};

/** Puts a local variable on the stack, or sets it to what is on top of it. */
export type Local = { get: Code; set: Code };

const unsigned = (value: number): number[] => {
  const bytes: number[] = [];
  let rest = value;
  for (; rest > 127; rest >>>= 7) bytes.push((rest & 127) | 128);
  return [...bytes, rest];
};
const vector = (instruction: number, ...immediates: number[]): Code => [
  0xfd,
  ...unsigned(instruction),
  ...immediates,
];
/** Alignment as a power of two, then the offset in bytes. */
const at = (alignment: number, offset: number): number[] => [alignment, ...unsigned(offset)];

/** Instructions by their names in the specification. */
export const wasm = {
  block: (code: Code): Code => [0x02, 0x40, code, 0x0b],
  loop: (code: Code): Code => [0x03, 0x40, code, 0x0b],
  branch: (depth: number): Code => [0x0c, depth],
  branchIf: (depth: number): Code => [0x0d, depth],
  i32: {
    /** @param value 0 to 63: one byte in the signed encoding */
    const: (value: number): Code => [0x41, value],
    load: [0x28, ...at(2, 0)],
    isZero: [0x45],
    lessUnsigned: [0x49],
    add: [0x6a],
    subtract: [0x6b],
    shiftLeft: [0x74],
  },
  v128: {
    load: (offset: number): Code => vector(0x00, ...at(3, offset)),
    /** One number of 32 bits into all lanes. */
    load32Splat: vector(0x09, ...at(2, 0)),
    /** Two numbers of 32 bits into the lower half, zeros into the upper. */
    load64Zero: vector(0x5d, ...at(2, 0)),
    /** The lower half. */
    store64: (offset: number): Code => vector(0x5b, ...at(2, offset), 0),
    zero: vector(0x0c, ...new Array<number>(16).fill(0)),
  },
  f64x2: {
    splat: vector(0x14),
    add: vector(0xf0),
    multiply: vector(0xf2),
    /** The two lower numbers of 32 bits as numbers of 64 bits. */
    promote: vector(0x5f),
  },
  f32x4: {
    /** Two numbers of 64 bits, rounded, into the lower half. */
    demote: vector(0x5e),
  },
} as const;

export function createMemory(pages: number): WasmMemory {
  return new WebAssembly.Memory({ initial: pages });
}

/**
 * Compiles functions over a memory.
 * @throws CompileError when the instructions are not valid, or the processor has no vector instructions
 */
export function compileWasm<Name extends string>(
  memory: WasmMemory,
  functions: Record<Name, WasmFunction>,
): Record<Name, (...args: number[]) => void> {
  const all = Object.entries<WasmFunction>(functions);
  const indexes = all.map((_, index) => index);
  const bytes = Uint8Array.of(
    ...[0x00, 0x61, 0x73, 0x6d, 1, 0, 0, 0],
    ...section(
      1,
      all.map(([, { parameters }]) => [0x60, ...list(types(parameters)), 0]),
    ),
    ...section(2, [[...text('js'), ...text('memory'), 0x02, 0x00, 1]]),
    ...section(3, indexes.map(unsigned)),
    ...section(
      7,
      indexes.map((index) => [...text(all[index]?.[0] ?? ''), 0x00, ...unsigned(index)]),
    ),
    ...section(
      10,
      all.map(([, one]) => body(one)),
    ),
  );
  const { exports } = new WebAssembly.Instance(new WebAssembly.Module(bytes), { js: { memory } });
  return exports;
}

function body({ parameters, locals, code }: WasmFunction): number[] {
  const names = [...Object.keys(parameters), ...Object.keys(locals)];
  const local = (name: string): Local => {
    const index = names.indexOf(name);
    if (index < 0) throw new RangeError(`there is no local ${name}`);
    return { get: [0x20, index], set: [0x21, index] };
  };
  const declared = types(locals).map((type) => [1, type]);
  const bytes = [...list(declared), ...flat(code(local)), 0x0b];
  return [...unsigned(bytes.length), ...bytes];
}

function flat(code: Code): number[] {
  return code.flatMap((part) => (typeof part === 'number' ? [part] : flat(part)));
}

function types(named: Record<string, ValueType>): number[] {
  return Object.values(named).map((type) => TYPES[type]);
}

function list(items: readonly (number | readonly number[])[]): number[] {
  return [...unsigned(items.length), ...items.flat()];
}

function section(id: number, items: readonly (readonly number[])[]): number[] {
  const content = list(items);
  return [id, ...unsigned(content.length), ...content];
}

function text(value: string): number[] {
  return list([...new TextEncoder().encode(value)]);
}
