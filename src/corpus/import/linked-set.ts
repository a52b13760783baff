// Links between the pages of one import. A link is looked up as a path beside its page, as an address, and, in double
// brackets, as a name; where the page is not in the set, its address on the web is taken instead.
import path from 'node:path';
import { decoded } from '../../text/decoded.ts';
import { spellings } from '../pictures.ts';
import type { FileTree, FoundPage } from './find-pages.ts';

/** An article and its place: `file` is its path in the folder of articles. */
export type PlacedArticle = { page: FoundPage; title: string; source?: string; file: string };

export type LinkedSet = {
  /** The new target of a link on a page; undefined when there is no page and no address to make one from. */
  targetOf(link: string, from: PlacedArticle): string | undefined;
  /** The target of a page's name in double brackets. */
  named(name: string, from: PlacedArticle): string | undefined;
};

const ENDINGS = ['', '.md', '.html', '.htm', '.txt', '/index.md', '/index.html', '/README.md'];

/** @param articles the first article of a page is what links to the page mean */
export function linkArticles(articles: readonly PlacedArticle[]): LinkedSet {
  const byPath = new Map<FileTree, Map<string, string>>();
  const byAddress = new Map<string, string>();
  const add = (map: Map<string, string>, key: string, file: string): void => {
    if (!map.has(key)) map.set(key, file);
  };
  for (const { page, title, source, file } of articles) {
    const paths = byPath.get(page.tree) ?? new Map<string, string>();
    byPath.set(page.tree, paths);
    add(paths, page.file.normalize('NFC'), file);
    if (source !== undefined && URL.canParse(source)) add(byAddress, withoutFragment(source), file);
    add(paths, named(path.posix.basename(page.file).replace(/\.\w+$/, '')), file);
    add(paths, named(title), file);
  }

  return {
    targetOf(link, from) {
      if (link.startsWith('#')) return undefined;
      if (/^(?!https?:)[a-z][\w+.-]*:/i.test(link)) return link;
      const [address = '', fragment] = link.split(/#(.*)/s);
      const ending = fragment === undefined || fragment === '' ? '' : `#${fragment}`;
      const absolute = absoluteAddress(address, from.source);
      const isWeb = /^(?:https?:)?\/\//i.test(address);
      const found =
        (isWeb ? undefined : filePath(address, from)) ??
        byAddress.get(absolute ?? '') ??
        queried(address, from);
      if (found !== undefined) return relative(found, from) + ending;
      if (/^https?:/i.test(address)) return link;
      return absolute === undefined ? undefined : absolute + ending;
    },
    named(name, from) {
      const found = byPath.get(from.page.tree)?.get(named(path.posix.basename(name).replace(/\.md$/, '')));
      return found === undefined ? undefined : relative(found, from);
    },
  };

  /** Wikis name a page in its address: `doku.php?id=start:扫描`, `index.php?title=渡轮`. */
  function queried(address: string, from: PlacedArticle): string | undefined {
    const name = /\.php\?(?:.*&)?(?:id|title)=(?:[^&]*(?::|%3A))?([^&]+)/i.exec(address)?.[1];
    return name === undefined
      ? undefined
      : byPath.get(from.page.tree)?.get(named(decoded(name).replaceAll('_', ' ')));
  }

  function filePath(address: string, { page }: PlacedArticle): string | undefined {
    const paths = byPath.get(page.tree);
    for (const wanted of spellings(address)) {
      const isFromRoot = wanted.startsWith('/');
      const place = isFromRoot ? wanted.slice(1) : path.posix.join(path.posix.dirname(page.file), wanted);
      const parts = place.replace(/\/$/, '').normalize('NFC').split('/');
      // An address from the site's root may begin above the folder that was named.
      for (let start = 0; start < (isFromRoot ? parts.length : 1); start++) {
        const below = parts.slice(start).join('/');
        for (const stem of [below, below.replace(/\.html?$/i, '')])
          for (const ending of ENDINGS) {
            const found = paths?.get(stem + ending);
            if (found !== undefined) return found;
          }
      }
    }
    return undefined;
  }
}

/** The key of a page's name among the paths of its tree. */
const named = (name: string): string => `[[${name.normalize('NFC')}]]`;

function relative(file: string, from: PlacedArticle): string {
  return encodeURI(path.posix.relative(path.posix.dirname(from.file), file));
}

function absoluteAddress(address: string, source: string | undefined): string | undefined {
  if (/^https?:/i.test(address)) return URL.canParse(address) ? withoutFragment(address) : address;
  if (address.startsWith('//')) return `https:${address}`;
  return source !== undefined && URL.canParse(address, source) ? new URL(address, source).href : undefined;
}

const withoutFragment = (address: string): string => new URL(address).href.replace(/#.*/s, '');
