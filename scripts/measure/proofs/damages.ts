// Ways in which an index folder comes to hold what no build has written.
import path from 'node:path';
import { sha256 } from '../../../src/system/checksum.ts';
import type { Manifest } from '../../../src/index/manifest.ts';
import { FILES } from '../../../src/index/open-index.ts';
import { pick } from './proof.ts';

type Random = () => number;
/** An index of two generations that is whole; files by their path in the index folder. */
export type WholeIndex = {
  files: ReadonlyMap<string, Buffer>;
  /** Folders of the live generation and of the one before, in the index folder. */
  live: string;
  older: string;
  /** A graph like the live one over vectors of half the length; undefined without the native library. */
  shortGraph: Buffer | undefined;
};
/** What to put into the place of files; null: take the file away. */
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

/** Everything that is done to an index, by its name. */
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
  'the file of the generation before': (index, random) => {
    const file = pick(random, namesOf(index));
    return inLive(index, { [file]: bytesOf(index, file, index.older) });
  },
  'the manifest of the generation before, with its checksum': (index) =>
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

/** Damages after which the live generation is whole, and must be served. */
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

/** The manifest altered, and its checksum as if it had been written so. */
function withManifest(index: WholeIndex, alter: (manifest: Manifest) => void): Change {
  const manifest = JSON.parse(bytesOf(index, MANIFEST).toString('utf8')) as Manifest;
  alter(manifest);
  const json = Buffer.from(`${JSON.stringify(manifest, null, 2)}\n`);
  return inLive(index, { [MANIFEST]: json, [CHECKSUM]: Buffer.from(`${sha256(json)}\n`) });
}

/** A file that the manifest describes as it is, so that no checksum tells. */
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
