// The bench as a chart: one bar per measure, from the goal's line to the right if the goal is reached, to the left if
// it is missed. Plain SVG; the colours follow the reader's light or dark theme.
import { type BenchReport, type Comparison, timesTheGoal } from '../comparison.ts';
import { goalText, ratioText } from './comparison-report.ts';

/** Pixels. */
const WIDTH = 960;
const ROW = 34;
const TOP = 64;
const LABELS = 360;
const VALUES = 230;
const PLOT = { from: LABELS + 10, to: WIDTH - VALUES } as const;

/** The scale is logarithmic; at least a quarter of the goal and four times the goal are shown. */
const MIN_SPAN = 4;

const STYLE = `
  text { font: 13px system-ui, "Noto Sans", sans-serif; fill: #1f2328 }
  .title { font-size: 16px; font-weight: 600 } .soft { fill: #59636e }
  .page { fill: #ffffff } .line { stroke: #59636e } .grid { stroke: #d1d9e0 }
  .yes { fill: #1a7f37 } .no { fill: #bc4c00 }
  @media (prefers-color-scheme: dark) {
    text { fill: #f0f6fc } .soft { fill: #9198a1 } .page { fill: #0d1117 }
    .line { stroke: #9198a1 } .grid { stroke: #3d444d } .yes { fill: #3fb950 } .no { fill: #f0883e }
  }`;

/** The chart as the text of an SVG file. */
export function comparisonChart({ comparisons, date, machine }: BenchReport): string {
  const measured = comparisons.filter(
    (one): one is Exclude<Comparison, { reason: string }> => 'ratio' in one,
  );
  const times = measured.map(({ ratio, goal }) => timesTheGoal(ratio, goal));
  const span = Math.max(MIN_SPAN, ...times.flatMap((value) => (value > 0 ? [value, 1 / value] : [])));
  const x = (value: number): number => {
    const share = (Math.log(value) / Math.log(span) + 1) / 2;
    return Math.round(PLOT.from + Math.min(1, Math.max(0, share)) * (PLOT.to - PLOT.from));
  };
  const height = TOP + measured.length * ROW + 40;
  const bottom = height - 34;
  const grid = [0.01, 0.1, 0.25, 0.5, 1, 2, 4, 10, 100]
    .filter((value) => value >= 1 / span && value <= span)
    .filter((value) => span < 20 || ![0.25, 0.5, 2, 4].includes(value));
  const lines = grid.flatMap((value) => [
    `<line class="${value === 1 ? 'line' : 'grid'}" x1="${x(value)}" x2="${x(value)}" y1="${TOP - 8}" y2="${bottom}"/>`,
    `<text class="soft" x="${x(value)}" y="${bottom + 18}" text-anchor="middle">${value === 1 ? 'goal' : `${value}×`}</text>`,
  ]);
  const bars = measured.flatMap((one, i) => {
    const value = times[i] ?? 1;
    const [from, to] = [Math.min(x(1), x(value)), Math.max(x(1), x(value))];
    const y = TOP + i * ROW;
    const kind = one.reached ? 'yes' : 'no';
    return [
      `<text x="${LABELS}" y="${y + 17}" text-anchor="end">${escape(`${one.name}: ${one.measure}`)}</text>`,
      `<rect class="${kind}" x="${from}" y="${y + 3}" width="${Math.max(2, to - from)}" height="20" rx="2"/>`,
      `<text x="${PLOT.to + 12}" y="${y + 17}">${ratioText(one.ratio)} <tspan class="soft">goal ${goalText(one.goal)},</tspan> <tspan class="${kind}">${one.reached ? 'reached' : 'missed'}</tspan></text>`,
    ];
  });
  const about = `${date.slice(0, 10)}, ${machine.cpu}, ${machine.cores} cores; right of the line: better than the goal, logarithmic`;
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${height}" width="${WIDTH}" height="${height}" role="img" aria-label="Wenda's measures against their goals">`,
    `<style>${STYLE}\n</style>`,
    `<rect class="page" width="100%" height="100%"/>`,
    `<text class="title" x="16" y="26">Each measure relative to its goal</text>`,
    `<text class="soft" x="16" y="46">${escape(about)}</text>`,
    ...lines,
    ...bars,
    '</svg>',
    '',
  ].join('\n');
}

function escape(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
