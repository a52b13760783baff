// A stretch of shaped text as HTML: known spans become known tags, all else is escaped. A link is never torn; of other
// spans that cross, the inner one is split.
import type { PictureSize } from '../../corpus/picture-size.ts';
import { isImage, type Span } from '../../corpus/shape.ts';
import { lowerBound } from '../../index/binary-search.ts';
import type { Range } from '../../text/sentences.ts';
import { type Insert, type Markup, markup } from '../markup.ts';

/** A range and what is put around its HTML; `words` is its text. */
export type Tag = Range & { kind: Span['kind'] | 'match'; wrap: (inner: Markup, words: string) => Markup };

/** Where an address of a text leads on our pages, or on the web; undefined if nowhere. */
export type Addresses = {
  link: (href: string) => string | undefined;
  /** @param position of the picture among those of its text, from 0 */
  picture?: (src: string, position: number) => ShownPicture | undefined;
};

/** A picture's address on our pages, and its size if it is known: then nothing moves when it comes. */
export type ShownPicture = { src: string; size: PictureSize | undefined };

const PLAIN = {
  strong: (inner: Markup) => markup`<strong>${inner}</strong>`,
  em: (inner: Markup) => markup`<em>${inner}</em>`,
  struck: (inner: Markup) => markup`<s>${inner}</s>`,
  /** Looks other than what a reader looked for. */
  mark: (inner: Markup) => markup`<mark class="own">${inner}</mark>`,
  code: (inner: Markup) => markup`<code>${inner}</code>`,
  pre: (inner: Markup) => markup`<code class="block">${inner}</code>`,
};
/** From the outermost tag to the innermost. */
const KINDS = ['link', 'image', 'strong', 'em', 'struck', 'mark', 'code', 'pre', 'match'] as const;

/** The tags of spans; one whose address leads nowhere has none. */
export function tagsOf(spans: readonly Span[], { link, picture }: Addresses): Tag[] {
  let position = 0;
  // Pictures come last: of a picture in a link, the link counts.
  const ordered = [...spans.filter((span) => !isImage(span)), ...spans.filter(isImage)];
  return ordered.flatMap((span): Tag | [] => {
    const { kind, start, end } = span;
    if (kind !== 'link' && kind !== 'image') return { kind, start, end, wrap: PLAIN[kind] };
    const shown = kind === 'image' ? picture?.(span.src, position++) : undefined;
    if (shown !== undefined) return { kind, start, end, wrap: (_, words) => pictureHtml(shown, words) };
    // A picture of another host would tell it who reads; a link does not until it is followed.
    const href = kind === 'link' ? link(span.href) : isWebAddress(span.src) ? span.src : undefined;
    if (href === undefined) return [];
    return { kind: 'link', start, end, wrap: (inner) => linkTo(href, inner, kind) };
  });
}

/** Tags by kind, the outermost first; those of one kind in order, and none within another. */
export type Levels = readonly (readonly Tag[])[];

/** Brings tags into levels. Of a link in a link the outer one counts. */
export function inLevels(tags: readonly Tag[]): Levels {
  const ordered = tags.toSorted((a, b) => a.start - b.start);
  const levels = KINDS.map((kind) => {
    let at = 0;
    return ordered.flatMap((tag) => {
      const start = Math.max(tag.start, at);
      if (tag.kind !== kind || start >= tag.end) return [];
      at = tag.end;
      return { ...tag, start };
    });
  });
  return levels.filter((level) => level.length > 0);
}

/** @param newline what a line break of the text becomes */
export function inlineHtml(
  text: string,
  range: Range,
  levels: Levels,
  newline: Insert = markup`<br>`,
): Markup {
  return wrapped(range, levels);

  function wrapped({ start, end }: Range, [outer, ...inner]: Levels): Markup {
    if (outer === undefined) {
      const lines = text.slice(start, end).split('\n');
      return markup`${lines.map((line, i) => [i > 0 && newline, line])}`;
    }
    const pieces: Markup[] = [];
    let at = start;
    // Looked up, since a long text has thousands of tags.
    for (let i = lowerBound(0, outer.length, (place) => (outer[place]?.end ?? end) <= start); ; i++) {
      const tag = outer[i];
      if (tag === undefined || tag.start >= end) break;
      const own = { start: Math.max(tag.start, start), end: Math.min(tag.end, end) };
      const before = wrapped({ start: at, end: own.start }, inner);
      pieces.push(before, tag.wrap(wrapped(own, inner), text.slice(own.start, own.end)));
      at = own.end;
    }
    const rest = wrapped({ start: at, end }, inner);
    return pieces.length === 0 ? rest : markup`${pieces}${rest}`;
  }
}

function linkTo(href: string, inner: Markup, kind: 'link' | 'image'): Markup {
  const rel = isWebAddress(href) && markup` rel="noopener nofollow"`;
  return markup`<a href="${href}"${rel}${kind === 'image' && markup` class="picture"`}>${inner}</a>`;
}

function pictureHtml({ src, size }: ShownPicture, words: string): Markup {
  return markup`<img src="${src}" alt="${words}"${sizeAttributes(size)} loading="lazy">`;
}

/** The room that a picture takes before it is there. */
export function sizeAttributes(size: PictureSize | undefined): Markup | undefined {
  return size && markup` width="${size.width}" height="${size.height}"`;
}

const PROTOCOLS = new Set(['http:', 'https:', 'mailto:', 'tel:', 'tg:']);

/** Whether our pages may link to it: an absolute address of the web, of mail, telephone or Telegram. */
export function isWebAddress(address: string): boolean {
  return URL.canParse(address) && PROTOCOLS.has(new URL(address).protocol);
}
