import assert from 'node:assert/strict';
import { test } from 'node:test';
import { calendarOf, daysUntil } from '../../src/insight/calendar.ts';
import { fc } from '../support/property.ts';

test('a day is the one of the operator’s clock', () => {
  const at = Date.parse('2026-11-24T16:30:00Z');
  assert.equal(calendarOf('UTC')(at), '2026-11-24');
  assert.equal(calendarOf('Asia/Shanghai')(at), '2026-11-25');
  assert.equal(calendarOf('America/New_York')(at), '2026-11-24');
});

test('a day begins in the same minute in zones that are off by a half or a quarter of an hour', () => {
  for (const [zone, midnight] of [
    ['Asia/Kathmandu', '2026-11-24T18:15:00Z'],
    ['Asia/Kolkata', '2026-11-24T18:30:00Z'],
  ] as const) {
    const dayOf = calendarOf(zone);
    assert.equal(dayOf(Date.parse(midnight) - 1), '2026-11-24');
    assert.equal(dayOf(Date.parse(midnight)), '2026-11-25');
  }
});

test('days of 23 and 25 hours are days', () => {
  const dayOf = calendarOf('Europe/Berlin');
  const hours = (from: string, count: number): string[] =>
    Array.from({ length: count }, (_, hour) => dayOf(Date.parse(from) + hour * 3_600_000));
  const spring = hours('2026-03-28T23:00:00Z', 24);
  assert.deepEqual([spring[0], spring[22], spring[23]], ['2026-03-29', '2026-03-29', '2026-03-30']);
  const autumn = hours('2026-10-24T22:00:00Z', 26);
  assert.deepEqual([autumn[0], autumn[24], autumn[25]], ['2026-10-25', '2026-10-25', '2026-10-26']);
});

test('days in a row leave none out and have none twice, in any zone', () => {
  assert.deepEqual(daysUntil('2028-03-01', 3), ['2028-02-28', '2028-02-29', '2028-03-01']);
  const zones = [
    'Asia/Shanghai',
    'Europe/Berlin',
    'America/Sao_Paulo',
    'Pacific/Apia',
    'Australia/Lord_Howe',
  ];
  fc.assert(
    fc.property(
      fc.constantFrom(...zones),
      fc.date({ min: new Date('2012-01-01'), max: new Date('2040-01-01'), noInvalidDate: true }),
      fc.integer({ min: 1, max: 400 }),
      (zone, date, count) => {
        const days = daysUntil(calendarOf(zone)(date.getTime()), count);
        assert.equal(new Set(days).size, count);
        assert.deepEqual([...days].sort(), days);
        assert.equal(days.at(-1), calendarOf(zone)(date.getTime()));
      },
    ),
  );
});
