// Writes WebAssembly modules of a few functions over one memory: the vector instructions of the processor, without a
// compiler in the build. Source of all numbers: the WebAssembly core specification 2.0, chapter "Binary Format".
import type { Memory } from './plain.ts';

/** The used part of the global object, which Node 20's types lack. */
declare const WebAssembly: {
  Memory: new (limits: { initial: number }) => Memory;
  Module: new (bytes: Uint8Array) => object;
  Instance: new (module: object, imports: object) => { exports: Record<string, (...args: number[]) => void> };
};

export type ValueType = 'i32' | 'f32' | 'v128';
const TYPES: Record<ValueType, number> = { i32: 0x7f, f32: 0x7d, v128: 0x7b };

/** Instructions in order of execution. */
export type Code = readonly (number | Code)[];

/** A function without a result; `code` gets parameters and locals by their names. */
export type WasmFunction = {
  parameters: Record<string, ValueType>;
  locals: Record<string, ValueType>;
  code: (local: (name: string) => Local) => Code;
};

/** Pushes a local variable on the stack, or pops the top of the stack into it. */
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
    isZero: [0x45],
    /** @param value 0 to 63: one byte in the signed encoding */
    const: (value: number): Code => [0x41, value],
    load: [0x28, ...at(2, 0)],
    store: [0x36, ...at(2, 0)],
    lessUnsigned: [0x49],
    add: [0x6a],
    subtract: [0x6b],
    shiftLeft: [0x74],
  },
  v128: {
    load: (offset: number): Code => vector(0x00, ...at(2, offset)),
    /** Eight numbers of 8 bits, as numbers of 16 bits. */
    load8x8Signed: vector(0x01, ...at(0, 0)),
    store: (offset: number): Code => vector(0x0b, ...at(2, offset)),
    zero: vector(0x0c, ...new Array<number>(16).fill(0)),
  },
  i32x4: {
    extractLane: (lane: number): Code => vector(0x1b, lane),
    add: vector(0xae),
    /** Products of eight pairs of 16 bits, added two by two. */
    dotI16x8: vector(0xba),
    /** The lower or upper four of eight numbers of 16 bits. */
    extendLowI16x8: vector(0xa7),
    extendHighI16x8: vector(0xa8),
  },
  f32x4: {
    splat: vector(0x13),
    add: vector(0xe4),
    multiply: vector(0xe6),
    convertI32x4: vector(0xfa),
  },
} as const;

/** @throws ReferenceError if node has no WebAssembly (--jitless) */
export function createMemory(pages: number): Memory {
  return new WebAssembly.Memory({ initial: pages });
}

/**
 * Compiles functions over a memory.
 * @throws CompileError when the instructions are not valid, or the processor has no vector instructions
 */
export function compileWasm<Name extends string>(
  memory: Memory,
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
