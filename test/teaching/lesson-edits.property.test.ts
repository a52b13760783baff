// Several writers and a person with an editor work on the same files: whatever they do, no line of anybody else is lost.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { taughtForm } from '../../src/retrieval/lessons.ts';
import { withLesson, withoutLesson } from '../../src/teaching/lesson-edits.ts';
import { readTaught, TAUGHT_FILES, type TaughtTexts } from '../../src/teaching/lesson-lines.ts';
import type { Lesson } from '../../src/teaching/teaching.ts';
import { fc } from '../support/property.ts';

const NONE: TaughtTexts = {
  'aliases.jsonl': '',
  'synonyms.txt': '',
  'negatives.jsonl': '',
  'cases.jsonl': '',
};
const AT = '2026-11-29';

/** Lessons name their own questions and words; what people write by hand never does. */
const taughtQuestion = fc.constantFrom(
  '关店找谁',
  '豆子 能退吗',
  '"引号"怎么写',
  'How to close?',
  '余额\n怎么办',
);
const to = fc.constantFrom(
  { article: 'huiyuan-ka', section: '过期怎么办' },
  { article: 'mendian-guanbi' },
  { article: 'mendian-guanbi', section: '基本释义 › 注销流程' },
);
const lesson: fc.Arbitrary<Lesson> = fc.oneof(
  fc.record({
    kind: fc.constant('belongs' as const),
    questions: fc.array(taughtQuestion, { minLength: 1, maxLength: 3 }),
    to,
  }),
  fc.record({
    kind: fc.constant('out-of-scope' as const),
    questions: fc.array(taughtQuestion, { minLength: 1, maxLength: 3 }),
  }),
  fc.record({
    kind: fc.constant('synonym' as const),
    word: fc.constantFrom('拔草', 'C#', '薅羊毛'),
    means: fc.constantFrom('关店', '充值'),
  }),
);
const file = fc.constantFrom(...TAUGHT_FILES);
const byHand = fc.oneof(
  fc.constantFrom(
    '<<<<<<< HEAD',
    '{"q": "手写的问题"',
    '{"q": "手写的问题", "article": "huiyuan-ka", "answer": "冻结"}',
    '{"q": 7}',
    '# 备注',
    '手写 => 登记  # 自己加的',
    '手写, 登记',
    '=>',
    'null',
    '   ',
  ),
  fc.string({ maxLength: 20 }).map((text) => `手写 ${text.replace(/[\r\n\uFEFF]/g, ' ')}`),
);
type Step =
  | { do: 'teach' | 'take back'; lesson: Lesson }
  | { file: (typeof TAUGHT_FILES)[number]; line: string; end: string };
const step: fc.Arbitrary<Step> = fc.oneof(
  fc.record({ do: fc.constantFrom('teach' as const, 'take back' as const), lesson }),
  fc.record({ file, line: byHand, end: fc.constantFrom('\n', '\r\n', '') }),
);

const linesOf = (text: string): string[] => text.split(/\r?\n/).filter((line) => line !== '');

test('whatever is taught, taken back and edited in between, every other line stays, in its order', () => {
  fc.assert(
    fc.property(fc.array(step, { maxLength: 25 }), (steps) => {
      let texts = NONE;
      const own = new Map(TAUGHT_FILES.map((name) => [name, [] as string[]]));
      for (const one of steps) {
        if ('lesson' in one)
          texts = one.do === 'teach' ? withLesson(texts, one.lesson, AT) : withoutLesson(texts, one.lesson);
        else {
          const text = texts[one.file];
          const begin = text === '' || text.endsWith('\n') ? '' : '\n';
          texts = { ...texts, [one.file]: `${text}${begin}${one.line}${one.end}` };
          own.get(one.file)?.push(one.line);
        }
        for (const name of TAUGHT_FILES) {
          const mine = own.get(name)?.filter((line) => line !== '') ?? [];
          const kept = linesOf(texts[name]);
          let at = 0;
          for (const line of mine) {
            at = kept.indexOf(line, at) + 1;
            assert.ok(at > 0, `${name} lost ${JSON.stringify(line)}`);
          }
        }
      }
    }),
  );
});

test('a lesson is there after teaching it, teaching it twice is teaching it once, and taking it back leaves nothing', () => {
  fc.assert(
    fc.property(fc.array(lesson, { maxLength: 6 }), lesson, (before, last) => {
      const texts = before.reduce((so, one) => withLesson(so, one, AT), NONE);
      const once = withLesson(texts, last, AT);
      assert.equal(withLesson(once, last, '2027-01-01'), once);
      const { lessons, cases } = readTaught(once, '/wiki/wenda');
      const forms = last.kind === 'synonym' ? [] : last.questions.map(taughtForm);
      for (const form of forms) {
        const places = lessons.aliases.filter(({ question }) => question === form).map(({ place }) => place);
        const isNegative = lessons.negatives.includes(form);
        const labels = cases.filter(({ question }) => taughtForm(question) === form).map((one) => one.to);
        if (last.kind === 'belongs') {
          assert.deepEqual([places, isNegative], [[{ section: undefined, ...last.to }], false]);
          assert.deepEqual(labels, [{ section: undefined, ...last.to }]);
        } else assert.deepEqual([places, isNegative, labels], [[], true, [undefined]]);
      }
      if (last.kind === 'synonym') assert.match(once['synonyms.txt'], /^\S+ => \S+ {2}# \d{4}-\d\d-\d\d$/m);
      const after = readTaught(withoutLesson(once, last), '/wiki/wenda');
      const left = [...after.lessons.aliases.map(({ question }) => question), ...after.lessons.negatives];
      for (const form of forms) assert.ok(!left.includes(form));
      for (const { question } of after.cases) assert.ok(!forms.includes(taughtForm(question)));
    }),
  );
});
