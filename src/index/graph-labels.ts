// Which point of the graph belongs to a passage: a label stays the same when the passage's ordinal changes.
//
// labels.bin:  │ label of passage 0 │ label of passage 1 │ …     uint32, little endian; below `points` in the manifest

/** The bytes of labels.bin. */
export function encodeLabels(labels: Uint32Array): Uint8Array {
  return new Uint8Array(labels.buffer, labels.byteOffset, labels.byteLength);
}

/** @throws Error when the bytes are not the labels of that many passages */
export function decodeLabels(bytes: Uint8Array, size: number): Uint32Array {
  if (bytes.length !== size * 4) throw new Error(`labels.bin has ${bytes.length} bytes for ${size} passages`);
  return new Uint32Array(new Uint8Array(bytes).buffer);
}
