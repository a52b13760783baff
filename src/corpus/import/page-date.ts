// Dates of pages: what a head says, and lines that say nothing but when, where from and by whom.
import { normalise } from '../../text/normal-form.ts';
import { isDate } from '../front-matter.ts';

const DAY = /(?<!\d)((?:19|20)\d{2})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})(?!\d)\s*日?/;
const TIME =
  /[\sT]*\(?(?:(?:星期|周).)?\)?\s*(?:[上下]午)?\s*\d{1,2}[:时]\d{2}(?:[:分]\d{2})?(?:\.\d+)?(?:分|秒)?(?:Z|[+-]\d{2}:?\d{2})?/;
const ENGLISH_DAY = /\b([a-z]{3,9}\.? \d{1,2},? \d{4}|\d{1,2} [a-z]{3,9} \d{4})\b/i;
/** As Confluence writes it in Chinese: 三月 05, 2024. */
const CHINESE_DAY = /(\d{1,2}|[一二三四五六七八九十]{1,2})月 (\d{1,2}), (\d{4})/;
const MONTHS = ['一', '二', '三', '四', '五', '六', '七', '八', '九', '十', '十一', '十二'];
/** Labels that can only mean the page; 时间 and 日期 alone may be those of an event. */
const LABELS =
  '(?:发布|发表|发稿|更新|创建|修改|成文|公布|印发)(?:时间|日期)|发表于|发布于|更新于|创建于|最后(?:更新|修改)|发布|更新|(?:本页面?)?最后修订于|published|posted @|updated|created|posted|last (?:updated|modified|edited)(?: time)?';
/** Fields that stand beside a date, with their values. */
const FIELDS = new RegExp(
  `(?:${LABELS})(?: on| at)?\\s*:?|(?:(?:信息|文章|稿件|消息)?来源|作者|责任编辑|责编|编辑|记者|发布(?:机构|者|人|单位)|供稿|审核|分类|栏目|标签|撰稿|source|author|by)\\s*:?\\s*(?!\\d)[^\\s:|·]{1,30}|(?:字号|字体|浏览(?:次数|量)?|阅读(?:量|数)?|点击(?:数|量)?|人气|访问量|views|评论)\\s*[:(]?\\s*[\\d,.]*\\s*[万wk]?[次人]?|编辑|原创|转载|打印|分享|收藏|关闭|[大中小]|热度|火`,
  'gi',
);
/** Labels that mean something only beside one of these fields. */
const WEAK_LABELS = /(?:时间|日期|date)\s*:?/gi;
/** How names of papers and offices end. */
const PAPER = /(?:[报网社台局部委办处刊]|新闻|消息|中心|财经|频道)$/;
const MAX_LINE = 160;

/** The first day in a text as YYYY-MM-DD; undefined if it names none that exists. */
export function dayIn(text: string): string | undefined {
  const line = normalise(text);
  const [, year = '', month = '', day = ''] = DAY.exec(line) ?? [];
  const date = `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
  if (isDate(date)) return date;
  const [, name = '', dayOfMonth = '', ofYear = ''] = CHINESE_DAY.exec(line) ?? [];
  if (name !== '')
    return dayIn(`${ofYear}-${MONTHS.includes(name) ? MONTHS.indexOf(name) + 1 : name}-${dayOfMonth}`);
  const time = Date.parse(ENGLISH_DAY.exec(line)?.[0] ?? '');
  if (Number.isNaN(time)) return undefined;
  const local = new Date(time); // such a text is read as local time
  return `${local.getFullYear()}-${String(local.getMonth() + 1).padStart(2, '0')}-${String(local.getDate()).padStart(2, '0')}`;
}

/**
 * Reads a line of nothing but a date and what stands around it on pages: time, source, author, views. `labelled` lines
 * say that it is the page's date; a bare date may belong to anything. Undefined for every other line.
 */
export function readDateLine(text: string): { date: string; labelled: boolean } | undefined {
  if (text.length > MAX_LINE) return undefined;
  const line = normalise(text).replace(/\s+/g, ' ').trim();
  const date = dayIn(line);
  const found = DAY.exec(line) ?? ENGLISH_DAY.exec(line);
  if (date === undefined || found === null) return undefined;
  const before = line.slice(0, found.index);
  const words = line.replace(
    new RegExp(`(?:${DAY.source}|${ENGLISH_DAY.source})(?:${TIME.source})?`, 'gi'),
    ' ',
  );
  const withoutFields = words.replace(FIELDS, ' ');
  const hasFields = withoutFields !== words;
  const rest = (hasFields ? withoutFields.replace(WEAK_LABELS, ' ') : withoutFields).replace(
    /[\s:|·,，、/()[\]【】@!-]+|(?:星期|周)[一二三四五六日天]/g,
    '',
  );
  // Beside a date with its time there may be one more word: the paper that a text was taken from.
  const isPaper =
    rest !== '' &&
    rest.length <= 12 &&
    (before.trim() === rest || (line.endsWith(rest) && PAPER.test(rest))) &&
    /\d:\d\d/.test(line);
  return rest === '' || isPaper ? { date, labelled: hasFields } : undefined;
}
