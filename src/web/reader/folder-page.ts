// The topics of a folder, page by page, and the folders in it.
import type { ArticleDirectory } from '../../answer/article-directory.ts';
import { type Markup, markup } from '../markup.ts';
import { folderPath } from '../urls.ts';
import { articleList, pageOf, pager } from './article-list.ts';
import { folderLinks, trail } from './folder-links.ts';
import { renderPage } from './layout.ts';
import type { Visit } from './visit.ts';

export type FolderInput = {
  directory: ArticleDirectory;
  visit: Visit;
  publicUrl: string | undefined;
  /** The names of the folder joined by `/`, and the page, as they are in the address. */
  asked: { path: string; page: string | undefined };
};

const PER_PAGE = 50;

/** Undefined for a folder that is not there. */
export function folderPage({ directory, visit, publicUrl, asked }: FolderInput): Markup | undefined {
  const folders = directory.folders();
  const folder = folders.find(({ names }) => names.join('/') === asked.path);
  if (folder === undefined) return undefined;
  const { t } = visit;
  const { names, folderId, count: total } = folder;
  const at = pageOf(asked.page, total, PER_PAGE);
  const { articles } = directory.inFolder(folderId, (at.page - 1) * PER_PAGE, PER_PAGE);
  const inside = folders.filter(
    (one) => one.names.length === names.length + 1 && names.every((name, i) => one.names[i] === name),
  );
  const name = names.at(-1) ?? '';
  const title = t('topics-of-letter', { letter: name, count: total });
  const path = folderPath(names);
  return renderPage({
    visit,
    publicUrl,
    title,
    description: t('web-description'),
    live: true,
    address: { path, parameters: { page: at.page === 1 ? undefined : at.page } },
    body: markup`<div id="results"></div>
${trail(names.slice(0, -1), name, visit)}
<h1>${title}</h1>
${folderLinks(inside, visit)}
${articleList(articles, visit)}
${pager(at, { path }, visit)}`,
  });
}
