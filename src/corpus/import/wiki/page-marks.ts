// The fixed words of a wiki page, read leniently: full- or half-width, with or without colon and blanks, traditional or
// simplified.
import { normalise } from '../../../text/normal-form.ts';

/** What the words of a line alone say about it. */
export type PageMark =
  | { kind: 'breadcrumb' }
  | { kind: 'part'; name: string }
  | { kind: 'list'; name: 'latest' | 'related' }
  | { kind: 'meta'; date?: string; views?: number };

const PARTS = new Map([
  ['基本释义', '基本释义'],
  ['详细释义', '详细释义'],
]);
const LISTS = new Map<string, 'latest' | 'related'>([
  ['最新文章', 'latest'],
  ['最新专题', 'latest'],
  ['相关专题', 'related'],
  ['相关文章', 'related'],
]);
const DATE = /(\d{4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*日?(?:\s*\d{1,2}:\d{2}(?::\d{2})?)?/;
const COUNT = '(\\d[\\d,]*(?:\\.\\d+)?)\\s*(万)?';
const VIEWS = new RegExp(
  `${COUNT}\\s*(?:人|次)?\\s*(?:看过|浏览|阅读|查看|围观)|(?:浏览|阅读|点击|查看|热度|人气)(?:量|数|次数)?\\s*:?\\s*${COUNT}\\s*[次人]?`,
);
/** What may surround date and views in a line of nothing else. */
const FILLER = /(?:火|热度|时间|日期|发布|更新|发布时间|更新时间|[\s:·|,，、/])+/g;

/** Reads a line as a fixed part of the page; undefined for everything else. */
export function readMark(text: string): PageMark | undefined {
  const line = normalise(text);
  if (/^(?:当前|您的)?位置\s*:.*[>›»]/.test(line)) return { kind: 'breadcrumb' };
  const word = line.replace(/[\s:#*·【】\[\]-]+/g, '');
  const part = PARTS.get(word);
  if (part !== undefined) return { kind: 'part', name: part };
  const list = LISTS.get(word);
  if (list !== undefined) return { kind: 'list', name: list };
  return readMeta(line);
}

function readMeta(line: string): PageMark | undefined {
  const date = DATE.exec(line);
  const withoutDate = date === null ? line : line.replace(date[0], ' ');
  const views = VIEWS.exec(withoutDate);
  const rest = (views === null ? withoutDate : withoutDate.replace(views[0], ' ')).replace(FILLER, '');
  if ((date === null && views === null) || rest !== '') return undefined;
  const mark: PageMark = { kind: 'meta' };
  if (date !== null) {
    const [, year = '', month = '', day = ''] = date;
    mark.date = `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
  }
  const count = views?.[1] ?? views?.[3];
  const tenThousands = (views?.[2] ?? views?.[4]) !== undefined;
  if (count !== undefined)
    mark.views = Math.round(Number(count.replaceAll(',', '')) * (tenThousands ? 10_000 : 1));
  return mark;
}
