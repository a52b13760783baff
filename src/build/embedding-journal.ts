// Vectors on their way into a generation. Embeddings are written here first, batch by batch, so that the next build
// resumes a killed one. The journal is removed when a generation has been published.
//
// journal.bin, little endian:
//
//   │ magic, 8 bytes │ sha256 of the model's description, 32 bytes │ batch │ batch │ …
//   batch:    │ length, uint32 │ sha256 of the records, 32 bytes │ record │ record │ …
//   record:   │ key, 16 bytes │ vector, dimension × float32 │ length, uint32 │ tokens, as in tokens.bin │
//
// A truncated or damaged batch ends the file: it and everything after it are embedded again.
import { createHash } from 'node:crypto';
import { type FileHandle, open } from 'node:fs/promises';
import type { ModelDescription } from '../embedding/embedder.ts';
import { decodeTokens } from '../index/token-store.ts';
import { readExactly } from '../system/read-exactly.ts';
import { KEY_BYTES } from './passage-keys.ts';
import { encodeTokens } from './token-store-builder.ts';

/** What is stored for a passage; `parts` if the model has static tokens. */
export type EmbeddedPassage = { vector: Float32Array; parts: Uint32Array[] | undefined };

export interface EmbeddingJournal {
  has(key: string): boolean;
  /** @throws Error when there is no such passage, or the file has changed since it was opened */
  read(key: string): EmbeddedPassage;
  /** Adds a batch; it is on disk when the promise resolves. */
  append(batch: readonly (EmbeddedPassage & { key: string })[]): Promise<void>;
  close(): Promise<void>;
}

const MAGIC = Buffer.from('WENDAJ1\n');
const HASH_BYTES = 32;
const START = MAGIC.length + HASH_BYTES;
const BATCH_HEADER = 4 + HASH_BYTES;
/** No batch is longer: a larger length is damage, and must not allocate that much memory. */
const MAX_BATCH_BYTES = 1 << 28;

type Place = { at: number; tokens: number };

/** Opens the journal of a model, or starts a new one if it belongs to another model. */
export async function openJournal(file: string, model: ModelDescription): Promise<EmbeddingJournal> {
  const handle = await open(file, 'r+').catch(() => open(file, 'w+'));
  try {
    return await readJournal(handle, model);
  } catch (error) {
    await handle.close();
    throw error;
  }
}

async function readJournal(handle: FileHandle, model: ModelDescription): Promise<EmbeddingJournal> {
  const vectorBytes = model.dimension * 4;
  const places = new Map<string, Place>();
  const head = Buffer.concat([MAGIC, digest(Buffer.from(JSON.stringify(model)))]);
  let end = START;
  if (!(await bytesAt(handle, 0, START)).equals(head)) {
    await handle.truncate(0);
    await writeWhole(handle, head, 0);
  } else end = await readBatches(handle, index);
  await handle.truncate(end);

  function index(content: Buffer, at: number): void {
    for (let i = 0; i < content.length;) {
      const key = content.toString('hex', i, i + KEY_BYTES);
      const tokens = content.readUInt32LE(i + KEY_BYTES + vectorBytes);
      places.set(key, { at: at + i + KEY_BYTES, tokens });
      i += KEY_BYTES + vectorBytes + 4 + tokens;
    }
  }

  return {
    has: (key) => places.has(key),
    read: (key) => {
      const place = places.get(key);
      if (place === undefined) throw new Error(`the journal has no passage ${key}`);
      // Tens of thousands of records are read in sequence; a promise for each would take longer than the reading.
      const bytes = Buffer.alloc(vectorBytes + 4 + place.tokens);
      readExactly(handle.fd, bytes, place.at, 'journal.bin');
      const vector = new Float32Array(model.dimension);
      new Uint8Array(vector.buffer).set(bytes.subarray(0, vectorBytes));
      const parts = model.staticTokens ? decodeTokens(bytes.subarray(vectorBytes + 4)) : undefined;
      return { vector, parts };
    },
    append: async (batch) => {
      const content = Buffer.concat(batch.map(({ key, vector, parts }) => record(key, vector, parts)));
      const length = Buffer.alloc(4);
      length.writeUInt32LE(content.length);
      const bytes = Buffer.concat([length, digest(content), content]);
      await writeWhole(handle, bytes, end);
      await handle.datasync();
      index(content, end + BATCH_HEADER);
      end += bytes.length;
    },
    close: () => handle.close(),
  };
}

/** @returns where the last whole batch ends */
async function readBatches(
  handle: FileHandle,
  onBatch: (content: Buffer, at: number) => void,
): Promise<number> {
  for (let end = START; ;) {
    const header = await bytesAt(handle, end, BATCH_HEADER);
    if (header.length < BATCH_HEADER) return end;
    const length = header.readUInt32LE(0);
    if (length > MAX_BATCH_BYTES) return end;
    const content = await bytesAt(handle, end + BATCH_HEADER, length);
    if (content.length < length || !digest(content).equals(header.subarray(4))) return end;
    onBatch(content, end + BATCH_HEADER);
    end += BATCH_HEADER + length;
  }
}

function record(key: string, vector: Float32Array, parts: readonly Uint32Array[] | undefined): Buffer {
  const tokens = encodeTokens(parts ?? []);
  const length = Buffer.alloc(4);
  length.writeUInt32LE(tokens.length);
  const numbers = new Uint8Array(vector.buffer, vector.byteOffset, vector.byteLength);
  return Buffer.concat([Buffer.from(key, 'hex'), numbers, length, tokens]);
}

/** Writes all bytes: on a nearly full disk the system writes a part and reports success; only the next write fails. */
async function writeWhole(handle: FileHandle, bytes: Buffer, position: number): Promise<void> {
  for (let done = 0; done < bytes.length;)
    done += (await handle.write(bytes, done, bytes.length - done, position + done)).bytesWritten;
}

/** Up to `length` bytes from a position on; fewer at the end of the file. */
async function bytesAt(handle: FileHandle, position: number, length: number): Promise<Buffer> {
  const buffer = Buffer.alloc(length);
  let done = 0;
  while (done < length) {
    const { bytesRead } = await handle.read(buffer, done, length - done, position + done);
    if (bytesRead === 0) break;
    done += bytesRead;
  }
  return buffer.subarray(0, done);
}

function digest(bytes: Uint8Array): Buffer {
  return createHash('sha256').update(bytes).digest();
}
