// Which files are articles: Markdown under a folder, subfolders and links included. Hidden files stay out, and so do
// names that begin with `_`, which the tools that make sites of such folders leave out, too. Everything that stays out is
// listed with its reason.
import { readdir, realpath, stat } from 'node:fs/promises';
import path from 'node:path';
import { reasonOf } from '../system/failure.ts';
import type { Withheld } from './front-matter.ts';

/** A file or folder that is not read, and why; `empty` has no text, `linked twice` is read under another name. */
export type LeftOut = {
  file: string;
  reason: Withheld | 'empty' | 'hidden' | 'not Markdown' | 'linked twice';
};

/** All paths are relative to the folder, with `/`. */
export type ListedFiles = {
  /** Sorted. */
  files: string[];
  /** Files of Docusaurus that name their folder. */
  labels: string[];
  leftOut: LeftOut[];
  /** Unreadable subfolders, and links that lead nowhere. */
  unreadable: { folder: string; reason: string }[];
};

const MARKDOWN = /\.(?:md|markdown|mdx)$/i;
const LABEL = /^_category_\.(?:json|ya?ml)$/;
/** Hugo's page of a folder, and the articles of Hexo and Jekyll, are no partials. */
/** Skeletons that an operator has not filled in yet; beside them lies what operators have taught. */
const DRAFTS = 'wenda/drafts';
const HIDDEN = /^(?:\.|node_modules$|_(?!index\.|posts$))/;

/** @throws Error when the folder itself cannot be read */
export async function listArticleFiles(directory: string): Promise<ListedFiles> {
  const listed: ListedFiles = { files: [], labels: [], leftOut: [], unreadable: [] };
  const leaveOut = (file: string, reason: LeftOut['reason']): void => {
    listed.leftOut.push({ file, reason });
  };
  const links: string[] = [];
  /** Real paths of what has been read: links may lead in circles. */
  const seen = new Set<string>();

  const take = (file: string, real: string, isFile: boolean): void => {
    // Reading a pipe would wait for ever.
    if (!MARKDOWN.test(file) || !isFile) leaveOut(file, 'not Markdown');
    else if (seen.has(real)) leaveOut(file, 'linked twice');
    else {
      seen.add(real);
      listed.files.push(file);
    }
  };
  const walk = async (folder: string, real: string): Promise<void> => {
    if (folder === DRAFTS) {
      leaveOut(`${folder}/`, 'draft');
      return;
    }
    if (seen.has(real)) {
      leaveOut(`${folder}/`, 'linked twice');
      return;
    }
    seen.add(real);
    for (const entry of await readdir(real, { withFileTypes: true })) {
      const name = path.posix.join(folder, entry.name);
      if (LABEL.test(entry.name)) listed.labels.push(name);
      else if (HIDDEN.test(entry.name)) leaveOut(entry.isDirectory() ? `${name}/` : name, 'hidden');
      else if (entry.isSymbolicLink()) links.push(name);
      else if (entry.isDirectory()) await walk(name, path.join(real, entry.name)).catch(unreadable(name));
      else take(name, path.join(real, entry.name), entry.isFile());
    }
  };
  const unreadable = (folder: string) => (error: unknown) => {
    listed.unreadable.push({ folder, reason: reasonOf(error) });
  };

  await walk('', await realpath(directory));
  // Links come after what they may lead to, so that it keeps its own name. A linked folder may hold more of them.
  for (const link of links) await follow(link);
  listed.files.sort();
  listed.labels.sort();
  return listed;

  async function follow(link: string): Promise<void> {
    try {
      const real = await realpath(path.join(directory, link));
      const target = await stat(real);
      if (target.isDirectory()) await walk(link, real);
      else take(link, real, target.isFile());
    } catch (error) {
      // Reading the file will fail and say why.
      if (MARKDOWN.test(link)) listed.files.push(link);
      else unreadable(link)(error);
    }
  }
}

/** Numbers of files that are left out, by reason. */
export function leftOutText(leftOut: readonly LeftOut[]): string {
  const counts = new Map<string, number>();
  for (const { reason } of leftOut) counts.set(reason, (counts.get(reason) ?? 0) + 1);
  return Array.from(counts, ([reason, count]) => `${count} ${reason}`).join(', ');
}
