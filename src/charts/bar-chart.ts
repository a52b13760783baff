// A chart for a page: a bar for each day, in parts. It takes its text colour from the page, and a part's colour can be
// set by its class, so that themes reach it. A screen reader reads title and description; a pointer over a bar, its counts.
import { labelled, shortCount, topFor } from './scale.ts';
import { type Area, dayArea, mostOfADay, partsOfBar, type Series } from './stacked-bars.ts';
import { element, escaped } from './svg.ts';

export type BarChart = {
  /** Begins the ids in the drawing: no two charts of a page have the same. */
  id: string;
  /** What the chart shows, in a few words. */
  title: string;
  /** What it says, in a sentence or two, for those who do not see it. */
  description: string;
  /** `YYYY-MM-DD`, the first day first. */
  days: readonly string[];
  /** From the bottom up, each with a count for every day. */
  series: readonly Series[];
};

const WIDTH = 480;
const HEIGHT = 220;
const FONT = 13;
const BARS: Area = { x: 42, y: 10, width: WIDTH - 64, height: HEIGHT - 40 };
/** Day labels beside each other at the width of a phone. */
const LABELS = 6;

/**
 * An SVG of 480 × 220 units that fills the width it is given. Classes: `chart` (the drawing), `chart-grid` (its lines),
 * and `chart-<key>` for the parts of a series, whose `fill` wins over the series' own colour.
 */
export function barChart({ id, title, description, days, series }: BarChart): string {
  const top = topFor(mostOfADay(series));
  const bottom = BARS.y + BARS.height;
  const lines = [0, top / 2, top].map((count) => {
    const y = bottom - (count / top) * BARS.height;
    return (
      element('line', {
        ...{ class: 'chart-grid', x1: BARS.x, x2: BARS.x + BARS.width, y1: y, y2: y },
        ...{ stroke: 'currentColor', 'stroke-opacity': 0.2 },
      }) +
      element('text', { x: BARS.x - 6, y: y + FONT / 3, 'text-anchor': 'end' }, escaped(shortCount(count)))
    );
  });
  const bars = days.map((day, at) => {
    const parts = partsOfBar(series, at, days.length, top, BARS);
    const said = parts.map(({ series: { name, counts } }) => `${name} ${String(counts[at])}`).join(', ');
    const place = dayArea(at, days.length, BARS);
    return element(
      'g',
      {},
      element('title', {}, escaped(`${day}: ${said === '' ? '0' : said}`)),
      // The whole column answers to the pointer, not only what is filled of it.
      element('rect', { ...place, fill: 'transparent' }),
      ...parts.map(({ series: { key, colour }, area }) =>
        element('rect', { class: `chart-${key}`, ...area, fill: colour }),
      ),
    );
  });
  const labels = labelled(days.length, LABELS).map((at) => {
    const { x, width } = dayArea(at, days.length, BARS);
    const text = escaped(days[at]?.slice(5) ?? '');
    return element('text', { x: x + width / 2, y: bottom + 1.5 * FONT, 'text-anchor': 'middle' }, text);
  });
  return element(
    'svg',
    {
      ...{ xmlns: 'http://www.w3.org/2000/svg', class: 'chart', viewBox: `0 0 ${WIDTH} ${HEIGHT}` },
      ...{ width: '100%', role: 'img', 'aria-labelledby': `${id}-title ${id}-text` },
      ...{ fill: 'currentColor', 'font-size': FONT },
    },
    element('title', { id: `${id}-title` }, escaped(title)),
    element('desc', { id: `${id}-text` }, escaped(description)),
    ...lines,
    ...bars,
    ...labels,
  );
}
