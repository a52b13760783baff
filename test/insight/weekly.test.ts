import assert from 'node:assert/strict';
import { test } from 'node:test';
import { lastDue, parseWeekly, WEEKDAYS } from '../../src/insight/weekly.ts';
import { fc } from '../support/property.ts';

const at = (iso: string): number => Date.parse(iso);
const due = (schedule: string, zone: string, now: string): string => {
  const weekly = parseWeekly(schedule);
  assert.ok(weekly);
  return new Date(lastDue(weekly, zone, at(now))).toISOString();
};

test('a weekday and a time of day are read, and nothing else', () => {
  assert.deepEqual(parseWeekly('Mon 09:00'), { weekday: 'mon', hour: 9, minute: 0 });
  assert.deepEqual(parseWeekly('sun  7:05'), { weekday: 'sun', hour: 7, minute: 5 });
  for (const wrong of ['', 'mon', '09:00', 'monday 09:00', 'mon 24:00', 'mon 9:60', 'mon 09:00 x'])
    assert.equal(parseWeekly(wrong), undefined, wrong);
});

test('it is due in the operator’s time zone, and was last due at that very minute', () => {
  // 2026-11-23 is a Monday; Shanghai is eight hours before UTC.
  assert.equal(due('mon 09:00', 'Asia/Shanghai', '2026-11-23T01:00:00Z'), '2026-11-23T01:00:00.000Z');
  assert.equal(due('mon 09:00', 'Asia/Shanghai', '2026-11-23T00:59:59Z'), '2026-11-16T01:00:00.000Z');
  assert.equal(due('mon 09:00', 'Asia/Shanghai', '2026-11-29T12:00:00Z'), '2026-11-23T01:00:00.000Z');
  assert.equal(due('sun 23:30', 'America/Los_Angeles', '2026-11-23T08:00:00Z'), '2026-11-23T07:30:00.000Z');
});

test('where the clocks change, what they show decides', () => {
  // Berlin: 02:00 becomes 03:00 on 2026-03-29, and 03:00 becomes 02:00 on 2026-10-25.
  assert.equal(due('sun 09:00', 'Europe/Berlin', '2026-03-29T12:00:00Z'), '2026-03-29T07:00:00.000Z');
  assert.equal(due('sun 02:30', 'Europe/Berlin', '2026-03-29T12:00:00Z'), '2026-03-29T01:30:00.000Z');
  assert.equal(due('sun 02:30', 'Europe/Berlin', '2026-10-25T12:00:00Z'), '2026-10-25T00:30:00.000Z');
});

test('in every zone and at any time it was due within the last week, and stays so until the next', () => {
  const zone = fc.constantFrom('Asia/Shanghai', 'Europe/Berlin', 'America/St_Johns', 'Pacific/Apia', 'UTC');
  const weekly = fc.record({
    weekday: fc.constantFrom(...WEEKDAYS),
    hour: fc.nat({ max: 23 }),
    minute: fc.nat({ max: 59 }),
  });
  const now = fc.integer({ min: at('2020-01-01T00:00:00Z'), max: at('2035-01-01T00:00:00Z') });
  fc.assert(
    fc.property(weekly, zone, now, (schedule, timeZone, time) => {
      const last = lastDue(schedule, timeZone, time);
      // A week with a change of clocks has an hour more, or less.
      assert.ok(last <= time && time - last <= 7 * 86_400_000 + 3_600_000);
      assert.equal(lastDue(schedule, timeZone, last), last);
    }),
  );
});
