// Many authors write a list as paragraphs: `8103 证书过期。…`, `**退票** 到窗口办理。`, `第三条 …`. Three or more that begin
// with a key are entries like the items of a list.
import type { ShapedText, Unit } from './shape.ts';

/** Fewer are ordinary text. */
const MIN_ENTRIES = 3;
/** So many units are no list that somebody wrote; looking at them for each passage would take quadratic time. */
const MAX_UNITS = 2000;
/** A code, perhaps with what it is called: `8103`, `E-203`, `错误码 8103`, `HTTP 404`, `[ORA-00942]`. */
const CODE =
  /^[[【(（]?(?:\p{Script=Han}{1,6} ?)?(?:[A-Za-z]{1,8}[-_ ]?)?(?:0x)?\d[\w.-]*(?=[\s:：,，。、;；)）\]】—-]|$)/u;
const CLAUSE =
  /^(?:第 ?[一二三四五六七八九十百零〇\d]{1,6} ?[条款项步]|[（(]?[一二三四五六七八九十]{1,3}[)）、])/;

/** The first units of the entries among units that stand side by side, with the number of units of each. */
export function entriesOf(
  { text, spans = [] }: Pick<ShapedText, 'text'> & Partial<Pick<ShapedText, 'spans'>>,
  units: readonly Unit[],
): Map<number, number> {
  if (units.length < MIN_ENTRIES || units.length > MAX_UNITS) return new Map();
  const bold = new Map(spans.flatMap(({ kind, start, end }) => (kind === 'strong' ? [[start, end]] : [])));
  const keys = new Map<number, string>();
  for (const [i, { kind, start, end }] of units.entries()) {
    if (kind !== 'paragraph') continue;
    const boldEnd = bold.get(start) ?? end;
    const line = text.slice(start, Math.min(end, start + 60));
    const key = boldEnd < end ? text.slice(start, boldEnd) : (CODE.exec(line) ?? CLAUSE.exec(line))?.[0];
    if (key !== undefined) keys.set(i, key);
  }
  if (keys.size < MIN_ENTRIES || new Set(keys.values()).size < keys.size) return new Map();
  const starts = [...keys.keys()];
  const counts = starts.map((start, i) => (starts[i + 1] ?? units.length) - start);
  // Behind the last there may be a closing word, which is not of it.
  const last = counts.pop() ?? 1;
  counts.push(Math.min(last, Math.max(...counts)));
  return new Map(starts.map((start, i) => [start, counts[i] ?? 1]));
}
