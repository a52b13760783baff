/** A zip file of stored entries. `unpackedSize` lies about an entry's size; names are bytes where they are not UTF-8. */
export function zipFile(
  entries: readonly { name: string | Buffer; content: string | Buffer; unpackedSize?: number }[],
): Buffer {
  const local: Buffer[] = [];
  const central: Buffer[] = [];
  let offset = 0;
  for (const { name, content, unpackedSize } of entries) {
    const [nameBytes, bytes] = [Buffer.from(name), Buffer.from(content)];
    const head = Buffer.alloc(30);
    head.writeUInt32LE(0x04034b50, 0);
    head.writeUInt32LE(bytes.length, 18);
    head.writeUInt32LE(unpackedSize ?? bytes.length, 22);
    head.writeUInt16LE(nameBytes.length, 26);
    const entry = Buffer.alloc(46);
    entry.writeUInt32LE(0x02014b50, 0);
    head.copy(entry, 8, 6, 28);
    // Deflated, if the size is a lie: stored entries must have equal sizes.
    if (unpackedSize !== undefined) entry.writeUInt16LE(8, 10);
    entry.writeUInt32LE(offset, 42);
    local.push(head, nameBytes, bytes);
    central.push(entry, nameBytes);
    offset += head.length + nameBytes.length + bytes.length;
  }
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(entries.length, 8);
  end.writeUInt16LE(entries.length, 10);
  end.writeUInt32LE(
    central.reduce((sum, { length }) => sum + length, 0),
    12,
  );
  end.writeUInt32LE(offset, 16);
  return Buffer.concat([...local, ...central, end]);
}
