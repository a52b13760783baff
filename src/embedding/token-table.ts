// The table of a model of static token vectors, read directly from its ONNX file. The graph is not run, because it only
// looks rows up; any other graph is refused. Source of all field numbers: onnx.proto of ONNX 1.14.
//
//   ModelProto  7 graph ─ GraphProto ─┬─ 1 node*         NodeProto    1 input* · 2 output* · 4 op_type · 5 attribute*
//                                     └─ 5 initializer*  TensorProto  1 dims* · 2 data_type · 8 name · 9 raw_data
import type { TokenTable } from './embedder.ts';
import { fieldsOf } from './protobuf.ts';

/** The one graph that is understood: 8-bit rows, each times the scale of its row. */
const GRAPH = [
  'qrows = Gather(table, input_ids) axis 0',
  'frows = Cast(qrows) to 1',
  'srows = Gather(scale, input_ids) axis 0',
  'last_hidden_state = Mul(frows, srows)',
].join('; ');
/** TensorProto.DataType */
const FLOAT = 1;
const INT8 = 3;
/** With larger scales the sum of a text's vectors could leave the range of 32 bits. */
const LARGEST_SCALE = 1e30;

/**
 * @param file bytes of the ONNX file; the table's rows are a view of them
 * @throws Error that says what is wrong with the file
 */
export function readTokenTable(file: Uint8Array): TokenTable {
  const { bytes } = fieldsBelow(fieldsBelow(file).bytes(7)[0] ?? new Uint8Array());
  const found = bytes(1).map(readNode).join('; ');
  if (found !== GRAPH) throw new Error('its graph is not a table of 8-bit token vectors');
  const tensors = new Map(bytes(5).map(readTensor));
  const rows = tensors.get('table');
  const scales = tensors.get('scale');
  if (rows === undefined || scales === undefined) throw new Error('it has no table or no scales');
  const [size = 0, dimension = 0] = rows.dims;
  if (rows.type !== INT8 || rows.data.length !== size * dimension || dimension === 0)
    throw new Error(`its table has ${rows.data.length} bytes instead of ${size} × ${dimension}`);
  if (scales.type !== FLOAT || scales.data.length !== size * 4)
    throw new Error(`its scales have ${scales.data.length} bytes instead of ${size} × 4`);
  const { buffer, byteOffset, length } = rows.data;
  const table = {
    dimension,
    rows: new Int8Array(buffer, byteOffset, length),
    scales: new Float32Array(new Uint8Array(scales.data).buffer), // a copy: 32-bit numbers must be aligned
  };
  if (!table.scales.every((scale) => scale >= 0 && scale < LARGEST_SCALE))
    throw new Error('one of its scales is out of range');
  return table;
}

const textOf = (bytes: Uint8Array): string => Buffer.from(bytes).toString();

/** A message's fields, by number. */
function fieldsBelow(message: Uint8Array): {
  bytes: (number: number) => Uint8Array[];
  numbers: (number: number) => number[];
} {
  const fields = [...fieldsOf(message)];
  const all = (number: number): (number | Uint8Array)[] =>
    fields.filter((field) => field.number === number).map(({ value }) => value);
  return {
    bytes: (number) => all(number).filter((value) => typeof value !== 'number'),
    numbers: (number) => all(number).filter((value) => typeof value === 'number'),
  };
}

/** A node as a line of `GRAPH`. */
function readNode(node: Uint8Array): string {
  const { bytes } = fieldsBelow(node);
  const texts = (number: number): string => bytes(number).map(textOf).join(', ');
  const attributes = bytes(5).map((attribute) => {
    const fields = fieldsBelow(attribute); // AttributeProto: 1 name, 3 i
    return ` ${fields.bytes(1).map(textOf).join()} ${fields.numbers(3).join()}`;
  });
  return `${texts(2)} = ${texts(4)}(${texts(1)})${attributes.join('')}`;
}

type Tensor = { dims: number[]; type: number; data: Uint8Array };

function readTensor(tensor: Uint8Array): [name: string, tensor: Tensor] {
  const { bytes, numbers } = fieldsBelow(tensor);
  const name = bytes(8).map(textOf).join();
  return [name, { dims: numbers(1), type: numbers(2)[0] ?? 0, data: bytes(9)[0] ?? new Uint8Array() }];
}
