// The marks of questions and answers that authors write instead of headings.
import type { Unit } from './shape.ts';

const ANSWER = mark('A|Answer|答|回答|答案');
export const QUESTION = new RegExp(
  `^(?:\\d{1,3}\\s*[.．、)）]\\s*)?(?:${mark('Q|Question|问|问题|提问')})\\s*`,
  'i',
);
const FIRST_ANSWER = new RegExp(`^(?:${ANSWER})`, 'i');
/** The beginning of a line that is a question or an answer. */
export const QUESTION_OR_ANSWER = new RegExp(`${QUESTION.source}|${FIRST_ANSWER.source}`, 'i');
/** `3、怎么退票？`, `Q3 怎么退票？`: a mark that others use, too, before what is a question without doubt. */
export const ASKED = /^(?:\d{1,3}\s*[.．、)）]|Q\s*\d+)\s*(?=[^。！；\n]*[?？]$)/i;
/** Where an answer begins in the line of its question. */
export const ANSWERED = new RegExp(`(?<=[?？])\\s*(?=(?:${ANSWER}))`, 'i');
/** Before the text of an item. */
export const MARKER = /^(?:- |\d+\. )/;

/** The units of a text in which an item that is an answer belongs to the item before it, which is the question. */
export function pairAnswers(text: string, units: readonly Unit[]): Unit[] {
  const paired: Unit[] = [];
  for (const unit of units) {
    const question = paired.at(-1);
    const isAnswer = unit.kind === 'item' && FIRST_ANSWER.test(wordsOf(text, unit));
    if (isAnswer && question?.kind === 'item' && QUESTION.test(wordsOf(text, question))) {
      question.end = unit.end;
      question.units = [...question.units, { ...unit, kind: 'list', ordered: false, units: [unit] }];
    } else paired.push(unit.kind === 'list' ? { ...unit, units: pairAnswers(text, unit.units) } : unit);
  }
  return paired;
}

/** The beginning of an item without its marker. */
function wordsOf(text: string, { start }: Unit): string {
  return text.slice(start, start + 40).replace(MARKER, '');
}

/** `问：`, `问 3：`, `问题三：`, `【问】`, `Q3.`: a word that marks a line. */
function mark(words: string): string {
  return `[【\\[(（]\\s*(?:${words})\\s*\\d*\\s*[】\\])）]\\s*[:：]?|(?:${words})\\s*(?:\\d+\\s*[:：.、]|[一二三四五六七八九十]*\\s*[:：])`;
}
