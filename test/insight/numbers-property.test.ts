// A day's counts are those of its events: any events, any times, and restarts between them.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Answer } from '../../src/answer/answer.ts';
import { CHANNELS, type Observed } from '../../src/answer/observed.ts';
import { type Outcome, OUTCOMES, outcomesOf } from '../../src/answer/outcome.ts';
import { type DayRow, DAYS_SCHEMA } from '../../src/insight/days.ts';
import { createNumbers } from '../../src/insight/numbers.ts';
import type { Summary } from '../../src/insight/insight.ts';
import { createTables } from '../../src/storage/tables.ts';
import { fc } from '../support/property.ts';
import { continued, found, nothing, parts, topics, unsure } from './made-answers.ts';

const ZONES = ['Asia/Shanghai', 'Europe/Berlin', 'America/New_York'];
const article = fc.constantFrom('a', 'b', 'c');
const section = fc.constantFrom('s', 't', 'u');
const single = fc.oneof(
  fc.tuple(article, section).map((ids) => found(...ids)),
  fc.tuple(article, section).map((ids) => unsure(...ids)),
  fc.constant(topics()),
  fc
    .constantFrom('no-match' as const, 'greeting' as const, 'no-content' as const, 'no-more' as const)
    .map(nothing),
);
const answer: fc.Arbitrary<Answer> = fc.oneof(
  { weight: 3, arbitrary: single },
  fc.tuple(article, section).map((ids) => continued(...ids)),
  fc.array(single, { minLength: 2, maxLength: 3 }).map((all) => parts(...all)),
);
type Step =
  | { do: 'pass'; ms: number }
  | { do: 'restart' }
  | { do: 'tell'; chat: string | undefined; channel: Observed['channel']; what: What };
type What =
  | { kind: 'asked'; answer: Answer; language: string; tookMs: number }
  | { kind: 'failed' }
  | { kind: 'read'; sectionId: string | undefined }
  | { kind: 'voted'; vote: 'up' | 'down' | undefined; sectionId: string; reader: string };
const what: fc.Arbitrary<What> = fc.oneof(
  fc.record({
    kind: fc.constant('asked' as const),
    answer,
    language: fc.constantFrom('zh-hans', 'zh-hant', 'en'),
    tookMs: fc.integer({ min: 0, max: 60_000 }),
  }),
  fc.record({ kind: fc.constant('failed' as const) }),
  fc.record({ kind: fc.constant('read' as const), sectionId: fc.option(section, { nil: undefined }) }),
  fc.record({
    kind: fc.constant('voted' as const),
    vote: fc.constantFrom('up' as const, 'down' as const, undefined),
    sectionId: section,
    reader: fc.constantFrom('1', '2'),
  }),
);
const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({
      do: fc.constant('tell' as const),
      chat: fc.constantFrom('1', '2', '-3', undefined),
      channel: fc.constantFrom(...CHANNELS),
      what,
    }),
  },
  fc.record({ do: fc.constant('pass' as const), ms: fc.integer({ min: 0, max: 40 * 3_600_000 }) }),
  fc.record({ do: fc.constant('restart' as const) }),
);

type Expected = {
  outcomes: Partial<Record<Outcome, number>>;
  chats: Set<string>;
  channels: number;
  sections: number;
  topics: number;
};

