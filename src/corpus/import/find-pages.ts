// What is imported: files, folders with all that is below them, zips. Every file has a place (which folder or zip it came
// with, and its path there), by which links and pictures of pages are looked up and a page is known again.
import { readdir, readFile, realpath, stat } from 'node:fs/promises';
import path from 'node:path';
import { reasonOf } from '../../system/failure.ts';
import { openZip } from './zip.ts';

/** The files that came with one operand. `read` gives undefined for a path that is not there. */
export type FileTree = {
  /** Name of the folder, the zip or the folder of a file. */
  name: string;
  read(file: string): Promise<Buffer | undefined>;
};

export type FoundPage = {
  tree: FileTree;
  /** Path in its tree, with `/`. */
  file: string;
  /** As the operator knows it. */
  shown: string;
};

export type SkippedFile = { shown: string; reason: string };
export type FoundPages = { pages: FoundPage[]; skipped: SkippedFile[] };

const PAGE = /\.(?:txt|text|x?html?|md|markdown|docx)$/i;
/** What pages are made with, and what they show; nothing to say about these. */
const BELONGINGS =
  /\.(?:png|jpe?g|gif|webp|svg|ico|bmp|avif|css|js|mjs|map|woff2?|ttf|otf|eot|mp[34]|webm|wav)$/i;
const HELP: Record<string, string> = {
  '.csv': 'is a table of data; in a Notion export its rows are pages in the folder of the same name',
  '.pdf': 'is a PDF; save its source as .docx or .html',
  '.doc': 'is an old Word file; save it as .docx',
  '.mht': 'is a web archive; save the page as HTML',
  '.mhtml': 'is a web archive; save the page as HTML',
  '.json': 'is data; save the page as HTML',
  '.xml': 'is XML; export the wiki as HTML',
};
const OTHER = 'is no page: neither text, HTML, Markdown, .docx nor .zip';
const MAX_ZIP_BYTES = 1024 * 1024 * 1024;
const MAX_ZIPS_IN_ZIPS = 2;

/** All pages of the operands, sorted within each. A file that is named twice is read once. */
export async function findPages(operands: readonly string[]): Promise<FoundPages> {
  const found: FoundPages = { pages: [], skipped: [] };
  const seen = new Set<string>();
  for (const operand of operands) {
    try {
      if ((await stat(operand)).isDirectory()) await walkFolder(operand, found, seen);
      else await takeFile(operand, found, seen);
    } catch (error) {
      found.skipped.push({ shown: operand, reason: `cannot be read (${reasonOf(error)})` });
    }
  }
  return found;
}

async function takeFile(file: string, found: FoundPages, seen: Set<string>): Promise<void> {
  const real = await realpath(file);
  if (seen.has(real)) return;
  seen.add(real);
  if (/\.zip$/i.test(file)) return takeZip(path.basename(file), file, await readWhole(file), found);
  const page = { tree: folderTree(path.dirname(file)), file: path.basename(file), shown: file };
  if (PAGE.test(file) || path.extname(file) === '') found.pages.push(page);
  else skip(file, found);
}

async function walkFolder(root: string, found: FoundPages, seen: Set<string>): Promise<void> {
  const tree = folderTree(root);
  const walk = async (folder: string): Promise<void> => {
    const real = await realpath(path.join(root, folder));
    if (seen.has(real)) return; // a link back to a folder above, or to one that was read
    seen.add(real);
    const names = (await readdir(path.join(root, folder))).sort();
    for (const name of names.filter((one) => !/^(?:\.|~\$)/.test(one) && one !== '__MACOSX')) {
      const file = path.posix.join(folder, name);
      const shown = path.join(root, file);
      try {
        if ((await stat(shown)).isDirectory()) {
          if (!isBelongingsOf(name, names)) await walk(file);
        } else if (PAGE.test(name)) {
          const target = await realpath(shown);
          if (!seen.has(target)) found.pages.push({ tree, file, shown });
          seen.add(target);
        } else if (/\.zip$/i.test(name)) await takeFile(shown, found, seen);
        else skip(shown, found);
      } catch (error) {
        found.skipped.push({ shown, reason: `cannot be read (${reasonOf(error)})` });
      }
    }
  };
  await walk('');
}

/** `页面_files` holds what a browser saved with `页面.html`. */
function isBelongingsOf(folder: string, names: readonly string[]): boolean {
  const page = /^(.*)(?:_files|\.files)$/.exec(folder)?.[1];
  return (
    page !== undefined && names.some((name) => name.replace(/\.x?html?$/i, '') === page && name !== page)
  );
}

function folderTree(root: string): FileTree {
  return {
    name: path.basename(path.resolve(root)),
    async read(file) {
      if (path.relative(root, path.join(root, file)).startsWith('..')) return undefined;
      return readFile(path.join(root, file)).catch(() => undefined);
    },
  };
}

async function readWhole(file: string): Promise<Buffer> {
  if ((await stat(file)).size > MAX_ZIP_BYTES)
    throw new Error('larger than 1 GB; unpack it and name its folder');
  return readFile(file);
}

async function takeZip(
  name: string,
  shown: string,
  bytes: Buffer,
  found: FoundPages,
  depth = 1,
): Promise<void> {
  try {
    const files = await openZip(bytes);
    const tree: FileTree = { name, read: async (file) => files.get(file)?.() };
    for (const file of [...files.keys()].sort()) {
      if (/(?:^|\/)(?:\.|__MACOSX\/)/.test(file)) continue;
      const inside = `${shown}/${file}`;
      if (PAGE.test(file)) found.pages.push({ tree, file, shown: inside });
      else if (!/\.zip$/i.test(file)) skip(inside, found);
      else if (depth < MAX_ZIPS_IN_ZIPS)
        await takeZip(
          `${name}/${file}`,
          inside,
          (await files.get(file)?.()) ?? Buffer.of(),
          found,
          depth + 1,
        );
      else found.skipped.push({ shown: inside, reason: 'is a zip in a zip; unpack it' });
    }
  } catch (error) {
    found.skipped.push({ shown, reason: `is not imported: ${reasonOf(error)}` });
  }
}

function skip(shown: string, { skipped }: FoundPages): void {
  if (BELONGINGS.test(shown)) return;
  skipped.push({ shown, reason: HELP[path.extname(shown).toLowerCase()] ?? OTHER });
}
