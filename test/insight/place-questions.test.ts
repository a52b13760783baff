import assert from 'node:assert/strict';
import { test } from 'node:test';
import { measureUnrelated, type MeaningOf } from '../../src/insight/likeness.ts';
import { placeQuestions, type Placing } from '../../src/insight/place-questions.ts';
import { hashedMeaning, squeezed } from '../support/gaps.ts';
import { fc } from '../support/property.ts';

const SUBJECTS = [
  '海外仓库备案',
  '产假工资发放',
  '码头关门时间',
  '发票抬头修改',
  '年会场地预订',
  '数据出境评估',
];
const ASKED = ['怎么办理', '要多久', '找谁', '需要什么', '能不能网上弄', '费用多少'];
const QUESTIONS = SUBJECTS.flatMap((subject) => ASKED.map((asked) => `${subject}${asked}`));

async function place(
  nights: readonly (readonly string[])[],
  meaningOf: MeaningOf = hashedMeaning,
): Promise<{ places: Map<string, string>; last: Placing | undefined }> {
  const unrelated = await measureUnrelated(meaningOf);
  const places = new Map<string, string>();
  const members = new Map<string, readonly string[]>();
  let last: Placing | undefined;
  for (const night of nights) {
    last = await placeQuestions(
      night.map((question) => ({ question, askers: 1 })),
      Array.from(members, ([id, some]) => ({ id, members: some })),
      { meaningOf, unrelated, idOf: (question) => `id of ${question}` },
    );
    for (const [question, id] of last.places) places.set(question, id);
    for (const [id, some] of last.members) members.set(id, some);
  }
  return { places, last };
}

/** The share of pairs on which two partitions agree. */
function agreement(a: ReadonlyMap<string, string>, b: ReadonlyMap<string, string>): number {
  const things = [...a.keys()];
  let [same, all] = [0, 0];
  for (const [i, x] of things.entries())
    for (const y of things.slice(i + 1)) {
      all++;
      if ((a.get(x) === a.get(y)) === (b.get(x) === b.get(y))) same++;
    }
  return same / all;
}

test('questions about one thing come together, questions about others do not', async () => {
  const { places } = await place([QUESTIONS]);
  const bySubject = SUBJECTS.map((subject) => new Set(ASKED.map((asked) => places.get(subject + asked))));
  assert.equal(new Set(bySubject.flatMap((ids) => [...ids])).size, SUBJECTS.length);
  assert.ok(bySubject.every(({ size }) => size === 1));
});

test('a model whose cosines are all high makes the same gaps', async () => {
  assert.deepEqual(
    (await place([QUESTIONS], squeezed(hashedMeaning))).places,
    (await place([QUESTIONS])).places,
  );
});

test('in whatever order questions come in a night, the gaps are the same; over several nights nearly', async () => {
  const { places: expected } = await place([QUESTIONS]);
  await fc.assert(
    fc.asyncProperty(
      fc.shuffledSubarray(QUESTIONS, { minLength: QUESTIONS.length }),
      fc.array(fc.nat({ max: QUESTIONS.length }), { maxLength: 4 }),
      async (order, ends) => {
        assert.deepEqual((await place([order])).places, expected);
        const cuts = [0, ...ends.sort((a, b) => a - b), order.length];
        const nights = cuts.slice(1).map((end, i) => order.slice(cuts[i], end));
        const { places } = await place(nights);
        assert.ok(agreement(places, expected) > 0.95);
      },
    ),
    { numRuns: 30 },
  );
});

test('gaps keep their ids, and are shown by the question nearest to their centre', async () => {
  const first = SUBJECTS.map((subject) => `${subject}怎么办理`);
  const before = await place([first]);
  const after = await place([first, QUESTIONS.filter((question) => !first.includes(question))]);
  for (const question of first) assert.equal(after.places.get(question), before.places.get(question));
  for (const [id, [centre = '']] of after.last?.members ?? [])
    assert.ok(centre.startsWith(id.slice(6, 12)), id);
});
