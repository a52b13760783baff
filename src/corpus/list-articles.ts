// Which files are articles: every `*.md` under a folder, subfolders included; names that begin with `.` or `_` and README.md
// are left out.
import { readdir } from 'node:fs/promises';
import path from 'node:path';
import { reasonOf } from '../system/failure.ts';

export type ListedFiles = {
  /** Sorted paths relative to the folder, with `/`. */
  files: string[];
  /** Unreadable subfolders. */
  unreadable: { folder: string; reason: string }[];
};

/** @throws Error when the folder itself cannot be read */
export async function listArticleFiles(directory: string): Promise<ListedFiles> {
  const listed: ListedFiles = { files: [], unreadable: [] };
  const walk = async (folder: string): Promise<void> => {
    const entries = await readdir(path.join(directory, folder), { withFileTypes: true });
    for (const entry of entries) {
      if (/^[._]/.test(entry.name) || entry.name === 'README.md') continue;
      const name = path.posix.join(folder, entry.name);
      if (entry.isDirectory())
        await walk(name).catch((error: unknown) => {
          listed.unreadable.push({ folder: name, reason: reasonOf(error) });
        });
      else if (entry.name.endsWith('.md')) listed.files.push(name);
    }
  };
  await walk('');
  listed.files.sort();
  return listed;
}

/** The slug of an article file: its name without `.md`, composed as Unicode recommends (macOS stores it decomposed). */
export function slugOf(file: string): string {
  return path.basename(file, '.md').normalize('NFC');
}
