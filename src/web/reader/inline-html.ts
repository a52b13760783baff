// A stretch of shaped text as HTML: known spans become known tags, all else is escaped. A link is never torn; of other
// spans that cross, the inner one is split.
import type { Span } from '../../corpus/shape.ts';
import type { Range } from '../../text/sentences.ts';
import { type Insert, type Markup, markup } from '../markup.ts';

export type Image = Extract<Span, { kind: 'image' }>;

/** A range and what is put around its HTML; `words` is its text. */
export type Tag = Range & { kind: Span['kind'] | 'match'; wrap: (inner: Markup, words: string) => Markup };

/** Where an address of a text leads on our pages, or on the web; undefined if nowhere. */
export type Addresses = {
  link: (href: string) => string | undefined;
  picture?: (image: Image) => string | undefined;
};

const PLAIN = {
  strong: (inner: Markup) => markup`<strong>${inner}</strong>`,
  em: (inner: Markup) => markup`<em>${inner}</em>`,
  struck: (inner: Markup) => markup`<s>${inner}</s>`,
  mark: (inner: Markup) => markup`<mark>${inner}</mark>`,
  code: (inner: Markup) => markup`<code>${inner}</code>`,
  pre: (inner: Markup) => markup`<code class="block">${inner}</code>`,
};
/** From the outermost tag to the innermost. */
const KINDS = ['link', 'image', 'strong', 'em', 'struck', 'mark', 'code', 'pre', 'match'] as const;

/** The tags of spans; one whose address leads nowhere has none. */
export function tagsOf(spans: readonly Span[], { link, picture }: Addresses): Tag[] {
  return spans.flatMap((span): Tag | [] => {
    const { kind, start, end } = span;
    if (kind !== 'link' && kind !== 'image') return { kind, start, end, wrap: PLAIN[kind] };
    const src = kind === 'image' ? picture?.(span) : undefined;
    if (src !== undefined)
      return {
        kind,
        start,
        end,
        wrap: (_, words) => markup`<img src="${src}" alt="${words}" loading="lazy">`,
      };
    // A picture of another host would tell it who reads; a link does not until it is followed.
    const href = kind === 'link' ? link(span.href) : isWebAddress(span.src) ? span.src : undefined;
    return href === undefined ? [] : { kind, start, end, wrap: (inner) => linkTo(href, inner, kind) };
  });
}

/** @param newline what a line break of the text becomes */
export function inlineHtml(
  text: string,
  range: Range,
  tags: readonly Tag[],
  newline: Insert = markup`<br>`,
): Markup {
  const own = tags.filter(({ start, end }) => start < range.end && end > range.start);
  own.sort((a, b) => a.start - b.start);
  return wrapped(
    range,
    KINDS.map((kind) => own.filter((tag) => tag.kind === kind)),
  );

  function wrapped({ start, end }: Range, [outer, ...inner]: (readonly Tag[])[]): Markup {
    if (outer === undefined) {
      const lines = text.slice(start, end).split('\n');
      return markup`${lines.map((line, i) => [i > 0 && newline, line])}`;
    }
    const pieces: Markup[] = [];
    let at = start;
    for (const tag of outer) {
      // Tags of one kind do not nest: of a link in a link the outer one counts.
      const own = { start: Math.max(tag.start, at), end: Math.min(tag.end, end) };
      if (own.start >= own.end) continue;
      const before = wrapped({ start: at, end: own.start }, inner);
      pieces.push(before, tag.wrap(wrapped(own, inner), text.slice(own.start, own.end)));
      at = own.end;
    }
    return markup`${pieces}${wrapped({ start: at, end }, inner)}`;
  }
}

function linkTo(href: string, inner: Markup, kind: 'link' | 'image'): Markup {
  const rel = isWebAddress(href) && markup` rel="noopener nofollow"`;
  return markup`<a href="${href}"${rel}${kind === 'image' && markup` class="picture"`}>${inner}</a>`;
}

const PROTOCOLS = new Set(['http:', 'https:', 'mailto:', 'tel:', 'tg:']);

/** Whether our pages may link to it: an absolute address of the web, of mail, telephone or Telegram. */
export function isWebAddress(address: string): boolean {
  return URL.canParse(address) && PROTOCOLS.has(new URL(address).protocol);
}
