// Days and views of pages: what a head says, and lines that say nothing but when, where from, by whom and how often read.
import { normalise } from '../../text/normal-form.ts';
import { dayIn } from '../day.ts';

const DAY = /(?<!\d)(?:19|20)\d{2}\s*[-/.年]\s*\d{1,2}\s*[-/.月]\s*\d{1,2}(?!\d)\s*日?/;
const TIME =
  /[\sT]*\(?(?:(?:星期|周).)?\)?\s*(?:[上下]午)?\s*\d{1,2}[:时]\d{2}(?:[:分]\d{2})?(?:\.\d+)?(?:分|秒)?(?:Z|[+-]\d{2}:?\d{2})?/;
const ENGLISH_DAY = /\b(?:[a-z]{3,9}\.? \d{1,2},? \d{4}|\d{1,2} [a-z]{3,9} \d{4})\b/;
const DATE = new RegExp(`(?:${DAY.source}|${ENGLISH_DAY.source})(?:${TIME.source})?`, 'g');
/** As Confluence writes it in Chinese: 三月 05, 2024. */
const CHINESE_DAY = /(\d{1,2}|[一二三四五六七八九十]{1,2})月 (\d{1,2}), (\d{4})/;
const MONTHS = ['一', '二', '三', '四', '五', '六', '七', '八', '九', '十', '十一', '十二'];
const COUNT = '(\\d[\\d,]*(?:\\.\\d+)?)\\s*(万)?';
const VIEWS = new RegExp(
  `${COUNT}\\s*[人次]?\\s*(?:看过|浏览|阅读|查看|围观)|(?:浏览|阅读|点击|查看|热度|人气|访问|views)(?:量|数|次数)?\\s*[:(]?\\s*${COUNT}\\s*[次人]?`,
);
/** Labels that can only mean the page; 时间 and 日期 alone may be those of an event. */
const LABELS =
  '(?:发布|发表|发稿|更新|创建|修改|成文|公布|印发)(?:时间|日期)|发表于|发布于|更新于|创建于|最后(?:更新|修改)|发布|更新|(?:本页面?)?最后修订于|published|posted @|updated|created|posted|last (?:updated|modified|edited)(?: time)?';
/** Fields that stand beside a date, with their values. */
const FIELDS = new RegExp(
  `(?:${LABELS})(?: on| at)?\\s*:?|(?:(?:信息|文章|稿件|消息)?来源|作者|责任编辑|责编|编辑|记者|发布(?:机构|者|人|单位)|供稿|审核|分类|栏目|标签|撰稿|source|author|by)\\s*:?\\s*(?!\\d)[^\\s:|·]{1,30}|(?:字号|字体|评论)\\s*[:(]?\\s*\\d*|(?:浏览|阅读|点击)(?:次数|量|数)?\\s*:?|编辑|原创|转载|打印|分享|收藏|关闭|[大中小]`,
  'g',
);
/** Labels that mean something only beside one of these fields. */
const WEAK_LABELS = /(?:时间|日期|date)\s*:?/g;
const FILLER = /(?:[\s:|·,，、/()[\]【】@!-]|热度|火|(?:星期|周)[一二三四五六日天])+/g;
/** How names of papers and offices end. */
const PAPER = /(?:[报网社台局部委办处刊]|新闻|消息|中心|财经|频道)$/;
const MAX_LINE = 160;

/** The first day in a text as YYYY-MM-DD; undefined if there is none that exists. */
export function firstDay(text: string): string | undefined {
  const line = normalise(text).replace(
    CHINESE_DAY,
    (_, month: string, day: string, year: string) => `${year}-${MONTHS.indexOf(month) + 1 || month}-${day}`,
  );
  return dayIn(DAY.exec(line)?.[0].replace(/\s/g, '') ?? ENGLISH_DAY.exec(line)?.[0] ?? '');
}

/** `labelled`: the line says that it is about the page; a bare date may belong to anything. */
export type DateLine = { date?: string; views?: number; labelled: boolean };

/** Reads a line of nothing but a date, views and what stands around them on pages; undefined for every other line. */
export function readDateLine(text: string): DateLine | undefined {
  if (text.length > MAX_LINE) return undefined;
  const line = normalise(text).replace(/\s+/g, ' ').trim();
  const date = firstDay(line);
  const undated = line.replace(DATE, ' ');
  const [counted, first, firstUnit, second, secondUnit] = VIEWS.exec(undated) ?? [];
  if (date === undefined && counted === undefined) return undefined;
  const words = counted === undefined ? undated : undated.replace(counted, ' ');
  const withoutFields = words.replace(FIELDS, ' ');
  const labelled = withoutFields !== words || counted !== undefined;
  const rest = (labelled ? withoutFields.replace(WEAK_LABELS, ' ') : withoutFields).replace(FILLER, '');
  // Beside a date with its time there may be one more word: the paper that a text was taken from.
  const isPaper =
    rest.length <= 12 &&
    /\d:\d\d/.test(line) &&
    (line.startsWith(rest) || (line.endsWith(rest) && PAPER.test(rest)));
  if (rest !== '' && !isPaper) return undefined;
  const unit = (firstUnit ?? secondUnit) === undefined ? 1 : 10_000;
  const views = Math.round(Number((first ?? second ?? '').replaceAll(',', '')) * unit);
  return {
    ...(date === undefined ? {} : { date }),
    ...(counted === undefined ? {} : { views }),
    labelled,
  };
}
