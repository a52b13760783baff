// What an excerpt is chosen from: the pieces of a section, each with its sentences and what they have in common with a
// question.
import { type Piece, piecesOf } from '../corpus/pieces.ts';
import type { ShapedText } from '../corpus/shape.ts';
import { displayWidth } from '../text/display-width.ts';
import type { Normal } from '../text/normal-form.ts';
import type { Range } from '../text/sentences.ts';
import type { Matched } from './match-in.ts';

/** `near`: what it is worth besides its words. `isStruck`: all of it is, so that it answers nothing.
 * `refersBack`: it is not understood without what stands before. */
export type Sentence = Pick<Matched, 'found' | 'marks'> & {
  range: Range;
  normalForm: Normal;
  near: number;
  isStruck: boolean;
  refersBack: boolean;
};

/** What is shown as a whole. `found`: terms of all of its sentences; `near`: that of the nearest. */
export type Group = Omit<Sentence, 'marks' | 'normalForm'> &
  Pick<Piece, 'entry' | 'isCode'> & {
    sentences: Sentence[];
    /** In columns, without the white space at its end. */
    width: number;
    space: number;
  };

/**
 * Groups the sentences of a section, which are consecutive, by pieces.
 * @param max units of this width in columns or less are one piece
 */
export function groupsOf(section: ShapedText, sentences: readonly Sentence[], max: number): Group[] {
  const [first, last] = [sentences[0], sentences.at(-1)];
  if (first === undefined || last === undefined) return [];
  const shown = ({ start, end }: Range): string => section.text.slice(start, end).trimEnd();
  const part = { start: first.range.start, end: last.range.end };
  let at = 0;
  return piecesOf(section, part, (unit) => displayWidth(shown(unit)) <= max).map(
    ({ start, end, ...piece }) => {
      const own: Sentence[] = [];
      while (at < sentences.length && sentences[at]!.range.start < end) own.push(sentences[at++]!);
      const range = { start, end };
      const visible = shown(range);
      return {
        ...piece,
        range,
        sentences: own,
        found: new Set(own.flatMap(({ found }) => [...found])),
        near: Math.max(...own.map(({ near }) => near)),
        isStruck: own.every(({ isStruck }) => isStruck),
        refersBack: own[0]?.refersBack === true,
        width: displayWidth(visible),
        space: end - start - visible.length,
      };
    },
  );
}