test('counts of a day are those of its events', () => {
  fc.assert(
    fc.property(
      fc.constantFrom(...ZONES),
      // Around the changes of the clocks.
      fc.constantFrom(
        '2026-03-07T12:00:00Z',
        '2026-03-28T12:00:00Z',
        '2026-10-24T12:00:00Z',
        '2026-10-31T12:00:00Z',
      ),
      fc.array(step, { maxLength: 60 }),
      (timeZone, start, steps) => {
        let clock = Date.parse(start);
        const dayOf = (at: number): string => new Date(at).toLocaleDateString('sv-SE', { timeZone });
        const { tables } = createTables(DAYS_SCHEMA);
        const open = () =>
          createNumbers({
            ...{ tables, timeZone, now: () => clock, later: () => undefined },
            pseudonymOf: (text) => `#${text}`,
          });
        let numbers = open();
        const expected = new Map<string, Expected>();
        /** As the bot keeps them: a reader's vote on a section, with its time. */
        const votes = new Map<string, { vote: 'up' | 'down'; at: number; sectionId: string }>();
        for (const one of steps) {
          if (one.do === 'pass') clock += one.ms;
          if (one.do === 'restart') {
            numbers.write();
            numbers = open();
          }
          if (one.do !== 'tell') continue;
          const { channel, chat } = one;
          const occasion = { channel, chat, asker: undefined, at: clock };
          const day: Expected = expected.get(dayOf(clock)) ?? {
            ...{ outcomes: {}, chats: new Set(), channels: 0, sections: 0, topics: 0 },
          };
          expected.set(dayOf(clock), day);
          if (one.what.kind === 'voted') {
            const { vote, sectionId, reader } = one.what;
            const key = `${reader} ${sectionId}`;
            const before = votes.get(key);
            numbers.observe({ kind: 'voted', vote, before, question: '', sectionId, ...occasion });
            if (vote === undefined) votes.delete(key);
            else votes.set(key, { vote, at: clock, sectionId });
            continue;
          }
          numbers.observe({ ...one.what, ...occasion });
          if (one.what.kind === 'read') {
            if (one.what.sectionId !== undefined) day.sections++;
            if (channel === 'inline') day.channels++;
            continue;
          }
          if (chat !== undefined) day.chats.add(chat);
          const said = one.what.kind === 'asked' ? one.what.answer : undefined;
          const ended: Outcome[] = said === undefined ? ['failed'] : outcomesOf(said);
          for (const outcome of ended) day.outcomes[outcome] = (day.outcomes[outcome] ?? 0) + 1;
          day.channels += ended.length;
          const singles = said === undefined ? [] : said.kind === 'parts' ? said.parts : [said];
          for (const { kind } of singles) {
            if (kind === 'found' || kind === 'continued') day.sections++;
            if (kind === 'found' || kind === 'unsure') day.topics++;
          }
        }
        numbers.write();
        const rows = new Map(tables.days.rows().map((row) => [row.day, row]));
        const sum = (counts: number[]): number => counts.reduce((all, count) => all + count, 0);
        for (const [day, { outcomes, chats, channels, sections, topics }] of expected) {
          const row = rows.get(day);
          if (row === undefined) {
            // Nothing but a vote taken back that was never given.
            assert.deepEqual([outcomes, chats.size, channels, sections], [{}, 0, 0, 0], day);
            continue;
          }
          assert.deepEqual(row.outcomes, outcomes);
          assert.equal(row.chats, chats.size);
          assert.equal(sum(Object.values(row.channels)), channels);
          assert.equal(sum(row.sections.counts), sections);
          assert.equal(sum(row.topics.counts), topics);
          for (const vote of ['up', 'down'] as const)
            assert.equal(
              sum(row[vote].counts),
              [...votes.values()].filter((one) => one.vote === vote && dayOf(one.at) === day).length,
              vote,
            );
        }
        assert.deepEqual(
          [...rows.keys()].filter((day) => !expected.has(day)),
          [],
        );
        assertSummary(rows, numbers.summary(400));
      },
    ),
  );
});

/** Whatever the days, their summary has each event of them once. */
function assertSummary(rows: ReadonlyMap<string, DayRow>, summary: Summary): void {
  const total = (outcome: Outcome): number =>
    [...rows.values()].reduce((sum, { outcomes }) => sum + (outcomes[outcome] ?? 0), 0);
  for (const outcome of OUTCOMES) assert.equal(summary.outcomes[outcome], total(outcome));
  assert.equal(
    summary.questions,
    OUTCOMES.reduce((sum, outcome) => sum + total(outcome), 0),
  );
  assert.equal(summary.days.length, 400);
}
