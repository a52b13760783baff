import assert from 'node:assert/strict';
import { test } from 'node:test';
import { weekIn } from '../../src/app/hours-settings.ts';
import { type Deadline, deadlinesOf, type Limits, remind, withTurn } from '../../src/desk/deadlines.ts';
import { type Priority, type Ticket } from '../../src/desk/ticket.ts';
import { createWorkingTime } from '../../src/desk/working-time.ts';
import { fc } from '../support/property.ts';

const MINUTE = 60_000;
const LIMITS: Limits = { 'first-reply': 60, 'next-reply': 120, solution: 480 };
const week = weekIn('mon-fri 09:00-18:00');
assert.ok(week !== undefined);
const time = createWorkingTime({ week, holidays: new Set(), extraDays: new Set() }, 'UTC');
/** A Friday, 17:30. */
const OPENED = Date.parse('2026-11-27T17:30:00Z');
const opened: Ticket = {
  id: 'A7K2',
  reader: 7,
  status: 'waiting-staff',
  priority: 'normal',
  openedAt: OPENED,
  turnAt: OPENED,
};
const shown = (deadlines: readonly Deadline[]): string[] =>
  deadlines.map(({ kind, nudgeAt, dueAt }) =>
    [kind, nudgeAt, dueAt]
      .map((at) => (typeof at === 'number' ? new Date(at).toISOString().slice(5, 16) : at))
      .join(' '),
  );

test('a first reply is due after working minutes, over the weekend on Monday', () => {
  assert.deepEqual(shown(deadlinesOf(opened, LIMITS, time)), [
    'first-reply 11-30T09:18 11-30T09:30',
    'solution 11-30T14:54 11-30T16:30',
  ]);
});

test('urgent halves the time, low doubles it, and a limit that is not set is none', () => {
  const first = (priority: Priority): string[] =>
    shown(deadlinesOf({ ...opened, priority }, { ...LIMITS, solution: undefined }, time));
  assert.deepEqual(first('urgent'), ['first-reply 11-27T17:54 11-27T18:00']);
  assert.deepEqual(first('low'), ['first-reply 11-30T10:06 11-30T10:30']);
});

test('while the reader is waited for, nothing is due, and the solution’s clock stands still', () => {
  const monday = Date.parse('2026-11-30T09:10:00Z');
  const answered = { ...withTurn(opened, 'waiting-reader', monday, time), firstReplyAt: monday };
  assert.deepEqual(deadlinesOf(answered, LIMITS, time), []);
  const back = withTurn(answered, 'waiting-staff', Date.parse('2026-12-02T10:00:00Z'), time);
  // 40 of the solution's 480 minutes are spent.
  assert.deepEqual(shown(deadlinesOf(back, LIMITS, time)), [
    'next-reply 12-02T11:36 12-02T12:00',
    'solution 12-02T15:44 12-02T17:20',
  ]);
});

test('a reader who writes again does not move the deadline', () => {
  assert.equal(withTurn(opened, 'waiting-staff', OPENED + MINUTE, time), opened);
});

test('each reminder comes once; if both stages were missed, the later one comes', () => {
  const deadlines = deadlinesOf(opened, LIMITS, time);
  const at = (iso: string): number => Date.parse(iso);
  const early = remind(opened, deadlines, at('2026-11-30T09:17:59Z'));
  assert.deepEqual(early.reminders, []);
  const nudged = remind(opened, deadlines, at('2026-11-30T09:18:00Z'));
  assert.deepEqual(nudged.reminders, [{ kind: 'first-reply', stage: 'nudge' }]);
  assert.deepEqual(remind(nudged.ticket, deadlines, at('2026-11-30T09:29:00Z')).reminders, []);
  const late = remind(nudged.ticket, deadlines, at('2026-11-30T09:30:00Z'));
  assert.deepEqual(late.reminders, [{ kind: 'first-reply', stage: 'late' }]);
  assert.deepEqual(remind(opened, deadlines, at('2026-11-30T09:30:00Z')).reminders, late.reminders);
  assert.deepEqual(remind(late.ticket, deadlines, at('2026-11-27T17:31:00Z')).reminders, []);
});

test('however the clock jumps and turns change, no reminder of a turn is lost or comes twice', () => {
  const steps = fc.array(
    fc.record({
      to: fc.constantFrom<Ticket['status']>('waiting-staff', 'waiting-reader'),
      minutes: fc.integer({ min: -300, max: 3000 }),
    }),
    { maxLength: 30 },
  );
  fc.assert(
    fc.property(steps, (walk) => {
      let ticket = opened;
      let now = OPENED;
      let said = new Set<string>();
      for (const { to, minutes } of walk) {
        now += minutes * MINUTE;
        const deadlines = deadlinesOf(ticket, LIMITS, time);
        const { ticket: after, reminders } = remind(ticket, deadlines, now);
        for (const { kind, stage } of reminders) {
          assert.ok(!said.has(`${kind}:${stage}`), 'twice');
          said.add(`${kind}:${stage}`);
        }
        for (const { kind, dueAt } of deadlines)
          if (now >= dueAt) assert.ok(said.has(`${kind}:late`), 'lost');
        const next = withTurn(after, to, now, time);
        if (next.status !== after.status)
          said = new Set([...said].filter((one) => !one.startsWith('next-reply')));
        ticket = to === 'waiting-reader' ? { ...next, firstReplyAt: next.firstReplyAt ?? now } : next;
      }
    }),
  );
});
