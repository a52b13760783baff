import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type DaysPicture, daysPicture, PICTURE_WIDTH_PX } from '../../src/charts/days-picture.ts';
import { pngOf } from '../../src/charts/png.ts';
import { fc } from '../support/property.ts';
import { type Pixels, pixelsOf } from '../support/pixels.ts';

const [GREEN, RED] = ['#11aa33', '#cc2211'];
const days = (count: number): string[] =>
  Array.from({ length: count }, (_, at) => `2026-11-${String(at + 1).padStart(2, '0')}`);

async function pictureOf(
  found: number[],
  nothing: number[],
  more: Partial<DaysPicture> = {},
): Promise<Pixels> {
  const svg = daysPicture({
    days: days(found.length),
    series: [
      { key: 'found', colour: GREEN, counts: found },
      { key: 'nothing', colour: RED, counts: nothing },
    ],
    ...{ shares: found.map(() => undefined), total: 1, share: undefined, ms: undefined, ...more },
  });
  // Without a font on the machine a text would be missing.
  assert.doesNotMatch(svg, /<text|font/);
  const png = await pngOf(svg, PICTURE_WIDTH_PX);
  assert.ok(png !== undefined);
  return pixelsOf(png);
}

/** How many pixels of a colour a column of the picture has. */
function inColumn({ height, at }: Pixels, x: number, colour: string): number {
  return Array.from({ length: height }, (_, y) => at(x, y)).filter((one) => one === colour).length;
}

/** The columns in which a colour stands, as runs next to each other. */
function runsOf(picture: Pixels, colour: string): { x: number; width: number; most: number }[] {
  const runs: { x: number; width: number; most: number }[] = [];
  for (let x = 0; x < picture.width; x++) {
    const count = inColumn(picture, x, colour);
    const last = runs.at(-1);
    if (count === 0) continue;
    if (last !== undefined && last.x + last.width === x) {
      last.width++;
      last.most = Math.max(last.most, count);
    } else runs.push({ x, width: 1, most: count });
  }
  return runs;
}

test('of thirty days each has its own bar, as high as its count, with room between', async () => {
  const counts = Array.from({ length: 30 }, (_, at) => (at === 9 ? 0 : 40 * (at + 1)));
  const picture = await pictureOf(
    counts,
    counts.map(() => 0),
  );
  const bars = runsOf(picture, GREEN);
  assert.equal(bars.length, 29);
  const [first, last] = [bars[0], bars.at(-1)];
  assert.ok(first !== undefined && last !== undefined);
  assert.ok(
    bars.every(({ width }) => width >= 16),
    'sixteen of 1,080 pixels',
  );
  assert.ok(Math.abs(last.most / first.most - 30) < 3, `${last.most} / ${first.most}`);
});

test('a bar has its parts one above the other, and one question among thousands is seen', async () => {
  const picture = await pictureOf([40_000], [1]);
  const [green, red] = [runsOf(picture, GREEN), runsOf(picture, RED)];
  assert.deepEqual([green.length, red.length], [1, 1]);
  assert.ok((red[0]?.most ?? 0) >= 1 && (green[0]?.most ?? 0) > 300);
});

test('figures are drawn, and other figures are another picture', async () => {
  const one = await pictureOf([1], [0], { total: 123, share: 0.5, ms: 250 });
  const other = await pictureOf([1], [0], { total: 456, share: 0.5, ms: 250 });
  const ink = ({ width, at }: Pixels): string[] =>
    Array.from({ length: width }, (_, x) => at(x, 90)).map((colour) => (colour < '#606060' ? 'x' : '.'));
  assert.ok(ink(one).includes('x'));
  assert.notDeepEqual(ink(one).slice(0, 360), ink(other).slice(0, 360));
  assert.deepEqual(ink(one).slice(360), ink(other).slice(360));
});

test('any figures can be drawn, and nothing leaves the picture', () => {
  const count = fc.integer({ min: 0, max: 3_000_000 });
  fc.assert(
    fc.property(
      fc.array(
        fc.record({
          count,
          share: fc.option(fc.double({ min: 0, max: 1, noNaN: true }), { nil: undefined }),
        }),
        {
          minLength: 1,
          maxLength: 31,
        },
      ),
      fc.option(fc.double({ min: 0, max: 90_000, noNaN: true }), { nil: undefined }),
      (all, ms) => {
        const svg = daysPicture({
          days: days(all.length),
          series: [{ key: 'found', colour: GREEN, counts: all.map((one) => one.count) }],
          shares: all.map(({ share }) => share),
          total: all.reduce((sum, one) => sum + one.count, 0),
          share: all[0]?.share,
          ms,
        });
        assert.doesNotMatch(svg, /NaN|undefined|Infinity/);
        for (const [, name = '', value] of svg.matchAll(/ (x|y|cx|cy|width|height)="([^"]+)"/g)) {
          const limit = ['x', 'cx', 'width'].includes(name) ? 540 : 430;
          assert.ok(Number(value) >= 0 && Number(value) <= limit, `${name}=${value ?? ''}`);
        }
      },
    ),
  );
});
