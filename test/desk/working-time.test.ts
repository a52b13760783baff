import assert from 'node:assert/strict';
import { test } from 'node:test';
import { holidaysIn, weekIn } from '../../src/app/hours-settings.ts';
import { createWorkingTime, type WorkingTime } from '../../src/desk/working-time.ts';
import { fc } from '../support/property.ts';

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;

function working(hours: string, days = '', zone = 'Asia/Shanghai'): WorkingTime {
  const week = weekIn(hours);
  const exceptions = holidaysIn(days);
  assert.ok(week !== undefined && exceptions !== undefined);
  return createWorkingTime({ week, ...exceptions }, zone);
}
const iso = (at: number | undefined): string | undefined =>
  at === undefined || at === Infinity ? undefined : new Date(at).toISOString();
const OFFICE = 'mon-fri 09:00-12:00 13:30-18:00; sat 10:00-14:00';

test('without hours somebody is always there', () => {
  const time = createWorkingTime(undefined, 'UTC');
  assert.deepEqual([time.isOpen(5), time.nextOpening(5), time.minutesBetween(0, MINUTE)], [true, 5, 1]);
  assert.equal(time.after(0, 3), 3 * MINUTE);
});

test('nobody is there at lunch, at night and on Sunday; the next opening is named', () => {
  const time = working(OFFICE);
  // 2026-11-27 is a Friday; Shanghai is 8 hours ahead.
  const cases: [string, string][] = [
    ['2026-11-27T00:59:59Z', '2026-11-27T01:00:00.000Z'],
    ['2026-11-27T01:00:00Z', '2026-11-27T01:00:00.000Z'],
    ['2026-11-27T04:00:00Z', '2026-11-27T05:30:00.000Z'],
    ['2026-11-27T10:00:00Z', '2026-11-28T02:00:00.000Z'],
    ['2026-11-28T06:00:00Z', '2026-11-30T01:00:00.000Z'],
  ];
  for (const [at, opening] of cases) {
    assert.equal(iso(time.nextOpening(Date.parse(at))), opening);
    assert.equal(time.isOpen(Date.parse(at)), opening.startsWith(at.slice(0, -1)));
  }
});

test('working minutes leave out lunch, nights and the weekend', () => {
  const time = working(OFFICE);
  const from = Date.parse('2026-11-27T03:30:00Z'); // Friday 11:30
  assert.equal(time.minutesBetween(from, Date.parse('2026-11-27T06:00:00Z')), 60);
  assert.equal(time.minutesBetween(from, Date.parse('2026-11-30T01:05:00Z')), 30 + 270 + 240 + 5);
  assert.equal(iso(time.after(from, 60)), '2026-11-27T06:00:00.000Z');
  assert.equal(iso(time.after(from, 30 + 270 + 240 + 5)), '2026-11-30T01:05:00.000Z');
  assert.equal(time.minutesBetween(from, from - DAY), 0);
});

test('holidays are free, and a Saturday that is worked instead has the hours of a working day', () => {
  const time = working('mon-fri 09:00-18:00', '2026-10-01..2026-10-08, +2026-10-10, +2026-10-05');
  const opening = (at: string): string | undefined => iso(time.nextOpening(Date.parse(at)));
  assert.equal(opening('2026-09-30T10:00:00Z'), '2026-10-05T01:00:00.000Z');
  assert.equal(opening('2026-10-05T10:00:00Z'), '2026-10-09T01:00:00.000Z');
  assert.equal(opening('2026-10-09T10:00:00Z'), '2026-10-10T01:00:00.000Z');
  assert.equal(opening('2026-10-10T10:00:00Z'), '2026-10-12T01:00:00.000Z');
});

test('a night that goes over midnight belongs to the day on which it begins', () => {
  const time = working('fri 22:00-06:00', '2026-12-04', 'UTC');
  assert.equal(iso(time.nextOpening(Date.parse('2026-11-28T05:59:00Z'))), '2026-11-28T05:59:00.000Z');
  assert.equal(iso(time.nextOpening(Date.parse('2026-11-28T06:00:00Z'))), '2026-12-11T22:00:00.000Z');
});

