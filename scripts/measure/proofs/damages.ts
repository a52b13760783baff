// Ways to put data into an index folder that no build has written.
import path from 'node:path';
import { sha256 } from '../../../src/system/checksum.ts';
import type { Manifest } from '../../../src/index/manifest.ts';
import { FILES } from '../../../src/index/open-index.ts';
import { pick } from './proof.ts';

type Random = () => number;
/** An intact index of two generations; files by their path in the index folder. */
export type WholeIndex = {
  files: ReadonlyMap<string, Buffer>;
  /** Folders of the live and the previous generation, in the index folder. */
  live: string;
  older: string;
  /** A graph like the live one over vectors of half the length; undefined without the native library. */
  shortGraph: Buffer | undefined;
};
/** New contents of files; null removes the file. */
export type Change = Map<string, Buffer | null>;

const PAGE = 4096;
const MANIFEST = 'manifest.json';
const CHECKSUM = 'manifest.sha256';

const BYTES: Record<string, (bytes: Buffer, random: Random) => Buffer | null> = {
  'cut off': (bytes, random) => bytes.subarray(0, Math.floor(random() * bytes.length)),
  emptied: () => Buffer.alloc(0),
  'a bit flipped': (bytes, random) => {
    const at = Math.floor(random() * bytes.length);
    bytes[at] = (bytes[at] ?? 0) ^ (1 << Math.floor(random() * 8));
    return bytes;
  },
  'a page of zeros': (bytes, random) => paged(bytes, random, 0),
  'a page of 0xff': (bytes, random) => paged(bytes, random, 0xff),
  'bytes at its end': (bytes) => Buffer.concat([bytes, Buffer.from('more')]),
  'taken away': () => null,
};

/** All damages, by name. */
export const DAMAGES: Readonly<Record<string, (index: WholeIndex, random: Random) => Change>> = {
  ...Object.fromEntries(
    Object.entries(BYTES).map(([name, damage]) => [
      name,
      (index: WholeIndex, random: Random) => {
        const file = pick(random, namesOf(index));
        return inLive(index, { [file]: damage(Buffer.from(bytesOf(index, file)), random) });
      },
    ]),
  ),
  'another file of the generation in its place': (index, random) => {
    const names = namesOf(index);
    return inLive(index, { [pick(random, names)]: bytesOf(index, pick(random, names)) });
  },
  'the file of the previous generation': (index, random) => {
    const file = pick(random, namesOf(index));
    return inLive(index, { [file]: bytesOf(index, file, index.older) });
  },
  'the manifest of the previous generation, with its checksum': (index) =>
    inLive(index, {
      [MANIFEST]: bytesOf(index, MANIFEST, index.older),
      [CHECKSUM]: bytesOf(index, CHECKSUM, index.older),
    }),
  'the manifest of an older format, with its checksum': (index) =>
    withManifest(index, (manifest) => {
      manifest.formatVersion--;
    }),
  'a manifest of another dimension, with its checksum': (index, random) =>
    withManifest(index, (manifest) => {
      manifest.model.dimension = pick(random, [1, 128, 255, 257, 384, 512]);
    }),
  'vectors of another dimension': (index) => inLive(index, { [FILES.vectors]: shortVectors(index) }),
  'vectors of another dimension, as the manifest describes them': (index) =>
    described(index, FILES.vectors, shortVectors(index)),
  'a graph of another dimension': (index) => inLive(index, shortGraphOf(index)),
  'a graph of another dimension, as the manifest describes it': (index) =>
    index.shortGraph === undefined ? new Map() : described(index, FILES.hnsw, index.shortGraph),
  'CURRENT damaged': (index, random) => {
    const damage = BYTES[pick(random, Object.keys(BYTES))];
    const bytes = Buffer.from(index.files.get('CURRENT') ?? '');
    return new Map([['CURRENT', damage?.(bytes, random) ?? null]]);
  },
};

/** Damages that leave the live generation whole, which must then be served. */
export const HARMLESS: ReadonlySet<string> = new Set(['CURRENT damaged']);

function namesOf({ files, live }: WholeIndex): string[] {
  return [...files.keys()].filter((file) => path.dirname(file) === live).map((file) => path.basename(file));
}

function bytesOf({ files, live }: WholeIndex, name: string, folder = live): Buffer {
  return files.get(path.join(folder, name)) ?? Buffer.alloc(0);
}

function inLive({ live }: WholeIndex, changes: Record<string, Buffer | null>): Change {
  return new Map(Object.entries(changes).map(([name, bytes]) => [path.join(live, name), bytes]));
}

/** An altered manifest with a matching checksum. */
function withManifest(index: WholeIndex, alter: (manifest: Manifest) => void): Change {
  const manifest = JSON.parse(bytesOf(index, MANIFEST).toString('utf8')) as Manifest;
  alter(manifest);
  const json = Buffer.from(`${JSON.stringify(manifest, null, 2)}\n`);
  return inLive(index, { [MANIFEST]: json, [CHECKSUM]: Buffer.from(`${sha256(json)}\n`) });
}

/** A changed file with a matching manifest, so that no checksum reveals it. */
function described(index: WholeIndex, file: string, bytes: Buffer): Change {
  const change = withManifest(index, (manifest) => {
    manifest.files[file] = { bytes: bytes.length, sha256: sha256(bytes) };
  });
  return new Map([...change, ...inLive(index, { [file]: bytes })]);
}

/** The first half of every vector. */
function shortVectors(index: WholeIndex): Buffer {
  const bytes = bytesOf(index, FILES.vectors);
  return bytes.subarray(0, Math.floor(bytes.length / 8) * 4);
}

function shortGraphOf({ shortGraph }: WholeIndex): Record<string, Buffer> {
  return shortGraph === undefined ? {} : { [FILES.hnsw]: shortGraph };
}

function paged(bytes: Buffer, random: Random, value: number): Buffer {
  const start = Math.floor(random() * Math.ceil(bytes.length / PAGE)) * PAGE;
  return bytes.fill(value, start, Math.min(bytes.length, start + PAGE));
}
