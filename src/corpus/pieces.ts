// Cuts a section into the pieces that excerpts and passages are made of: the units that are taken whole, and the
// sentences of everything else. No sentence runs across two units.
import { splitSentences, type Range } from '../text/sentences.ts';
import type { ShapedText, Unit } from './shape.ts';

/** A unit that is taken whole, or a sentence. `entry`: the innermost item or row that it is or lies in. */
export type Piece = Range & { entry?: Range; isCode?: boolean };

/** What is cut: a section, or any text whose units are not known. */
export type Cuttable = Pick<ShapedText, 'text' | 'units'>;

/**
 * The pieces of a part of a section, in order; joining them gives that part. A list marker belongs to the text behind
 * it, white space to what stands before it.
 * @param isWhole whether an item, a row, a quotation, a remark or a picture is one piece; if not, its own units are
 * asked, and text is cut into sentences. A code block is one piece in any case.
 */
export function piecesOf({ text, units }: Cuttable, part: Range, isWhole: (unit: Range) => boolean): Piece[] {
  const pieces: Piece[] = [];

  function add({ start, end }: Range, of: Pick<Piece, 'entry' | 'isCode'>): void {
    const clipped = { start: Math.max(start, part.start), end: Math.min(end, part.end) };
    if (clipped.end > clipped.start) pieces.push({ ...clipped, ...of });
  }

  function addSentences({ start, end }: Range, entry: Pick<Piece, 'entry'>): void {
    const from = Math.max(start, part.start);
    for (const sentence of splitSentences(text.slice(from, Math.min(end, part.end))))
      add({ start: from + sentence.start, end: from + sentence.end }, entry);
  }

  /** @param range from where the first unit begins to where the last one ends, with all that stands between them */
  function addUnits(inner: readonly Unit[], range: Range, entry: Pick<Piece, 'entry'>): void {
    if (inner.length === 0) addSentences(range, entry);
    for (const [i, unit] of inner.entries()) {
      const start = i === 0 ? range.start : unit.start;
      const end = inner[i + 1]?.start ?? range.end;
      if (start < part.end && end > part.start) addUnit(unit, { start, end }, entry);
    }
  }

  function addUnit(unit: Unit, range: Range, outer: Pick<Piece, 'entry'>): void {
    if (unit.kind === 'paragraph') addSentences(range, outer);
    else if (unit.kind === 'code') add(range, { ...outer, isCode: true });
    else if (unit.kind === 'list' || unit.kind === 'table') addUnits(unit.units, range, outer);
    else {
      const entry = unit.kind === 'item' || unit.kind === 'row' ? { entry: range } : outer;
      if (isWhole(range)) add(range, entry);
      else addUnits('units' in unit ? unit.units : [], range, entry);
    }
  }

  addUnits(units, { start: 0, end: text.length }, {});
  return pieces;
}
