// Whatever happens, and whenever the process is killed: words of one person are never shown, counts are those of a plain
// model, and who is forgotten is gone from the files.
import assert from 'node:assert/strict';
import { readdirSync, readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import type { SignalKind } from '../../src/insight/insight.ts';
import { createHandClock } from '../support/hand-clock.ts';
import { found, nothing, openGapWorld, unsure } from '../support/gaps.ts';
import { fc } from '../support/property.ts';
import { temporaryFolder } from '../support/temporary.ts';

/** Nobody can take one for another in other words. */
const QUESTIONS = ['海外仓怎么备案', '码头几点关门', '年会在哪里办', '发票抬头怎么改'];
const asker = fc.constantFrom('11', '12', '13');
const question = fc.constantFrom(...QUESTIONS);
const step = fc.oneof(
  { weight: 4, arbitrary: fc.record({ do: fc.constant('nothing' as const), asker, question }) },
  { weight: 4, arbitrary: fc.record({ do: fc.constant('unsure' as const), asker, question }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('found' as const), asker, question }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('read' as const), asker }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('down' as const), asker, question }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('back' as const), asker, question }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('person' as const), asker, question }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('forget' as const), asker }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('kill' as const) }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('cluster' as const) }) },
  {
    weight: 2,
    arbitrary: fc.record({ do: fc.constant('pass' as const), seconds: fc.constantFrom(30, 100, 200) }),
  },
);

type Sign = { kind: SignalKind; asker: string; question: string; message: number };

test('words of one person are never shown, counts are right after any kill, and forgetting erases', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { maxLength: 40 }), async (steps) => {
      const folder = temporaryFolder();
      const clock = createHandClock();
      let world = await openGapWorld(folder, { clock });
      let signs: Sign[] = [];
      const last = new Map<string, { message: number; at: number }>();
      let message = 0;
      const forgotten = new Set<string>();
      for (const one of steps) {
        const now = clock.now();
        if ('asker' in one && one.do !== 'forget') forgotten.delete(one.asker);
        switch (one.do) {
          case 'nothing':
          case 'unsure':
          case 'found': {
            const answer = { nothing, unsure, found }[one.do](one.question);
            await world.ask(one.asker, answer, { message: String(++message) });
            if (one.do !== 'found') signs.push({ kind: one.do, ...one, message });
            last.set(one.asker, { message, at: now });
            break;
          }
          case 'read': {
            await world.tell(one.asker, { kind: 'read' });
            const { message: read = 0, at = 0 } = last.get(one.asker) ?? {};
            if (now - at <= 120_000)
              signs = signs.filter(({ kind, message }) => kind !== 'unsure' || message !== read);
            break;
          }
          case 'down':
          case 'back': {
            const vote = one.do === 'down' ? ('down' as const) : undefined;
            await world.tell(one.asker, { kind: 'voted', vote, question: one.question, sectionId: 's' });
            signs = signs.filter(
              ({ kind, asker, question }) =>
                kind !== 'voted-down' || asker !== one.asker || question !== one.question,
            );
            if (vote !== undefined) signs.push({ ...one, kind: 'voted-down', message: 0 });
            break;
          }
          case 'person':
            await world.tell(one.asker, { kind: 'handed-over', question: one.question });
            signs = signs.filter(
              ({ kind, asker, question }) =>
                kind !== 'handed-over' || asker !== one.asker || question !== one.question,
            );
            signs.push({ ...one, kind: 'handed-over', message: 0 });
            break;
          case 'forget':
            world.insight.forget({ asker: one.asker });
            signs = signs.filter(({ asker }) => asker !== one.asker);
            forgotten.add(one.asker);
            break;
          case 'kill':
            rmSync(path.join(folder, 'lock'), { force: true });
            world = await openGapWorld(folder, { clock });
            break;
          case 'cluster':
            await world.insight.gaps.cluster();
            break;
          case 'pass':
            await clock.pass(1000 * one.seconds);
            break;
        }
        shownOnlyIfSeveralAsked();
      }
      await world.cluster();
      shownOnlyIfSeveralAsked();
      const counts = new Map<string, number>();
      for (const { kind } of signs) counts.set(kind, (counts.get(kind) ?? 0) + 1);
      const shown = new Map<string, number>();
      for (const { signals } of world.insight.gaps.list({ offset: 0, limit: 99 }).gaps)
        for (const [kind, count] of Object.entries(signals)) shown.set(kind, (shown.get(kind) ?? 0) + count);
      assert.deepEqual(new Map([...shown].sort()), new Map([...counts].sort()));
      await world.insight.flush();
      const files = readdirSync(folder).map((name) => readFileSync(path.join(folder, name), 'utf8'));
      for (const asked of QUESTIONS)
        if (!signs.some(({ question }) => question === asked))
          assert.ok(!files.some((text) => text.includes(asked)) || forgotten.size === 0, asked);
      await world.insight.close();

      function shownOnlyIfSeveralAsked(): void {
        for (const status of ['open', 'closed', 'hidden'] as const)
          for (const { id, questions } of world.insight.gaps.list({ offset: 0, limit: 99, status }).gaps)
            for (const words of [...questions, ...world.insight.gaps.questionsOf(id)])
              assert.ok(new Set(everAsked(words)).size > 1, words);
      }
      /** Who asked it and was not forgotten since; a vote that was taken back was a question as well. */
      function everAsked(words: string): string[] {
        return steps
          .flatMap((one) => ('question' in one && one.question === words ? [one.asker] : []))
          .filter((asker) => !forgotten.has(asker));
      }
    }),
    { numRuns: 40 },
  );
});
