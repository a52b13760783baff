// Zip files, read by yauzl. The directory is looked at before anything is unpacked: what it says of sizes is then enforced
// by yauzl, which stops at an entry that gives more bytes than it has declared.
import { buffer } from 'node:stream/consumers';
import type { Entry, ZipFile } from 'yauzl';

const MAX_ENTRIES = 50_000;
const MAX_UNPACKED = 1024 * 1024 * 1024;
/** Text packs to a twentieth at best; bombs to a thousandth. */
const MAX_RATIO = 200;
/** Small files may pack better than that. */
const MIN_SUSPICIOUS = 10 * 1024 * 1024;
const UTF8_NAME = 0x800;

/** The files of a zip by their path with `/`; each is unpacked when asked for. */
export type ZipFiles = Map<string, () => Promise<Buffer>>;

/**
 * Opens a zip file.
 * @throws Error, in words for the operator, when it is no zip, leaves its folder, or unpacks to more than a wiki has
 */
export async function openZip(bytes: Buffer): Promise<ZipFiles> {
  const [{ default: yauzl }, { default: iconv }] = await Promise.all([import('yauzl'), import('iconv-lite')]);
  const zip = await yauzl.fromBufferPromise(bytes, { lazyEntries: true, decodeStrings: false });
  const files: ZipFiles = new Map();
  let unpacked = 0;
  let count = 0;
  for await (const entry of zip.eachEntry()) {
    const name = nameOf(entry, (name) => iconv.decode(name, 'gb18030'));
    const fault = yauzl.validateFileName(name);
    if (fault !== null) throw new Error(`it has a path that leaves its folder: ${name}`);
    unpacked += entry.uncompressedSize;
    if (++count > MAX_ENTRIES) throw new Error(`it has more than ${MAX_ENTRIES} files`);
    if (unpacked > MAX_UNPACKED || (unpacked > MIN_SUSPICIOUS && unpacked > bytes.length * MAX_RATIO))
      throw new Error(`it unpacks to more than ${MAX_RATIO} times its size or ${MAX_UNPACKED / 2 ** 30} GB`);
    if (!name.endsWith('/')) files.set(name, () => unpack(zip, entry));
  }
  return files;
}

async function unpack(zip: ZipFile, entry: Entry): Promise<Buffer> {
  if ((entry.generalPurposeBitFlag & 1) !== 0) throw new Error('it is locked with a password');
  return buffer(await zip.openReadStreamPromise(entry));
}

/** A name in UTF-8, or in GBK as Chinese Windows packs it: a flag says which, but not every packer sets it. */
function nameOf({ fileName, generalPurposeBitFlag }: Entry, fromGbk: (name: Buffer) => string): string {
  const bytes = Buffer.from(fileName as unknown as Uint8Array); // bytes, because strings are not decoded
  const utf8 = bytes.toString('utf8');
  const isUtf8 = (generalPurposeBitFlag & UTF8_NAME) !== 0 || !utf8.includes('\ufffd');
  return (isUtf8 ? utf8 : fromGbk(bytes)).replaceAll('\\', '/');
}
