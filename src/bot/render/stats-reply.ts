// The numbers in words, as the caption of their picture.
import { CHANNELS } from '../../answer/observed.ts';
import { OUTCOMES } from '../../answer/outcome.ts';
import type { Summary } from '../../insight/insight.ts';
import { OUTCOME_LOOKS } from '../../insight/outcome-looks.ts';
import { isLanguage, LOCALES, type Translate } from '../../locales/translations.ts';
import { clip } from '../../text/cuts.ts';
import { MAX_CAPTION } from '../limits.ts';
import type { Names } from '../names.ts';
import { encodeStats } from '../stats-callback.ts';
import { escapeHtml } from './html.ts';
import type { ButtonRow, Reply } from './reply.ts';

/** The days that operators choose from. */
export const SPANS = [1, 7, 30] as const;
/** Names in a line. */
const LISTED = 3;
/** Longest name, in UTF-16 units. */
const MAX_NAME = 24;

/** Buttons choose the span; the one that is shown has a mark. */
export function renderStats(summary: Summary, names: Names, t: Translate): Reply {
  const { days } = summary;
  const [from = '', to = ''] = [days[0]?.day.slice(5), days.at(-1)?.day.slice(5)];
  const title =
    days.length === 1
      ? t('stats-title-today', { to })
      : t('stats-title-days', { days: days.length, from, to });
  const lines = summary.questions === 0 ? [t('stats-none')] : linesOf(summary, t);
  const details = detailsOf(summary, names, t);
  const all = fitting([title, ...lines, ...(details.length === 0 ? [] : ['']), ...details], MAX_CAPTION);
  const [head = '', ...rest] = all.map(escapeHtml);
  return { html: [`<b>${head}</b>`, ...rest].join('\n'), buttons: [spanRow(days.length, t)] };
}

function linesOf({ days, questions, outcomes, answered, medianMs, p95Ms }: Summary, t: Translate): string[] {
  const asked = [
    t('stats-questions', { count: questions }),
    ...(answered === undefined ? [] : [t('stats-answered', { percent: Math.round(answered * 100) })]),
  ];
  return [
    asked.join(' · '),
    ...OUTCOMES.filter((outcome) => outcomes[outcome] > 0).map((outcome) => {
      const name = t(`stats-outcome-${outcome}`);
      return `${OUTCOME_LOOKS[outcome].sign} ${t('stats-item', { name, count: outcomes[outcome] })}`;
    }),
    ...(days.length === 1 ? [] : [t('stats-picture')]),
    ...(medianMs === undefined || p95Ms === undefined
      ? []
      : [t('stats-times', { median: timeOf(medianMs, t), most: timeOf(p95Ms, t) })]),
  ];
}

/** What most operators look at first comes first: the last lines may not fit. */
function detailsOf(summary: Summary, names: Names, t: Translate): string[] {
  const { days, topics, sections, worst, votes, languages, channels, chats } = summary;
  const item = (name: string, count: number): string =>
    t('stats-item', { name: clip(name, MAX_NAME), count });
  const read = topMost(sections, ({ sectionId }) => names.section(sectionId));
  const bad = topMost(worst, ({ sectionId }) => names.section(sectionId));
  return [
    ...line(
      topMost(topics, ({ articleId }) => names.topic(articleId)).map(([name, { count }]) =>
        item(name, count),
      ),
      (text) => t('stats-asked', { text }),
    ),
    ...line(
      read.map(([name, { count }]) => item(name, count)),
      (text) => t('stats-read', { text }),
    ),
    ...(votes.up + votes.down === 0 ? [] : [t('stats-votes', votes)]),
    ...line(
      bad.map(([name, { down, up }]) => t('stats-worst-item', { name: clip(name, MAX_NAME), down, up })),
      (text) => t('stats-worst', { text }),
    ),
    ...line(
      topMost(languages, languageName).map(([name, { count }]) => item(name, count)),
      (text) => t('stats-languages', { text }),
    ),
    ...line(
      CHANNELS.filter((channel) => channels[channel] > 0).map((channel) =>
        item(t(`stats-channel-${channel}`), channels[channel]),
      ),
      (text) => t('stats-channels', { text }),
    ),
    ...(chats === 0 ? [] : [t(days.length === 1 ? 'stats-chats' : 'stats-chats-most', { count: chats })]),
  ];
}

/** The first rows that have a name, with it. */
function topMost<Row>(
  rows: readonly Row[],
  nameOf: (row: Row) => string | undefined,
): [name: string, row: Row][] {
  const named = rows.flatMap((row): [string, Row][] => {
    const name = nameOf(row);
    return name === undefined ? [] : [[name, row]];
  });
  return named.slice(0, LISTED);
}

/** A line for items, or none. */
function line(items: readonly string[], write: (text: string) => string): string[] {
  return items.length === 0 ? [] : [write(items.join(' · '))];
}

function languageName({ language }: { language: string }): string {
  return isLanguage(language) ? LOCALES[language].name : language;
}

function timeOf(ms: number, t: Translate): string {
  return ms < 999.5
    ? t('stats-ms', { count: Math.round(ms) })
    : t('stats-seconds', { count: Math.round(ms / 100) / 10 });
}

function spanRow(shown: number, t: Translate): ButtonRow {
  return SPANS.map((days) => {
    const text = days === 1 ? t('stats-today') : t('stats-days', { days });
    return { text: days === shown ? `✓ ${text}` : text, callback_data: encodeStats(days) };
  });
}

/** The first lines that fit, in UTF-16 units. */
function fitting(lines: readonly string[], most: number): string[] {
  let length = -1;
  return lines.filter((line) => (length += line.length + 1) <= most);
}
