// What a lesson changes in the files: lines are added at the end or taken out, all others stay as they are, to the byte.
import type { SectionPlace } from '../retrieval/lessons.ts';
import { taughtForm } from '../retrieval/lessons.ts';
import { isObject } from '../system/is-object.ts';
import { normalise } from '../text/normal-form.ts';
import { caseIn, type TaughtFile, type TaughtTexts } from './lesson-lines.ts';
import type { Lesson } from './teaching.ts';

/** The group of the cases that come with lessons; other lines of the file are somebody's own. */
const GROUP = 'taught';

/** The files after a lesson; the same texts if it is in them already. @param at YYYY-MM-DD */
export function withLesson(texts: TaughtTexts, lesson: Lesson, at: string): TaughtTexts {
  if (lesson.kind === 'synonym') {
    const { word, means } = lesson;
    const isKnown = linesIn(texts['synonyms.txt']).some((line) => isRule(line, lesson));
    return isKnown ? texts : adding(texts, 'synonyms.txt', `${word.trim()} => ${means.trim()}  # ${at}`);
  }
  const to = lesson.kind === 'belongs' ? lesson.to : undefined;
  return lesson.questions.reduce((before, q) => {
    const file = to === undefined ? 'negatives.jsonl' : 'aliases.jsonl';
    const labels = { q: q.trim(), ...to };
    // What was taught otherwise of this question.
    const other = to === undefined ? 'aliases.jsonl' : 'negatives.jsonl';
    let after = removing(before, other, (line) => isAbout(line, q));
    after = removing(after, file, (line) => isAbout(line, q) && !isTo(line, to));
    after = removing(after, 'cases.jsonl', (line) => isOwnCase(line, q) && !isTo(line, to));
    if (!has(after, file, q, to)) after = adding(after, file, JSON.stringify({ ...labels, at }));
    return has(after, 'cases.jsonl', q, to)
      ? after
      : adding(after, 'cases.jsonl', JSON.stringify({ ...labels, group: GROUP }));
  }, texts);
}

/** The files without a lesson. */
export function withoutLesson(texts: TaughtTexts, lesson: Lesson): TaughtTexts {
  if (lesson.kind === 'synonym') return removing(texts, 'synonyms.txt', (line) => isRule(line, lesson));
  const to = lesson.kind === 'belongs' ? lesson.to : undefined;
  const file = to === undefined ? 'negatives.jsonl' : 'aliases.jsonl';
  return lesson.questions.reduce((before, q) => {
    const after = removing(before, file, (line) => isAbout(line, q) && isTo(line, to));
    return removing(after, 'cases.jsonl', (line) => isOwnCase(line, q) && isTo(line, to));
  }, texts);
}

function has(texts: TaughtTexts, file: TaughtFile, q: string, to: SectionPlace | undefined): boolean {
  return linesIn(texts[file]).some((line) => isAbout(line, q) && isTo(line, to));
}

function adding(texts: TaughtTexts, file: TaughtFile, line: string): TaughtTexts {
  const text = texts[file];
  const end = text.includes('\r\n') ? '\r\n' : '\n';
  const last = text === '' || text.endsWith('\n') ? '' : end;
  return { ...texts, [file]: `${text}${last}${line}${end}` };
}

function removing(texts: TaughtTexts, file: TaughtFile, isOut: (line: string) => boolean): TaughtTexts {
  const lines = linesIn(texts[file]);
  const kept = lines.filter((line) => !isOut(line));
  return kept.length === lines.length ? texts : { ...texts, [file]: kept.join('') };
}

/** With their line ends. */
function linesIn(text: string): string[] {
  return text.match(/[^\n]*\n|[^\n]+$/g) ?? [];
}

function isAbout(line: string, q: string): boolean {
  const labelled = caseIn(withoutMark(line), '');
  return labelled?.isPlain === true && taughtForm(labelled.question) === taughtForm(q);
}

function isTo(line: string, to: SectionPlace | undefined): boolean {
  const is = caseIn(withoutMark(line), '')?.to;
  return is?.article === to?.article && is?.section === to?.section;
}

function isOwnCase(line: string, q: string): boolean {
  if (!isAbout(line, q)) return false;
  const value = JSON.parse(withoutMark(line)) as unknown; // it was parsed a line before
  return isObject(value) && value['group'] === GROUP;
}

function isRule(line: string, { word, means }: { word: string; means: string }): boolean {
  const [left, right, ...more] = withoutMark(line)
    .replace(/(?:^|\s)#.*/s, '')
    .split('=>');
  if (left === undefined || right === undefined || more.length > 0) return false;
  return normalise(left) === normalise(word) && normalise(right) === normalise(means);
}

/** Some editors begin a file with a byte order mark. */
function withoutMark(line: string): string {
  return line.replace(/^\uFEFF/, '');
}
