// HTML that stands inside Markdown, tag by tag into the builder.
import { type HtmlPiece, htmlPieces } from './html-tags.ts';
import { withoutTemplates } from './markdown-parser.ts';
import { isKnownTag, SKIPPED } from './tags.ts';
import type { TextBuilder } from './text-builder.ts';

/** One opening tag of inline markup. */
const ALONE = /^\s*<(del|s|strike)>\s*$/i;

type Opening = Extract<HtmlPiece, { kind: 'open' }>;

/** A block of HTML; what it opens may be closed by a later block. */
export function readHtml(builder: TextBuilder, html: string, isClosed: (tag: string) => boolean): void {
  const open = builder.inlineCount();
  let code: { text: string; language?: string } | undefined;
  for (const piece of htmlPieces(html)) {
    if (code !== undefined) {
      if (piece.kind === 'text') code.text += piece.text;
      else if (piece.name.toLowerCase() === 'br') code.text += '\n';
      else if (piece.kind === 'open' && isPlaceholder(piece, isClosed)) code.text += piece.raw;
      else if (piece.kind === 'open') code = { ...languageOf(piece), ...code };
      if (piece.kind === 'close' && piece.name.toLowerCase() === 'pre') {
        builder.code(code.text, code.language);
        code = undefined;
      }
    } else if (piece.kind === 'open' && piece.name.toLowerCase() === 'pre')
      code = { text: '', ...languageOf(piece) };
    else readPiece(builder, piece, isClosed);
  }
  if (code !== undefined) builder.code(code.text, code.language);
  // A tag that stands alone is meant for the blocks up to its end.
  const alone = ALONE.exec(html)?.[1];
  if (alone === undefined || !isClosed(alone)) builder.keepInline(open);
}

/**
 * One tag, or the text between two.
 * @param isClosed whether a tag is closed anywhere on the page
 */
export function readPiece(builder: TextBuilder, piece: HtmlPiece, isClosed: (tag: string) => boolean): void {
  if (piece.kind === 'text') builder.text(withoutTemplates(piece.text).replace(/\s+/g, ' '));
  else if (piece.kind === 'close') builder.close(piece.name);
  else if (isPlaceholder(piece, isClosed)) builder.text(piece.raw);
  // What never closes would hide the rest of the page.
  else if (!SKIPPED.has(piece.name.toLowerCase()) || isClosed(piece.name)) {
    const { name, attributes, selfClosing } = piece;
    const label = isKnownTag(name) || !isClosed(name) ? undefined : labelOf(name, attributes);
    if (label !== undefined && !selfClosing) builder.openLabelled(name, label);
    else builder.open(name, attributes);
    if (selfClosing) builder.close(name);
  }
}

/** What a component shows above its content: the name of a tab, the title of a card. */
function labelOf(name: string, { label, title, value }: Opening['attributes']): string | undefined {
  const shown = label ?? title ?? (/^tab-?item$/i.test(name) ? value : undefined);
  return shown?.trim() === '' ? undefined : shown;
}

/** A tag without attributes that nothing closes and nobody knows is a word: <version>. */
function isPlaceholder(
  { name, attributes, selfClosing }: Opening,
  isClosed: (tag: string) => boolean,
): boolean {
  const isBare = Object.keys(attributes).length === 0 && !selfClosing && name === name.toLowerCase();
  return isBare && !isKnownTag(name) && !isClosed(name);
}

function languageOf({ attributes }: Opening): { language?: string } {
  const language = /lang(?:uage)?-([\w+#-]+)/.exec(attributes['class'] ?? '')?.[1];
  return language === undefined ? {} : { language };
}
