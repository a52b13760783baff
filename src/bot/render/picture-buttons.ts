// Buttons that show the pictures of a text.
import { createHash } from 'node:crypto';
import type { Span } from '../../corpus/shape.ts';
import { button } from './buttons.ts';
import type { ShownSpan } from './html.ts';
import type { ButtonRow } from './reply.ts';

/** Buttons that fit in a row. */
const MAX_PICTURES = 8;

export type PictureSpan = Extract<Span, { kind: 'image' }>;

type OfferedPicture = { src: string; sectionId: string };

/** The pictures of a text that can be sent, each once; Telegram takes no SVG. */
export function picturesIn(spans: readonly ShownSpan[]): PictureSpan[] {
  const isPicture = (span: ShownSpan): span is PictureSpan =>
    span.kind === 'image' && !/\.svg(?:[?#]|$)/i.test(span.src);
  return spans
    .filter(isPicture)
    .filter(({ src }, i, all) => all.findIndex((other) => other.src === src) === i);
}

/** The pictures of a shown part of a section. */
export function picturesOf(spans: readonly ShownSpan[], sectionId: string): OfferedPicture[] {
  return picturesIn(spans).map(({ src }) => ({ src, sectionId }));
}

/** A button for each picture, numbered if there are several. */
export function pictureRow(pictures: readonly OfferedPicture[]): ButtonRow {
  return pictures.slice(0, MAX_PICTURES).map(({ src, sectionId }, i) =>
    button(pictures.length === 1 ? '🖼' : `🖼 ${i + 1}`, {
      kind: 'picture',
      sectionId,
      key: pictureKey(src),
    }),
  );
}

/** Names a picture of a section by its address as written, so that an edited section does not show another one. */
export function pictureKey(src: string): string {
  return createHash('sha256').update(src).digest('base64url').slice(0, 8);
}
