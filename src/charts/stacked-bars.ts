// Where the bars of a chart are: one for each day, its parts one above the other.

/** A rectangle, in units of the drawing; y grows downwards. */
export type Area = { x: number; y: number; width: number; height: number };

/** Counts that belong together, one for each day. */
export type Series = {
  /** Names the series in classes: letters and `-`. */
  key: string;
  /** What readers are told that it is. */
  name: string;
  /** Any colour of CSS. */
  colour: string;
  counts: readonly number[];
};

/** The widest a bar may be. */
const MAX_WIDTH = 48;
/** The bar's share of its day's place. */
const FILLED = 0.72;
/** A part is never thinner: one question among thousands is still to be seen. */
const MIN_HEIGHT = 1;

/** The place of a day, with its bar or without. */
export function dayArea(day: number, days: number, area: Area): Area {
  const slot = area.width / days;
  const width = Math.min(slot * FILLED, MAX_WIDTH);
  return { ...area, x: area.x + (day + 0.5) * slot - width / 2, width };
}

/**
 * The parts of a day's bar from the bottom up, without the empty ones.
 * @param top the count at the upper edge of the area
 */
export function partsOfBar<S extends Pick<Series, 'counts'>>(
  series: readonly S[],
  day: number,
  days: number,
  top: number,
  area: Area,
): { series: S; area: Area }[] {
  const place = dayArea(day, days, area);
  let y = area.y + area.height;
  return series.flatMap((one) => {
    const count = one.counts[day] ?? 0;
    if (count === 0) return [];
    const height = Math.max(MIN_HEIGHT, (count / top) * area.height);
    y -= height;
    return [{ series: one, area: { ...place, y, height } }];
  });
}

/** The largest sum of a day. */
export function mostOfADay(series: readonly Pick<Series, 'counts'>[]): number {
  const days = series[0]?.counts.length ?? 0;
  const sums = Array.from({ length: days }, (_, day) =>
    series.reduce((sum, { counts }) => sum + (counts[day] ?? 0), 0),
  );
  return Math.max(0, ...sums);
}
