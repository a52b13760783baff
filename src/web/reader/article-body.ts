// An article's text: every section under its headings, with the names by which it can be linked to.
import type { SectionText } from '../../answer/article-reader.ts';
import { type Range, splitSentences } from '../../text/sentences.ts';
import { type Markup, markup } from '../markup.ts';
import { FOUND_ID, picturePath } from '../urls.ts';
import { footnoteTags } from './footnotes.ts';
import { type Addresses, type Tag, tagsOf } from './inline-html.ts';
import type { PictureSizes } from './picture-sizes.ts';
import { RESULT_IDS } from './search-page.ts';
import { unitsHtml } from './unit-html.ts';

export type BodyInput = {
  sections: readonly SectionText[];
  link: Addresses['link'];
  sizes?: PictureSizes;
  /** The section and the beginning of the sentence that the reader came for. */
  found?: { in: string; found: string } | undefined;
};

/** Ids of the page itself, which no name given by an author may take. */
const OWN_IDS = ['main', 'related', 'newest', FOUND_ID, 'theme', 'panel', 'status', ...RESULT_IDS];
/** The longest marked sentence, in UTF-16 units. */
const MAX_FOUND = 1_000;
const SAFE_ID = /^[\p{L}\p{N}][\p{L}\p{N}_.:-]{0,99}$/u;

export function articleBody({ sections, link, sizes, found }: BodyInput): Markup {
  const taken = new Set([...OWN_IDS, ...sections.map(({ sectionId }) => sectionId)]);
  const headings = headingsOf(sections);
  return markup`${sections.map((section, i) => {
    const { sectionId, anchor, text } = section;
    const isWanted = found?.in === sectionId;
    const sentence = isWanted ? sentenceAt(text, found.found) : undefined;
    // When the sentence has gone, its section is what was found.
    const names = [
      ...(isWanted && sentence === undefined ? [FOUND_ID] : []),
      ...(anchor !== undefined && SAFE_ID.test(anchor) && !taken.has(anchor) ? [anchor] : []),
    ];
    for (const name of names) taken.add(name);
    const targets = names.map((name) => markup`<span id="${name}"></span>`);
    // For sighted readers; a screen reader has the table of contents above.
    const hash = markup` <a class="anchor" href="#${sectionId}" aria-hidden="true" tabindex="-1">#</a>`;
    const above = (headings[i] ?? []).map(({ heading, depth, isOwn }) => {
      const level = Math.min(depth + 1, 6);
      return isOwn
        ? markup`<h${level} id="${sectionId}">${heading}${targets}${hash}</h${level}>\n`
        : markup`<h${level}>${heading}</h${level}>\n`;
    });
    return markup`${above.length > 0 ? above : targets}${sectionHtml(section, link, sentence, sizes)}`;
  })}`;
}

/** A heading above a section: its depth from 1, and whether it is the section's own or that of a part it begins. */
export type Heading = { heading: string; depth: number; isOwn: boolean };

/** The headings above each section; those that it shares with the one before are not repeated. */
export function headingsOf(sections: readonly Pick<SectionText, 'headingPath'>[]): Heading[][] {
  return sections.map(({ headingPath }, i) => {
    const before = sections[i - 1]?.headingPath ?? [];
    const differs = headingPath.findIndex((heading, at) => heading !== before[at]);
    // A section that repeats the path of the one before it is shown under its heading again.
    const from = differs < 0 ? Math.max(0, headingPath.length - 1) : differs;
    return headingPath.slice(from).map((heading, at) => {
      const depth = from + at + 1;
      return { heading, depth, isOwn: depth === headingPath.length };
    });
  });
}

/** A section's text without its heading. @param found a range of the text that is marked */
export function sectionHtml(
  section: SectionText,
  link: Addresses['link'],
  found?: Range,
  sizes?: PictureSizes,
): Markup {
  const { sectionId, spans } = section;
  const picture: Addresses['picture'] = (src, position) =>
    // An address with a scheme or a host is another site's.
    /^(?:[a-z][\w+.-]*:|\/\/)/i.test(src)
      ? undefined
      : { src: picturePath(sectionId, position), size: sizes?.get(src) };
  const tags = [...tagsOf(spans, { link, picture }), ...footnoteTags(section)];
  return unitsHtml(section, found === undefined ? tags : [...tags, foundTag(found)]);
}

/** The sentence that begins with these words. */
function sentenceAt(text: string, beginning: string): Range | undefined {
  const start = beginning === '' ? -1 : text.indexOf(beginning);
  if (start < 0) return undefined;
  const [sentence] = splitSentences(text.slice(start, start + MAX_FOUND));
  return { start, end: start + Math.max(sentence?.end ?? 0, beginning.length) };
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
