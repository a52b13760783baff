// Cuts a section into the pieces that excerpts and passages are made of: the units that are taken whole, and the
// sentences of everything else. No sentence runs across two units.
import { splitSentences, type Range } from '../text/sentences.ts';
import { entriesOf } from './entries.ts';
import type { ShapedText, Unit } from './shape.ts';

/** A unit that is taken whole, or a sentence. `entry`: the innermost item, row or entry that it is or lies in. */
export type Piece = Range & { entry?: Range; isCode?: boolean };

/** What is cut: a section, or any text whose units are not known. */
export type Cuttable = Pick<ShapedText, 'text' | 'units'> & Partial<Pick<ShapedText, 'spans'>>;

/**
 * The pieces of a part of a section, in order; joining them gives that part. A list marker belongs to the text behind
 * it, white space to what stands before it.
 * @param isWhole whether an item, a row, a quotation, a remark or a picture is one piece; if not, its own units are
 * asked, and text is cut into sentences. A code block is one piece in any case.
 */
export function piecesOf(section: Cuttable, part: Range, isWhole: (unit: Range) => boolean): Piece[] {
  const { text, units } = section;
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
    const startOf = (i: number): number => (i === 0 ? range.start : (inner[i]?.start ?? range.end));
    const entries = entriesOf(section, inner);
    for (let i = 0; i < inner.length;) {
      const count = entries.get(i) ?? 1;
      const own = { start: startOf(i), end: startOf(i + count) };
      const isEntry = entries.has(i);
      if (isEntry && isWhole(own)) add(own, { entry: own });
      else
        for (const [k, unit] of inner.slice(i, i + count).entries())
          addUnit(unit, { start: startOf(i + k), end: startOf(i + k + 1) }, isEntry ? { entry: own } : entry);
      i += count;
    }
  }

  function addUnit(unit: Unit, range: Range, outer: Pick<Piece, 'entry'>): void {
    if (range.start >= part.end || range.end <= part.start) return;
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
