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
/** A file that is named itself may have no extension. */
const NAMED_PAGE = new RegExp(`${PAGE.source}|^[^.]*$`, 'i');
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
const ZIP = /\.zip$/i;
const HIDDEN = /(?:^|\/)(?:\.|~\$|__MACOSX\/)/;
const MAX_ZIPS_IN_ZIPS = 2;

/** All pages of the operands, sorted within each. A file that is named twice is read once. */
export async function findPages(operands: readonly string[]): Promise<FoundPages> {
  const found: FoundPages = { pages: [], skipped: [] };
  /** Real paths: links may lead in circles. */
  const seen = new Set<string>();
  for (const operand of operands) {
    await orSkip(operand, async () => {
      const isFolder = (await stat(operand)).isDirectory();
      const root = isFolder ? operand : path.dirname(operand);
      const files = await filesBelow(root, isFolder ? '' : path.basename(operand));
      await take(folderTree(root), files, root, isFolder ? PAGE : NAMED_PAGE);
    });
  }
  return found;

  async function orSkip(shown: string, read: () => Promise<void>): Promise<void> {
    await read().catch((error: unknown) => {
      found.skipped.push({ shown, reason: `cannot be read (${reasonOf(error)})` });
    });
  }

  /** A file, or all files below a folder, that have not been read yet. */
  async function filesBelow(root: string, file: string): Promise<string[]> {
    const real = await realpath(path.join(root, file));
    if (seen.has(real)) return [];
    seen.add(real);
    if (!(await stat(real)).isDirectory()) return [file];
    const files: string[] = [];
    for (const name of await readdir(real)) {
      const below = path.posix.join(file, name);
      await orSkip(path.join(root, below), async () => {
        if (!HIDDEN.test(`${below}/`)) files.push(...(await filesBelow(root, below)));
      });
    }
    return files;
  }

  async function take(tree: FileTree, files: string[], root: string, page: RegExp, depth = 0): Promise<void> {
    for (const file of files.sort()) {
      const shown = path.join(root, file);
      if (isBelonging(file, files) || BELONGINGS.test(file)) continue;
      if (page.test(file)) found.pages.push({ tree, file, shown });
      else if (!ZIP.test(file))
        found.skipped.push({ shown, reason: HELP[path.extname(file).toLowerCase()] ?? OTHER });
      else if (depth === MAX_ZIPS_IN_ZIPS)
        found.skipped.push({ shown, reason: 'is a zip in a zip; unpack it' });
      else
        await orSkip(shown, async () => {
          const zip = await openZip((await tree.read(file)) ?? Buffer.of());
          const inside = {
            name: `${depth === 0 ? '' : `${tree.name}/`}${path.posix.basename(file)}`,
            read: async (one: string) => zip.get(one)?.(),
          };
          await take(
            inside,
            [...zip.keys()].filter((one) => !HIDDEN.test(one)),
            shown,
            PAGE,
            depth + 1,
          );
        });
    }
  }
}

/** `页面_files` holds what a browser saved with `页面.html`. */
function isBelonging(file: string, files: readonly string[]): boolean {
  const page = /^(.*)[_.]files\//.exec(file)?.[1];
  return page !== undefined && ['.html', '.htm', '.xhtml'].some((ending) => files.includes(page + ending));
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
