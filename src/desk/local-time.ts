// Clocks on walls: what a time zone's clocks show at an instant, and when they show a time.

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;

export interface LocalTime {
  /** What the clocks show, as if they were in UTC. @param at milliseconds since 1970 */
  wall: (at: number) => number;
  /**
   * The first and the last instant at which the clocks show a time: two when they are put back. A time that they leave out
   * comes as much later as they were put forward.
   */
  instants: (wall: number) => { first: number; last: number };
  /** The day that the clocks show, as the wall time of its beginning. */
  day: (at: number) => number;
}

/** @param timeZone a name that `Intl` knows, such as `Asia/Shanghai` */
export function createLocalTime(timeZone: string): LocalTime {
  const format = new Intl.DateTimeFormat('en-US', {
    timeZone,
    hourCycle: 'h23',
    ...{ year: 'numeric', month: 'numeric', day: 'numeric', hour: 'numeric', minute: 'numeric' },
  });
  const wall = (at: number): number => {
    const parts = new Map(format.formatToParts(at).map(({ type, value }) => [type, Number(value)]));
    const part = (type: Intl.DateTimeFormatPartTypes): number => parts.get(type) ?? 0;
    const minute = Date.UTC(part('year'), part('month') - 1, part('day'), part('hour'), part('minute'));
    return minute + (((at % MINUTE) + MINUTE) % MINUTE);
  };
  return {
    wall,
    instants: (shown) => {
      // No zone changes its clocks twice within two days.
      const candidates = [shown - DAY, shown + DAY].map((near) => shown - (wall(near) - near));
      const right = candidates.filter((at) => wall(at) === shown);
      const found = right.length > 0 ? right : [Math.max(...candidates)];
      return { first: Math.min(...found), last: Math.max(...found) };
    },
    day: (at) => Math.floor(wall(at) / DAY) * DAY,
  };
}
