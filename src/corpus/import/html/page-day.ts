// The day of an HTML page: what its head says, and lines that say nothing else, which are no text.
import { firstDay, readDateLine } from '../page-date.ts';
import { type Dom, type DomElement, nodesBelow, TEXT } from './dom.ts';

const DATE_META =
  'meta[property$="published_time"],meta[name$="create_at"],meta[name="PubDate" i],meta[name="publishdate" i],meta[name="DC.date.issued" i],meta[name="date" i],meta[itemprop="datePublished"]';
/** Elements that say when a page was last changed, or published. */
const DATED = '.page-metadata,#publish_time,#footer-info-lastmod,.docInfo';

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
const MIN_LINE = 4;
const MAX_LINE = 160;
const MIN_PROSE = 12;
/** Marks the element with the text. */
const MAIN = 'data-main';

/**
 * Takes the lines of a page out that say only when it was published, and reads the day. A bare date counts only before
 * the text begins; headings, links and items of lists are never such lines. What else stands around a text is put before
 * `main`, where the report finds it.
 */
export function takeDateLines(dom: Dom, main: DomElement): string | undefined {
  let day: string | undefined;
  let begun = false;
  main.setAttribute(MAIN, '');
  for (const element of dom.body.querySelectorAll('*')) {
    if (element.parentNode === null || element.closest('h1,h2,h3,h4,h5,h6,a,pre') !== null) continue;
    const text = element.textContent.trim();
    const isShort = text.length <= MAX_LINE;
    if (isShort && AROUND.test(text) && element.querySelector('p,div,li,tr,section') === null) {
      main.before(element);
      continue;
    }
    if (element.closest('li,table table') !== null) continue;
    begun ||=
      element.matches(`[${MAIN}] :is(p,div,section,ul,ol,table,blockquote)`) && isProse(element, text);
    if (text.length < MIN_LINE || !isShort) continue;
    const words = [...nodesBelow(element)].filter(({ nodeType }) => nodeType === TEXT);
    const spaced = words.map(({ textContent }) => textContent).join(' ');
    const line = readDateLine(spaced);
    const isMeta = element.matches(META);
    if (!isMeta && (line === undefined || (!line.labelled && (begun || day !== undefined)))) continue;
    day ??= line === undefined ? firstDay(spaced) : line.date;
    if (line === undefined) main.before(element);
    else element.remove();
  }
  return day;
}

/** A paragraph, as against a box round everything: text of its own that is a sentence. */
function isProse(element: DomElement, text: string): boolean {
  const isBox = [...element.children].some(({ localName }) =>
    /^(?:p|div|section|ul|ol|table|h\d)$/.test(localName),
  );
  return !isBox && text.length >= MIN_PROSE && readDateLine(text) === undefined;
}
