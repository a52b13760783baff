// The topics of a folder, page by page, and the folders in it.
import type { ArticleDirectory } from '../../answer/article-directory.ts';
import type { Markup } from '../markup.ts';
import { folderPath } from '../urls.ts';
import { folderLinks, trail } from './folder-links.ts';
import { listPage } from './list-page.ts';
import type { Visit } from './visit.ts';

export type FolderInput = {
  directory: ArticleDirectory;
  visit: Visit;
  publicUrl: string | undefined;
  /** The names of the folder joined by `/`, and the page, as they are in the address. */
  asked: { path: string; page: string | undefined };
};

/** Undefined for a folder that is not there. */
export function folderPage({ directory, visit, publicUrl, asked }: FolderInput): Markup | undefined {
  const folders = directory.folders();
  const folder = folders.find(({ names }) => names.join('/') === asked.path);
  if (folder === undefined) return undefined;
  const { names, folderId, count: total } = folder;
  const inside = folders.filter(
    (one) => one.names.length === names.length + 1 && names.every((name, i) => one.names[i] === name),
  );
  const name = names.at(-1) ?? '';
  return listPage({
    visit,
    publicUrl,
    title: visit.t('topics-of-letter', { letter: name, count: total }),
    address: { path: folderPath(names) },
    asked: asked.page,
    total,
    articles: (offset, limit) => directory.inFolder(folderId, offset, limit),
    before: trail(names.slice(0, -1), name, visit),
    after: folderLinks(inside, visit),
  });
}
