// An article's text: every section under its headings, with the names by which it can be linked to.
import type { SectionText } from '../../answer/article-reader.ts';
import { type Range, splitSentences } from '../../text/sentences.ts';
import { type Markup, markup } from '../markup.ts';
import { FOUND_ID, picturePath } from '../urls.ts';
import { footnoteTags } from './footnotes.ts';
import { type Addresses, type Tag, tagsOf } from './inline-html.ts';
import { unitsHtml } from './unit-html.ts';

export type BodyInput = {
  sections: readonly SectionText[];
  link: Addresses['link'];
  /** The section and the beginning of the sentence that the reader came for. */
  found?: { in: string; found: string } | undefined;
};

/** Ids of the page itself, which no name given by an author may take. */
const OWN_IDS = ['main', 'related', 'newest', FOUND_ID];
const SAFE_ID = /^[\p{L}\p{N}][\p{L}\p{N}_.:-]{0,99}$/u;

export function articleBody({ sections, link, found }: BodyInput): Markup {
  const taken = new Set([...OWN_IDS, ...sections.map(({ sectionId }) => sectionId)]);
  let open: readonly string[] = [];
  return markup`${sections.map((section) => {
    const { sectionId, headingPath, anchor, text } = section;
    const isWanted = found?.in === sectionId;
    const sentence = isWanted ? sentenceAt(text, found.found) : undefined;
    // When the sentence has gone, its section is what was found.
    const names = [
      ...(isWanted && sentence === undefined ? [FOUND_ID] : []),
      ...(anchor !== undefined && SAFE_ID.test(anchor) && !taken.has(anchor) ? [anchor] : []),
    ];
    for (const name of names) taken.add(name);
    const targets = names.map((name) => markup`<span id="${name}"></span>`);
    const shared = headingPath.findIndex((heading, i) => heading !== open[i]);
    // A section that repeats the path of the one before it is shown under its heading again.
    const from = Math.max(0, shared < 0 ? headingPath.length - 1 : shared);
    open = headingPath;
    const headings = headingPath.slice(from).map((heading, i) => {
      const isOwn = from + i === headingPath.length - 1;
      const level = Math.min(from + i + 2, 6);
      // For sighted readers; a screen reader has the table of contents above.
      const hash = markup` <a class="anchor" href="#${sectionId}" aria-hidden="true" tabindex="-1">#</a>`;
      return isOwn
        ? markup`<h${level} id="${sectionId}">${heading}${targets}${hash}</h${level}>\n`
        : markup`<h${level}>${heading}</h${level}>\n`;
    });
    return markup`${headings.length > 0 ? headings : targets}${sectionHtml(section, link, sentence)}`;
  })}`;
}

/** A section's text without its heading. @param found a range of the text that is marked */
export function sectionHtml(section: SectionText, link: Addresses['link'], found?: Range): Markup {
  const { sectionId, spans } = section;
  const images = spans.filter(({ kind }) => kind === 'image');
  const picture: Addresses['picture'] = (image) =>
    // An address with a scheme or a host is another site's.
    /^(?:[a-z][\w+.-]*:|\/\/)/i.test(image.src) ? undefined : picturePath(sectionId, images.indexOf(image));
  const tags = [...tagsOf(spans, { link, picture }), ...footnoteTags(section)];
  return unitsHtml(section, found === undefined ? tags : [...tags, foundTag(found)]);
}

/** The sentence that begins with these words. */
function sentenceAt(text: string, beginning: string): Range | undefined {
  const start = beginning === '' ? -1 : text.indexOf(beginning);
  if (start < 0) return undefined;
  const sentence = splitSentences(text).find(({ end }) => end >= start + beginning.length);
  return { start, end: sentence?.end ?? text.length };
}

function foundTag(range: Range): Tag {
  let isFirst = true;
  const wrap: Tag['wrap'] = (inner) => {
    const id = isFirst && markup` id="${FOUND_ID}"`;
    isFirst = false;
    return markup`<mark${id}>${inner}</mark>`;
  };
  return { kind: 'match', ...range, wrap };
}