test('when clocks change, hours stay where clocks show them', () => {
  const time = working('mon-sun 09:00-17:00', '', 'Europe/Berlin');
  // Summer time ends on 2026-10-25.
  assert.equal(iso(time.nextOpening(Date.parse('2026-10-24T20:00:00Z'))), '2026-10-25T08:00:00.000Z');
  assert.equal(iso(time.nextOpening(Date.parse('2026-10-23T20:00:00Z'))), '2026-10-24T07:00:00.000Z');
  const nights = working('sat 22:00-06:00', '', 'Europe/Berlin');
  const [from, to] = [Date.parse('2026-10-24T12:00:00Z'), Date.parse('2026-10-25T12:00:00Z')];
  assert.equal(nights.minutesBetween(from, to), 9 * 60);
  const [spring, after] = [Date.parse('2026-03-28T12:00:00Z'), Date.parse('2026-03-29T12:00:00Z')];
  assert.equal(nights.minutesBetween(spring, after), 7 * 60);
});

test('around the clock, every minute counts, also where clocks change', () => {
  for (const zone of ['Asia/Shanghai', 'America/Havana', 'Australia/Lord_Howe', 'Europe/Berlin']) {
    const time = working('24/7', '', zone);
    const [from, to] = [Date.parse('2026-01-01T00:00:00Z'), Date.parse('2027-01-01T00:00:00Z')];
    assert.equal(time.minutesBetween(from, to), (to - from) / MINUTE, zone);
  }
});

test('a desk that is closed for good has no next opening', () => {
  const time = working('mon 09:00-10:00', '2026-01-01..2026-12-31, 2027-01-01..2027-12-31');
  assert.equal(time.nextOpening(Date.parse('2026-11-27T00:00:00Z')), undefined);
  assert.equal(time.after(Date.parse('2026-11-27T00:00:00Z'), 1), Infinity);
  assert.equal(
    time.minutesBetween(Date.parse('2026-01-01T00:00:00Z'), Date.parse('2027-12-01T00:00:00Z')),
    0,
  );
});

test('minutes add up, and are what `after` counts, in any zone and at any time', () => {
  const zones = fc.constantFrom(
    'Asia/Shanghai',
    'Europe/Berlin',
    'America/New_York',
    'Asia/Kathmandu',
    'America/Havana',
  );
  const rules = fc.constantFrom(
    OFFICE,
    'sat,sun 22:00-06:00; wed 00:00-24:00',
    'mon-sun 01:00-03:00 02:30-04:00',
    '24/7',
  );
  const instants = fc.integer({
    min: Date.parse('2026-01-01T00:00:00Z'),
    max: Date.parse('2027-01-01T00:00:00Z'),
  });
  const gaps = fc.integer({ min: 0, max: 10 * DAY });
  fc.assert(
    fc.property(zones, rules, instants, gaps, gaps, (zone, rule, from, first, second) => {
      const time = working(rule, '2026-05-01..2026-05-05, +2026-05-03', zone);
      const [middle, to] = [from + first, from + first + second];
      const sum = time.minutesBetween(from, middle) + time.minutesBetween(middle, to);
      const whole = time.minutesBetween(from, to);
      assert.ok(Math.abs(whole - sum) < 1e-6);
      assert.ok(whole <= (to - from) / MINUTE);
      const reached = time.after(from, whole);
      assert.ok(reached <= to + 1 && Math.abs(time.minutesBetween(from, reached) - whole) < 1e-3);
      const opening = time.nextOpening(to);
      assert.ok(opening !== undefined && opening >= to && time.isOpen(opening));
      assert.equal(time.minutesBetween(to, opening), 0);
    }),
  );
});

test('hours that are written in another way are not guessed', () => {
  for (const bad of [
    '',
    'mon',
    '09:00-18:00',
    'mon-fri',
    'mon 9-18',
    'mon 09:00-25:00',
    'mon 24:00-25:00',
    'mon 09:00-09:00',
    'xyz 09:00-10:00',
    'mon-xyz 09:00-10:00',
    'mon 09:60-10:00',
    'monkey 09:00-10:00',
    'mon 09:00-24:30',
  ])
    assert.equal(weekIn(bad), undefined, bad);
  assert.deepEqual(weekIn('Sat-Mon 9:00 - 12:00, 13:00-14:00'), [
    [
      [540, 720],
      [780, 840],
    ],
    [
      [540, 720],
      [780, 840],
    ],
    ...[[], [], [], []],
    [
      [540, 720],
      [780, 840],
    ],
  ]);
  assert.deepEqual(weekIn('monday, tue 09:00-24:00')?.[2], [[540, 1440]]);
  for (const bad of [
    '2026-02-30',
    '2026-10-08..2026-10-01',
    '10-01',
    '2026-10-01..2028-10-01',
    '2026-1-1',
    '1..2..3',
  ])
    assert.equal(holidaysIn(bad), undefined, bad);
});
