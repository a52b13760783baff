// Links to folders.
import type { Folder } from '../../answer/folders.ts';
import { type Markup, markup } from '../markup.ts';
import { folderPath } from '../urls.ts';
import type { Visit } from './visit.ts';

/** Folders beside each other, each by its last name; nothing if there are none. */
export function folderLinks(folders: readonly Folder[], { t, link }: Visit): Markup | undefined {
  if (folders.length === 0) return undefined;
  return markup`<nav class="letters" aria-labelledby="folders"><h2 id="folders">${t('topics-folders')}</h2>
<ul>
${folders.map(({ names, count }) => markup`<li><a href="${link({ path: folderPath(names) })}">${names.at(-1)} <small>${count}</small></a></li>\n`)}</ul>
</nav>`;
}

/** Where a page belongs: the front page, the folders above it, the page itself. */
export function trail(folder: readonly string[], title: string, { t, link }: Visit): Markup {
  const above = folder.map((name, index) => ({ name, path: folderPath(folder.slice(0, index + 1)) }));
  const links = [{ name: t('web-home'), path: '/' }, ...above];
  return markup`<nav class="trail" aria-label="${t('web-navigation')}"><ol>${links.map(({ name, path }) => markup`<li><a href="${link({ path })}">${name}</a></li>`)}<li aria-current="page">${title}</li></ol></nav>`;
}
