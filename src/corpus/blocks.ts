// A page as headings and texts, and the headings that authors make of bold lines and questions.
import { ANSWERED, ASKED, MARKER, pairAnswers, QUESTION } from './questions.ts';
import { joinShaped, searchable, type ShapedText, spansWithin, type Unit } from './shape.ts';

/** A block of a page. `line` counts from 0. */
export type Block =
  /**
   * `level`: 1–6, or `GUESSED_LEVEL` for a question or a bold line that stands above the text it heads, one more for one
   * inside another; `shaped` is that line as a text, for the case that nothing follows. A heading of nothing but struck
   * words has no `text`: its line stands as a text under it. `anchor`: its name in addresses, if the author gave one.
   */
  | { kind: 'heading'; level: number; text: string; anchor?: string; line: number; shaped?: ShapedText }
  | { kind: 'text'; shaped: ShapedText; line: number }
  /** The text of the open guessed headings from a level on ends here. */
  | { kind: 'end-of-guessed'; level: number };

/** Below all headings of the author. */
export const GUESSED_LEVEL = 7;

/** Shown for a picture without a caption. */
export const NO_CAPTION = '🖼';
/** Longest guessed heading, in UTF-16 units. */
const MAX_GUESSED = 100;
/** A caption below a picture. */
const CAPTION = /^(?:图|圖|Fig(?:ure|\.)?)\s*\d/i;

/** Adds a text; a bold line or a question becomes a guessed heading, a caption joins its picture. */
export function addText(blocks: Block[], shaped: ShapedText, line: number): void {
  const last = blocks.at(-1);
  if (last?.kind === 'text' && isPicture(last.shaped) && isCaption(shaped)) {
    last.shaped = withCaption(last.shaped, shaped);
    return;
  }
  shaped.units = pairAnswers(shaped.text, shaped.units);
  const guessed = isLine(shaped.units) ? guess(shaped) : undefined;
  if (guessed === undefined) {
    blocks.push({ kind: 'text', shaped, line });
    return;
  }
  const { text, end, next } = guessed;
  const isAll = next === shaped.text.length;
  const head = isAll ? shaped : part(shaped, 0, end);
  blocks.push({ kind: 'heading', level: GUESSED_LEVEL, text, line, shaped: head });
  if (!isAll) blocks.push({ kind: 'text', shaped: part(shaped, next, shaped.text.length), line });
}

/** A paragraph, or a list of one item that is one: `3. 怎么退票？` with the answer below. */
function isLine(units: readonly Unit[]): boolean {
  const [unit] = units;
  if (units.length !== 1 || unit === undefined) return false;
  return unit.kind === 'paragraph' || ((unit.kind === 'list' || unit.kind === 'item') && isLine(unit.units));
}

/** The heading that a text begins with, where it ends, and where its own text begins. */
function guess(shaped: ShapedText): { text: string; end: number; next: number } | undefined {
  const { text } = shaped;
  const lineEnd = text.indexOf('\n');
  const [first = ''] = text.split('\n', 1);
  const line = first.replace(MARKER, '');
  const asked = (pattern: RegExp): boolean => pattern.test(line) || pattern.test(first);
  const isQuestion = asked(QUESTION);
  if (!isQuestion && (lineEnd !== -1 || !(asked(ASKED) || isBold(shaped, first)))) return undefined;
  const answer = isQuestion ? ANSWERED.exec(first) : null;
  const end = answer?.index ?? first.length;
  const heading = nameOf(line.slice(0, end - first.length + line.length));
  const next = answer === null ? Math.min(first.length + 1, text.length) : end + answer[0].length;
  return heading === undefined ? undefined : { text: heading, end, next };
}

/** Guessed headings with nothing under them become texts again. */
export function settleGuesses(blocks: readonly Block[]): Block[] {
  return blocks.map((block, i) => {
    const next = blocks[i + 1];
    if (block.kind !== 'heading' || block.shaped === undefined || next?.kind === 'text') return block;
    if (next?.kind === 'heading' && next.level > block.level) return block;
    return { kind: 'text', shaped: block.shaped, line: block.line };
  });
}

/** A heading as plain text, without what is struck, and without pictures that have no caption. */
export function headingText(shaped: Pick<ShapedText, 'text' | 'spans'>): string {
  return searchable(shaped).replaceAll(NO_CAPTION, ' ').replace(/\s+/g, ' ').trim();
}

/** Whether a line is bold as a whole and short, and no sentence. */
function isBold({ text, spans }: ShapedText, line: string): boolean {
  const from = MARKER.exec(line)?.[0].length ?? 0;
  return (
    line.length <= MAX_GUESSED &&
    !/[。；;，,]$/.test(line) &&
    spans.some(
      ({ kind, start, end }) => kind === 'strong' && (start === 0 || start === from) && end === text.length,
    )
  );
}

function nameOf(line: string): string | undefined {
  const name = line
    .replace(QUESTION, '')
    .replace(ASKED, '')
    .replace(/[：:]\s*$/, '')
    .trim();
  return name === '' || name.length > MAX_GUESSED ? undefined : name;
}

function part({ text, spans }: ShapedText, start: number, end: number): ShapedText {
  return {
    text: text.slice(start, end),
    spans: spansWithin(spans, { start, end }),
    units: [{ kind: 'paragraph', start: 0, end: end - start }],
  };
}

function isPicture({ units }: ShapedText): boolean {
  const [unit] = units;
  return units.length === 1 && unit?.kind === 'figure' && unit.units.length === 1;
}

function isCaption({ text, spans, units }: ShapedText): boolean {
  if (units.length !== 1 || units[0]?.kind !== 'paragraph' || text.length > MAX_GUESSED) return false;
  return (
    CAPTION.test(text) ||
    spans.some(({ kind, start, end }) => kind === 'em' && start === 0 && end === text.length)
  );
}

function withCaption(picture: ShapedText, caption: ShapedText): ShapedText {
  const { text, spans, units } = joinShaped([picture, caption]);
  return { text, spans, units: [{ kind: 'figure', start: 0, end: text.length, units }] };
}
