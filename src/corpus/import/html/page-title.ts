// Title and address of an HTML page. A page names itself several times, and often it is the site that is named
// first, so that the title is decided when the whole set is known: what the titles of several pages share is the site's.
import { normalise } from '../../../text/normal-form.ts';
import { type Dom, type DomElement, metaOf } from './dom.ts';

/** What a page says that its title may be; `site` is what it says that its site is called. */
export type TitleCandidates = {
  /** Of the software that made the page: certain. */
  certain?: string | undefined;
  /** og:title. */
  declared?: string | undefined;
  /** The <title>. */
  document?: string | undefined;
  /** Headings in document order. */
  headings: { level: number; text: string }[];
  site?: string | undefined;
  /** The file's name: the last resort. */
  name: string;
};

const SEPARATOR = /\s*[|_–—·»›]+\s*|\s+[-:]\s+|-(?=[^-]*$)/;
const ENGINE_TITLES = '#firstHeading,#activity-name,h1.page-title,#title-text,.dokuwiki .page h1,.MsoTitle';
const SITE = /(?:门户网站|政府网站?|人民政府|新闻网|官网)$/;

const textOf = (node: DomElement | null): string | undefined => {
  const text = node?.textContent
    .replace(/[\u200b\u2060\ufeff\u00ad]/g, '')
    .replace(/\s+/g, ' ')
    .trim();
  return text === '' ? undefined : text;
};
/** Collects the names that a page has; must run before headings are taken out. */
export function titleCandidates(dom: Dom, name: string): TitleCandidates {
  const engine = textOf(dom.querySelector(ENGINE_TITLES));
  const isConfluence = dom.querySelector('#title-text') !== null;
  return {
    certain:
      metaOf(dom, 'meta[name="ArticleTitle" i]') ?? (isConfluence ? engine?.replace(/^.*? : /, '') : engine),
    declared: metaOf(dom, 'meta[property="og:title"]'),
    // Sites put the number of unread messages before it.
    document: textOf(dom.querySelector('title'))?.replace(/^\(\d+[^()]*\)\s*/, ''),
    headings: [...dom.querySelectorAll('h1,h2,h3')].flatMap((heading) => {
      const text = textOf(heading);
      return text === undefined ? [] : [{ level: Number(heading.localName.slice(1)), text }];
    }),
    site: metaOf(dom, 'meta[property="og:site_name"],meta[name="SiteName" i]'),
    name,
  };
}

/** Whether a heading is the name of a site, on any page. */
export const isSiteName = (heading: string): boolean => SITE.test(heading);

/** Parts of the titles of a folder's pages that several have, in normal form: the names of their site. */
export function siteNames(pages: readonly TitleCandidates[]): Set<string> {
  const counts = new Map<string, number>();
  for (const { document = '' } of pages) {
    const parts = document.split(SEPARATOR).map(normalise);
    if (parts.length > 1) for (const part of new Set(parts)) counts.set(part, (counts.get(part) ?? 0) + 1);
  }
  return new Set(
    [...counts].filter(([, count]) => count > 1 && count > pages.length / 3).map(([part]) => part),
  );
}

/** The article's title, not the site's. */
export function chooseTitle(page: TitleCandidates, shared: ReadonlySet<string>): string {
  const logos = page.headings.filter(({ text }) => isSiteName(text)).map(({ text }) => text);
  const sites = new Set([
    ...shared,
    ...[page.site ?? '', ...logos].filter((name) => name !== '').map(normalise),
  ]);
  const isSite = (text: string): boolean => sites.has(normalise(text));
  const withoutSite = (text: string): string => {
    const marks = text.split(new RegExp(`(${SEPARATOR.source})`));
    while (marks.length > 2 && isSite(marks.at(-1) ?? '')) marks.splice(-2);
    while (marks.length > 2 && isSite(marks[0] ?? '')) marks.splice(0, 2);
    const rest = marks.join('');
    const site = [...sites].find((name) => normalise(rest).startsWith(`${name} `));
    return site === undefined ? rest : rest.slice(site.length).trim();
  };
  const headings = page.headings.filter(({ text }) => !isSite(text));
  const document = page.document === undefined ? undefined : withoutSite(page.document);
  const declared =
    page.declared === undefined || isSite(page.declared) ? undefined : withoutSite(page.declared);
  const begins = (text: string): number => Number(normalise(document ?? '').startsWith(normalise(text)));
  const tops = headings.filter(({ level }) => level === 1);
  const named = headings
    .filter(({ text }) =>
      [page.declared, page.document].some((title) => title !== undefined && names(title, text)),
    )
    .sort((a, b) => begins(b.text) - begins(a.text) || b.text.length - a.text.length)[0]?.text;
  const only = tops.length === 1 ? tops[0]?.text : undefined;
  const cut = document === undefined || isSite(document) ? undefined : firstPart(document, page);
  return page.certain ?? named ?? declared ?? cut ?? only ?? page.name;
}

/** True if a title begins with a heading, or has it between its separators. */
function names(title: string, heading: string): boolean {
  const [whole, part] = [normalise(title), normalise(heading)];
  if (whole.startsWith(part) && !/^[\p{L}\p{N}]/u.test(whole.slice(part.length))) return true;
  return whole.split(SEPARATOR).includes(part);
}

/** A title whose end names the site, as far as one page tells: the site's logo is a heading, or it is called a site. */
function firstPart(document: string, { headings }: TitleCandidates): string {
  const parts = document.split(SEPARATOR);
  const last = parts.at(-1) ?? '';
  const isSite =
    headings.some(({ text }) => normalise(text) === normalise(last)) ||
    /(?:网|网站|官网|百科|博客|論壇|论坛|wiki|blog)$/i.test(last);
  return parts.length > 1 && isSite
    ? document.slice(0, document.length - last.length).replace(/[\s|_–—·»›:-]+$/, '')
    : document;
}

/** The page's own address on the web, if it says one. */
export function pageAddress(dom: Dom, html: string): string | undefined {
  return [
    dom.querySelector('link[rel=canonical]')?.getAttribute('href'),
    metaOf(dom, 'meta[property="og:url"]'),
    /<!--\s*saved from url=\(\d+\)(\S+)/.exec(html)?.[1],
    dom.querySelector('base')?.getAttribute('href'),
  ].find((address): address is string => /^https?:\/\//.test(address ?? '') && URL.canParse(address ?? ''));
}
