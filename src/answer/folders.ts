// Folders as categories: each holds its own articles and those of the folders in it.
import { createHash } from 'node:crypto';

/** A folder: its names from the top, and the number of articles in it. */
export type Folder = { folderId: string; names: readonly string[]; count: number };

/** Folders in order of their names, each before those in it, with its entries in their order. */
export type Folders<T> = { list: Folder[]; entriesOf: (folderId: string) => readonly T[] };

/** @param folderOf the names of the folders that an entry is in, from the top; empty for none */
export function groupByFolder<T>(
  entries: readonly T[],
  folderOf: (entry: T) => readonly string[],
): Folders<T> {
  const groups = new Map<string, { names: readonly string[]; own: T[] }>();
  for (const entry of entries) {
    const all = folderOf(entry);
    for (let depth = 1; depth <= all.length; depth++) {
      const names = all.slice(0, depth);
      const folderId = folderIdOf(names);
      const group = groups.get(folderId) ?? { names, own: [] };
      groups.set(folderId, group);
      group.own.push(entry);
    }
  }
  const list = Array.from(groups, ([folderId, { names, own }]) => ({ folderId, names, count: own.length }));
  const key = ({ names }: Folder): string => names.join('\0');
  list.sort((a, b) => (key(a) < key(b) ? -1 : 1));
  return { list, entriesOf: (folderId) => groups.get(folderId)?.own ?? [] };
}

/** A folder in a button: 12 characters of base64url, the same as long as its names stay. */
function folderIdOf(names: readonly string[]): string {
  return createHash('sha256').update(names.join('\0'), 'utf8').digest('base64url').slice(0, 12);
}
