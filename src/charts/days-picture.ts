// The picture of some days, for a chat: three figures, a bar for each day, and below the bars the share of each day. It has
// no words, so that it is the same in every language; the caption has them. Its own background makes it readable in
// light and dark chats.
import { drawn } from './glyphs.ts';
import { labelled, shortCount, topFor } from './scale.ts';
import { type Area, dayArea, mostOfADay, partsOfBar, type Series } from './stacked-bars.ts';
import { element } from './svg.ts';

export type DaysPicture = {
  /** `YYYY-MM-DD`, the first day first. */
  days: readonly string[];
  /** From the bottom up, each with a count for every day. */
  series: readonly Omit<Series, 'name'>[];
  /** Of each day, 0 to 1; undefined where there is none. */
  shares: readonly (number | undefined)[];
  /** All counts together. */
  total: number;
  /** Of all days, 0 to 1. */
  share: number | undefined;
  /** A typical time in milliseconds. */
  ms: number | undefined;
};

/** Telegram shows pictures about this wide on a phone; drawn twice as large, they are sharp. */
const WIDTH = 540;
const HEIGHT = 430;
export const PICTURE_WIDTH_PX = 2 * WIDTH;
const BACKGROUND = '#fbfbf9';
const INK = '#23272e';
const FAINT = '#6b7280';
const GRID = '#dcdfe4';
const LINE = '#2f8f53';
const BARS: Area = { x: 52, y: 96, width: 466, height: 196 };
const SHARES: Area = { x: 52, y: 340, width: 466, height: 66 };
const SMALL = 11;
/** Day labels beside each other. */
const LABELS = 7;

/** An SVG of 540 × 430 units without text elements. */
export function daysPicture({ days, series, shares, total, share, ms }: DaysPicture): string {
  const figures = [
    ['?', shortCount(total)],
    ['✓', share === undefined ? '-' : percent(share)],
    ['◷', ms === undefined ? '-' : shortTime(ms)],
  ].map(([sign = '', figure = ''], at) => {
    const x = 24 + at * 170;
    return (
      drawn(sign, { x, y: 34, height: 22, colour: FAINT }) +
      drawn(figure, { x: x + 36, y: 32, height: 26, colour: INK })
    );
  });
  const top = topFor(mostOfADay(series));
  const bars = days.flatMap((_, day) =>
    partsOfBar(series, day, days.length, top, BARS).map(({ series: { colour }, area }) =>
      element('rect', { ...area, fill: colour }),
    ),
  );
  const labels = labelled(days.length, LABELS).map((day) => {
    const { x, width } = dayArea(day, days.length, BARS);
    const y = BARS.y + BARS.height + 12;
    const text = days[day]?.slice(5) ?? '';
    return drawn(text, { x: x + width / 2, y, height: SMALL, colour: FAINT, anchor: 'middle' });
  });
  return element(
    'svg',
    { xmlns: 'http://www.w3.org/2000/svg', viewBox: `0 0 ${WIDTH} ${HEIGHT}`, width: WIDTH, height: HEIGHT },
    element('rect', { width: WIDTH, height: HEIGHT, fill: BACKGROUND }),
    ...figures,
    ...axis(BARS, [0, top / 2, top].map(shortCount)),
    ...bars,
    ...labels,
    ...axis(SHARES, ['0%', '50%', '100%']),
    ...shareLine(shares),
  );
}

/** Lines at equal distances, the lowest first, with their labels. */
function axis({ x, y, width, height }: Area, labels: readonly string[]): string[] {
  return labels.map((label, at) => {
    const level = y + height - (at / (labels.length - 1)) * height;
    const place = { x: x - 8, y: level - SMALL / 2, height: SMALL, colour: FAINT };
    return (
      element('line', { x1: x, x2: x + width, y1: level, y2: level, stroke: GRID }) +
      drawn(label, { ...place, anchor: 'end' })
    );
  });
}

/** A point for each day that has a share, joined where days follow each other. */
function shareLine(shares: readonly (number | undefined)[]): string[] {
  const points = shares.map((share, day) => {
    const { x, width } = dayArea(day, shares.length, SHARES);
    return share === undefined
      ? undefined
      : { x: x + width / 2, y: SHARES.y + (1 - share) * SHARES.height, joins: shares[day - 1] !== undefined };
  });
  const there = points.filter((point) => point !== undefined);
  const path = there.map(({ x, y, joins }) => `${joins ? 'L' : 'M'}${x.toFixed(1)} ${y.toFixed(1)}`);
  return [
    element('path', { d: path.join(''), fill: 'none', stroke: LINE, 'stroke-width': 2.5 }),
    ...there.map(({ x, y }) => element('circle', { cx: x, cy: y, r: 3.2, fill: LINE })),
  ];
}

/** @param share 0 to 1 */
function percent(share: number): string {
  return `${Math.round(share * 100)}%`;
}

function shortTime(ms: number): string {
  return ms < 999.5 ? `${Math.round(ms)} ms` : `${(ms / 1000).toFixed(ms < 9950 ? 1 : 0)} s`;
}
