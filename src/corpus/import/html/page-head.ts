// Title, date and address of an HTML page. A page names itself several times, and often it is the site that is named
// first, so that the title is decided when the whole set is known: what the titles of several pages share is the site's.
import { normalise } from '../../../text/normal-form.ts';
import { firstDay, readDateLine } from '../page-date.ts';
import { type Dom, type DomElement, isElement, nodesBelow, TEXT } from './dom.ts';

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
const DATE_META =
  'meta[property$="published_time"],meta[name$="create_at"],meta[name="PubDate" i],meta[name="publishdate" i],meta[name="DC.date.issued" i],meta[name="date" i],meta[itemprop="datePublished"]';
/** Elements that say when a page was last changed, or published. */
const DATED = '.page-metadata,#publish_time,#footer-info-lastmod,.docInfo';
const SITE = /(?:门户网站|政府网站?|人民政府|新闻网|官网)$/;

const textOf = (node: DomElement | null): string | undefined => {
  const text = node?.textContent
    .replace(/[\u200b\u2060\ufeff\u00ad]/g, '')
    .replace(/\s+/g, ' ')
    .trim();
  return text === '' ? undefined : text;
};
const metaOf = (dom: Dom, selector: string): string | undefined =>
  dom.querySelector(selector)?.getAttribute('content')?.trim().match(/.+/s)?.[0];

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

/** The day in a page's head: in meta elements, in JSON-LD, in the script of a WeChat article. */
export function declaredDate(dom: Dom): string | undefined {
  const scripts = [...dom.querySelectorAll('script')].map(({ textContent }) => textContent).join('\n');
  const seconds = /\bct\s*=\s*"(\d{10})"/.exec(scripts)?.[1];
  const texts = [
    ...[...dom.querySelectorAll(DATE_META)].map((meta) => meta.getAttribute('content') ?? ''),
    /"datePublished"\s*:\s*"([^"]+)"/.exec(scripts)?.[1] ?? '',
    /\bcreateTime\s*=\s*['"]([^'"]+)/.exec(scripts)?.[1] ?? '',
    seconds === undefined ? '' : new Date(Number(seconds) * 1000).toISOString(),
    ...[...dom.querySelectorAll(DATED)].map(({ textContent }) => textContent),
    ...[...dom.querySelectorAll('time')].map((time) => time.getAttribute('datetime') ?? time.textContent),
  ];
  return texts.map(firstDay).find((day) => day !== undefined);
}

/** Boxes of blogs with the date, the author, the tags. */
const META =
  '.post-meta,.entry-meta,.article-meta,.post-meta-container,.article-info-box,.postDesc,.post-footer,.entry-footer';
/** Lines that stand above or below a text on sites. */
const AROUND = /^(?:[上下]一[篇页条][:：\s]|copyright|©|版权所有|责任编辑[:：]\s*\S{1,10}$)|ICP[备证]\s*\d/i;
const MAX_LINE = 160;

/**
 * Takes the lines of a page out that say only when it was published, and reads the day. A bare date counts only before
 * the text begins; headings, links and items of lists are never such lines.
 */
export function takeDateLines(dom: Dom, main: DomElement): string | undefined {
  let day: string | undefined;
  let begun = false;
  for (const element of dom.body.querySelectorAll('*')) {
    if (element.parentNode === null || element.closest('h1,h2,h3,h4,h5,h6,a,pre') !== null) continue;
    const text = element.textContent.trim();
    if (
      text.length <= MAX_LINE &&
      AROUND.test(text) &&
      element.querySelector('p,div,li,tr,section') === null
    ) {
      main.before(element); // the report names what stands around the text

      continue;
    }
    if (element.closest('li,table table') !== null) continue;
    const inMain = main.closest('body') === null ? false : isInside(element, main);
    if (
      inMain &&
      /^(?:p|div|section|li|ul|ol|table|blockquote)$/.test(element.localName) &&
      isProse(element, text)
    )
      begun = true;
    if (text.length < 8 || text.length > MAX_LINE) continue;
    const words = [...nodesBelow(element)].filter(({ nodeType }) => nodeType === TEXT);
    const spaced = words.map(({ textContent }) => textContent).join(' ');
    const isMeta = element.matches(META);
    const line = readDateLine(spaced);
    if (!isMeta && (line === undefined || (!line.labelled && (begun || day !== undefined)))) continue;
    day ??= line?.date ?? (isMeta ? firstDay(spaced) : undefined);
    if (line === undefined) main.before(element);
    else element.remove();
  }
  return day;
}

const isInside = (element: DomElement, main: DomElement): boolean => {
  for (let at: DomElement | null = element; at !== null; at = at.parentNode) if (at === main) return true;
  return false;
};

/** A paragraph, as against a box round everything: text of its own that is a sentence. */
function isProse(element: DomElement, text: string): boolean {
  const isBox = [...element.children].some(
    (child) => isElement(child) && /^(?:p|div|section|ul|ol|table|h\d)$/.test(child.localName),
  );
  return !isBox && text.length >= 12 && readDateLine(text) === undefined;
}
