// Footnotes as markdown-it-footnote finds them, each with its number and the tokens of its text.
import type { Token } from 'markdown-it';

/** What markdown-it-footnote keeps of inline footnotes. */
export type Env = { footnotes?: { list?: { tokens?: Token[] }[] } };

export type Footnote = { number: number; tokens: readonly Token[] };

/** The tokens without the definitions of footnotes, and these by their labels. */
export function withoutFootnotes(all: readonly Token[]): {
  tokens: Token[];
  footnotes: Map<string, Token[]>;
} {
  const tokens: Token[] = [];
  const footnotes = new Map<string, Token[]>();
  let open: Token[] | undefined;
  for (const token of all) {
    if (token.type === 'footnote_reference_open') {
      open = [];
      footnotes.set((token.meta as { label: string }).label, open); // written by markdown-it-footnote
    } else if (token.type === 'footnote_reference_close') open = undefined;
    else (open ?? tokens).push(token);
  }
  return { tokens, footnotes };
}

/**
 * Takes the footnote of a reference, defined elsewhere or within it. Its tokens come once only: footnotes may refer to
 * themselves.
 */
export function footnoteOf({ meta }: Token, defined: Map<string, Token[]>, env: Env): Footnote {
  const { id, label } = meta as { id: number; label?: string }; // written by markdown-it-footnote
  const number = id + 1;
  if (label !== undefined) {
    const tokens = defined.get(label) ?? [];
    defined.delete(label);
    return { number, tokens };
  }
  const inline = env.footnotes?.list?.[id];
  const tokens = paragraphOf(inline?.tokens ?? []);
  if (inline !== undefined) inline.tokens = [];
  return { number, tokens };
}

/** Inline tokens as a block. */
function paragraphOf(children: Token[]): Token[] {
  const [first] = children;
  if (first === undefined) return [];
  const inline = Object.assign(Object.create(Object.getPrototypeOf(first) as object) as Token, first);
  return [Object.assign(inline, { type: 'inline', content: '', children })];
}
