// Digits and a few signs as strokes: a picture must be readable on a machine without fonts, as a slim container is.
import { element } from './svg.ts';

/** A glyph ten units high, from its upper left corner; the stroke's width is not counted. */
type Glyph = { width: number; path: string };

const GLYPHS: Readonly<Record<string, Glyph>> = {
  0: { width: 6, path: 'M3 0C5 0 6 2 6 5C6 8 5 10 3 10C1 10 0 8 0 5C0 2 1 0 3 0Z' },
  1: { width: 4, path: 'M.6 2.2L3.2 0V10' },
  2: { width: 6, path: 'M.2 2.7C.4 1 1.5 0 3 0C4.8 0 5.8 1.2 5.8 2.7C5.8 4.4 4.5 5.6 .2 10H6' },
  3: {
    width: 6,
    path: 'M.4 1.7C1 .5 1.9 0 3 0C4.7 0 5.6 1.1 5.6 2.4C5.6 3.9 4.5 4.7 2.6 4.7C4.8 4.7 6 5.7 6 7.3C6 8.9 4.8 10 3 10C1.6 10 .6 9.4 0 8.2',
  },
  4: { width: 6, path: 'M4.5 10V0L0 7H6' },
  5: {
    width: 6,
    path: 'M5.4 0H1L.6 4.6C1.2 4 2 3.7 3 3.7C4.8 3.7 6 4.9 6 6.8C6 8.7 4.8 10 3 10C1.6 10 .5 9.3 0 8.2',
  },
  6: {
    width: 6,
    path: 'M5 .2C2 1 0 3.6 0 6.7C0 8.7 1.2 10 3 10C4.8 10 6 8.7 6 6.9C6 5.1 4.8 3.9 3 3.9C1.4 3.9 .2 5 0 6.6',
  },
  7: { width: 6, path: 'M0 0H6L2 10' },
  8: {
    width: 6,
    path: 'M3 4.6C1.5 4.6 .5 3.6 .5 2.3C.5 1 1.5 0 3 0C4.5 0 5.5 1 5.5 2.3C5.5 3.6 4.5 4.6 3 4.6C1.2 4.6 0 5.7 0 7.3C0 8.9 1.2 10 3 10C4.8 10 6 8.9 6 7.3C6 5.7 4.8 4.6 3 4.6Z',
  },
  9: {
    width: 6,
    path: 'M1 9.8C4 9 6 6.4 6 3.3C6 1.3 4.8 0 3 0C1.2 0 0 1.3 0 3.1C0 4.9 1.2 6.1 3 6.1C4.6 6.1 5.8 5 6 3.4',
  },
  '.': { width: 1, path: 'M.5 9.8V9.9' },
  '-': { width: 4, path: 'M.5 5.6H3.5' },
  '%': {
    width: 9,
    path: 'M7.5 0L1.5 10M2 0C3.1 0 4 1 4 2.3C4 3.6 3.1 4.6 2 4.6C.9 4.6 0 3.6 0 2.3C0 1 .9 0 2 0ZM7 5.4C8.1 5.4 9 6.4 9 7.7C9 9 8.1 10 7 10C5.9 10 5 9 5 7.7C5 6.4 5.9 5.4 7 5.4Z',
  },
  k: { width: 4.6, path: 'M0 0V10M4.4 3.6L0 7.4M1.7 6L4.6 10' },
  M: { width: 7, path: 'M0 10V0L3.5 5.5L7 0V10' },
  m: {
    width: 7.6,
    path: 'M0 10V3.6M0 5.6C.5 4.3 1.4 3.6 2.3 3.6C3.4 3.6 3.8 4.2 3.8 5.4V10M3.8 5.6C4.2 4.3 5.2 3.6 6.1 3.6C7.2 3.6 7.6 4.2 7.6 5.4V10',
  },
  s: {
    width: 4.2,
    path: 'M4 4.9C3.5 3.9 2.9 3.6 2.1 3.6C1 3.6 .2 4.2 .2 5.1C.2 7.2 4.2 6.2 4.2 8.2C4.2 9.3 3.3 10 2.1 10C1.1 10 .4 9.6 0 8.7',
  },
  ' ': { width: 2, path: '' },
  '?': { width: 6, path: 'M0 2.7C.2 1 1.4 0 3 0C4.8 0 6 1.1 6 2.7C6 4.8 3 4.9 3 7.2M3 9.8V9.9' },
  '✓': { width: 9, path: 'M0 5.5L3.2 9L9 1' },
  '◷': { width: 10, path: 'M5 0A5 5 0 0 1 5 10A5 5 0 0 1 5 0ZM5 2.2V5.2L7.4 6.6' },
};
const SPACING = 2.2;

export type Drawn = {
  x: number;
  /** The upper edge. */
  y: number;
  height: number;
  colour: string;
  /** Which point of the text `x` is. */
  anchor?: 'start' | 'middle' | 'end';
};

/** A text as strokes. @throws RangeError for a character that has no glyph */
export function drawn(text: string, { x, y, height, colour, anchor = 'start' }: Drawn): string {
  const scale = height / 10;
  let at = 0;
  const glyphs = Array.from(text, (character) => {
    const glyph = GLYPHS[character];
    if (glyph === undefined) throw new RangeError(`no glyph for "${character}"`);
    const path =
      glyph.path === '' ? '' : element('path', { transform: `translate(${at.toFixed(2)})`, d: glyph.path });
    at += glyph.width + SPACING;
    return path;
  });
  const width = Math.max(0, at - SPACING) * scale;
  const left = x - { start: 0, middle: width / 2, end: width }[anchor];
  return element(
    'g',
    {
      transform: `translate(${left.toFixed(2)} ${y.toFixed(2)}) scale(${scale.toFixed(3)})`,
      ...{ fill: 'none', stroke: colour, 'stroke-width': 1.3 },
      ...{ 'stroke-linecap': 'round', 'stroke-linejoin': 'round' },
    },
    ...glyphs,
  );
}
