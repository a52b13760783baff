// Reads protocol buffer messages, which make up an ONNX file, without copying them. Source: protobuf.dev, "Encoding".
//
//   message  ( key varint = number × 8 + wire type, then the value )*
//   value    type 0: a varint · 1: 8 bytes · 2: a length, then that many bytes (texts, messages) · 5: 4 bytes

/** A field of a message; `value` is a number for varints, else the bytes. */
export type Field = { number: number; value: number | Uint8Array };

/** @throws Error when the message ends within a field, or has a field of another wire type */
export function* fieldsOf(message: Uint8Array): Generator<Field> {
  let at = 0;
  const varint = (): number => {
    let value = 0;
    for (let factor = 1; ; factor *= 128) {
      if (at >= message.length) throw new Error('it ends too early');
      const byte = message[at++]!;
      value += (byte & 127) * factor;
      if (byte < 128) return value;
    }
  };
  const bytes = (length: number): Uint8Array => {
    if (length > message.length - at) throw new Error('it ends too early');
    at += length;
    return message.subarray(at - length, at);
  };
  while (at < message.length) {
    const key = varint();
    const number = Math.floor(key / 8);
    const type = key % 8;
    if (type === 0) yield { number, value: varint() };
    else if (type === 1) yield { number, value: bytes(8) };
    else if (type === 2) yield { number, value: bytes(varint()) };
    else if (type === 5) yield { number, value: bytes(4) };
    else throw new Error(`it has a field of wire type ${type}`);
  }
}
