// Teaching over a real wiki: on disk, live at once, and as the files say.
import assert from 'node:assert/strict';
import { appendFileSync, existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, test } from 'node:test';
import { type Answer, shownPassage } from '../../src/answer/answer.ts';
import { Failure } from '../../src/system/failure.ts';
import { createTeaching, type FollowedTeaching } from '../../src/teaching/create-teaching.ts';
import type { Lesson } from '../../src/teaching/teaching.ts';
import { writeCoffeeWiki } from '../support/coffee-wiki.ts';
import { openTestEngine } from '../support/engine.ts';
import { teachable } from '../support/teachable-wiki.ts';
import { temporaryFolder } from '../support/temporary.ts';

const articles = temporaryFolder();
writeCoffeeWiki(articles);
const engine = await openTestEngine(articles);

type School = {
  folder: string;
  teaching: FollowedTeaching;
  warnings: string[];
  /** Kind and heading of an answer. */
  ask: (question: string) => Promise<string>;
};

/** A wiki that is taught, with a folder of its own. */
function school(asked: { recent?: string[]; questions?: string[]; folder?: string } = {}): School {
  const folder = asked.folder ?? path.join(temporaryFolder(), 'wenda');
  const wiki = teachable(engine);
  const warnings: string[] = [];
  const teaching = createTeaching({
    folder,
    wiki,
    recent: () => asked.recent ?? [],
    questionLines: () => asked.questions ?? [],
    now: () => Date.UTC(2026, 10, 29),
    logger: { warn: (message) => warnings.push(message) },
  });
  const told = (answer: Answer): string =>
    `${answer.kind} ${shownPassage(answer)?.headingPath.at(-1) ?? ''}`.trim();
  return {
    folder,
    teaching,
    warnings,
    ask: async (question) => told(await wiki.live.wiki.answerer.answer(question)),
  };
}

const BEANS = '不干了以后冰箱里没拆的豆子能卖给谁';
const LEFTOVERS = { article: 'mendian-guanbi', section: '详细释义 › 剩余物料处理' };
const belongs: Lesson = { kind: 'belongs', questions: [BEANS], to: LEFTOVERS };
const textIn = (folder: string, file: string): string => readFileSync(path.join(folder, file), 'utf8');

describe('a lesson', () => {
  test('is in the files and in the next answer when it is applied, and gone when it is taken back', async () => {
    const { teaching, ask, folder } = school();
    assert.equal(existsSync(folder), false);
    await teaching.apply(belongs);
    assert.equal(await ask(BEANS), 'found 剩余物料处理');
    assert.equal(
      textIn(folder, 'aliases.jsonl'),
      `{"q":"${BEANS}","article":"mendian-guanbi","section":"详细释义 › 剩余物料处理","at":"2026-11-29"}\n`,
    );
    assert.match(textIn(folder, 'cases.jsonl'), /"group":"taught"\}\n$/);
    await teaching.apply({ kind: 'synonym', word: '薅羊毛', means: '会员卡充值' });
    assert.match(await ask('薅羊毛'), /充值与余额$/);
    await teaching.apply({ kind: 'out-of-scope', questions: ['咖啡豆期货价格', '今天咖啡豆多少钱一斤'] });
    assert.equal(await ask('咖啡豆期货价格'), 'nothing');
    assert.deepEqual(teaching.lessons(), [
      { ...belongs, at: '2026-11-29' },
      { kind: 'synonym', word: '薅羊毛', means: '会员卡充值', at: '2026-11-29' },
      { kind: 'out-of-scope', questions: ['咖啡豆期货价格'], at: '2026-11-29' },
      { kind: 'out-of-scope', questions: ['今天咖啡豆多少钱一斤'], at: '2026-11-29' },
    ]);
    for (const lesson of teaching.lessons()) await teaching.takeBack(lesson);
    assert.deepEqual(teaching.lessons(), []);
    assert.notEqual(await ask(BEANS), 'found 剩余物料处理');
    for (const file of ['aliases.jsonl', 'synonyms.txt', 'negatives.jsonl', 'cases.jsonl'])
      assert.equal(textIn(folder, file), '');
  });

  test('moves a question that was taught otherwise', async () => {
    const { teaching, ask } = school();
    await teaching.apply({ kind: 'out-of-scope', questions: [BEANS] });
    await teaching.apply(belongs);
    assert.equal(await ask(BEANS), 'found 剩余物料处理');
    await teaching.apply({ ...belongs, to: { article: 'huiyuan-ka' } });
    assert.equal(await ask(BEANS), 'found 充值与余额');
    assert.equal(teaching.lessons().length, 1);
  });

  test('that cannot be taught is refused with the next step', async () => {
    const { teaching, folder } = school();
    const lessons: [Lesson, RegExp][] = [
      [
        { ...belongs, to: { article: 'nowhere' } },
        /no section "" in an article "nowhere"; search for it again/,
      ],
      [{ ...belongs, questions: ['？？', '你好'] }, /no question with a word in it/],
      [{ kind: 'synonym', word: 'a, b', means: '充值' }, /write one word on each side/],
      [{ kind: 'synonym', word: '充 => 值', means: '充值' }, /write one word on each side/],
      [{ kind: 'synonym', word: '…', means: '充值' }, /write one word on each side/],
      [{ kind: 'synonym', word: '充\n值', means: '充值' }, /write one word on each side/],
    ];
    for (const [lesson, message] of lessons) {
      await assert.rejects(
        teaching.apply(lesson),
        (error) => error instanceof Failure && message.test(error.message),
      );
      await assert.rejects(teaching.preview(lesson), message);
    }
    assert.equal(existsSync(folder), false);
  });

  test('that cannot be written names the place and the next step', async () => {
    const file = path.join(temporaryFolder(), 'wenda');
    writeFileSync(file, 'no folder');
    const { teaching } = school({ folder: file });
    await assert.rejects(
      teaching.apply(belongs),
      (error) =>
        error instanceof Failure &&
        error.code === 'config' &&
        error.message.includes(`${file} cannot be written`) &&
        error.message.endsWith('or name another folder in TEACHING_DIR'),
    );
  });

  test('of many writers at once, in one process or several, is not lost', async () => {
    const first = school();
    const second = school({ folder: first.folder });
    const questions = Array.from({ length: 20 }, (_, i) => `第${i + 1}号问题归谁管`);
    await Promise.all(
      questions.map((question, i) =>
        (i % 2 === 0 ? first : second).teaching.apply({ kind: 'out-of-scope', questions: [question] }),
      ),
    );
    first.teaching.look();
    const taught = first.teaching
      .lessons()
      .flatMap((lesson) => ('questions' in lesson ? lesson.questions : []));
    assert.deepEqual([...taught].sort(), [...questions].sort());
    assert.deepEqual(
      readdirSync(first.folder).filter((name) => name.startsWith('.')),
      [],
    );
  });
});

describe('files that somebody else writes', () => {
  test('are taken up, and what is wrong in them is said once', async () => {
    const { teaching, ask, folder, warnings } = school();
    mkdirSync(folder);
    appendFileSync(
      path.join(folder, 'aliases.jsonl'),
      [
        JSON.stringify({ q: BEANS, article: 'mendian-guanbi', section: '剩余 物料处理' }),
        JSON.stringify({ q: '排队要多久', article: 'paidui' }),
        JSON.stringify({ q: '退卡', article: 'huiyuan-ka', section: '退卡' }),
        '{"q": ',
      ].join('\n'),
    );
    teaching.look();
    assert.equal(await ask(BEANS), 'found 剩余物料处理');
    assert.deepEqual(teaching.problems(), [
      'wenda/aliases.jsonl:4 is not a line like {"q": "…", "article": "slug", "section": "…"}; it is passed over',
      'wenda/aliases.jsonl:2: there is no article "paidui" any more; the line does nothing',
      'wenda/aliases.jsonl:3: the article "huiyuan-ka" has no section "退卡" any more; the line does nothing',
    ]);
    appendFileSync(path.join(folder, 'negatives.jsonl'), '{"q": "今天天气"}\n');
    teaching.look();
    teaching.warn();
    assert.deepEqual(
      warnings,
      teaching.problems().map((problem) => `[config] ${problem}`),
    );
    await teaching.apply({ kind: 'out-of-scope', questions: ['排队要多久'] });
    assert.match(textIn(folder, 'aliases.jsonl'), /^.*\n.*"退卡"\}\n\{"q": $/);
  });

  test('may be missing', () => {
    const { teaching } = school();
    teaching.look();
    assert.deepEqual([teaching.lessons(), teaching.problems()], [[], []]);
  });
});

describe('a preview', () => {
  const recent = [BEANS, '会员卡过期怎么办', '加盟费用', '不干了，冰箱里没拆的豆子卖给谁好呢'];
  const questions = [
    JSON.stringify({ q: '会员卡过期怎么办', article: 'huiyuan-ka', section: '详细释义 › 过期怎么办' }),
    JSON.stringify({ q: '加盟费用', article: 'kafei-jiameng', also: [['huiyuan-ka', '过期怎么办']] }),
    JSON.stringify({ q: '明天的天气' }),
    JSON.stringify({ q: '别的百科', article: 'elsewhere' }),
    JSON.stringify({ q: '那呢', after: ['会员卡'] }),
    'no line',
  ];

  test('tells which of the recent answers change, and that no case breaks', async () => {
    const { teaching, folder } = school({ recent, questions });
    const preview = await teaching.preview(belongs);
    assert.equal(preview.recent.of, 4);
    assert.ok(preview.recent.changed >= 1);
    assert.deepEqual(preview.cases, { broken: 0, of: 3, brokenOnes: [] });
    assert.equal(existsSync(folder), false, 'nothing is written');
    await teaching.apply(belongs);
    const again = await teaching.preview(belongs);
    assert.deepEqual([again.recent.changed, again.cases.of], [0, 4]);
  });

  test('names the cases that would break', async () => {
    const { teaching } = school({ recent, questions });
    const { cases } = await teaching.preview({ kind: 'out-of-scope', questions: ['会员卡过期怎么办'] });
    assert.deepEqual(cases, { broken: 1, of: 3, brokenOnes: ['会员卡过期怎么办'] });
  });
});

describe('sections to choose from', () => {
  test('are the closest first, each once, also for what is out of scope', async () => {
    const { teaching } = school();
    await teaching.apply({ kind: 'out-of-scope', questions: ['豆子回收'] });
    const choices = await teaching.sectionsFor('咖啡豆回收', 3);
    const [first] = choices;
    assert.deepEqual(first?.place, LEFTOVERS);
    assert.deepEqual([first.title, first.breadcrumb], ['门店关闭', ['剩余物料处理']]);
    assert.match(first.excerpt, /按进价七折回收/);
    assert.ok(choices.length <= 3);
    const places = choices.map(({ place }) => JSON.stringify(place));
    assert.equal(new Set(places).size, places.length);
    const [scope] = await teaching.sectionsFor('豆子回收', 1);
    assert.deepEqual(scope?.place, LEFTOVERS);
  });

  test('of a title, even typed by its initials, are those of its article', async () => {
    const { teaching } = school();
    for (const words of ['会员卡', 'hyk'])
      assert.equal((await teaching.sectionsFor(words, 3))[0]?.title, '会员卡', words);
    assert.deepEqual(await teaching.sectionsFor('？', 3), []);
  });
});

describe('a draft', () => {
  test('is an article to be written, and gets the further questions of its gap', async () => {
    const { teaching, folder } = school();
    const file = await teaching.draft('g12', '外卖: 怎么 "开通"？', ['外卖怎么开通', '能送外卖吗 --> 吗']);
    assert.equal(path.dirname(file), path.join(folder, 'drafts'));
    assert.equal(
      readFileSync(file, 'utf8'),
      '---\ntitle: "外卖: 怎么 \\"开通\\"？"\ndate: 2026-11-29\n---\n\n<!-- 外卖怎么开通 -->\n<!-- 能送外卖吗 吗 -->\n',
    );
    const again = await teaching.draft('g12', '外卖', ['外卖怎么开通', '谁送'], '平台统一配送。');
    assert.equal(again, file);
    assert.match(readFileSync(file, 'utf8'), /吗 -->\n\n<!-- 谁送 -->\n\n平台统一配送。\n$/);
    const same = readFileSync(file, 'utf8');
    await teaching.draft('g12', '外卖', ['谁送'], '平台统一配送。');
    assert.equal(readFileSync(file, 'utf8'), same);
    const other = await teaching.draft('../g1', '../../etc/passwd', []);
    assert.equal(path.dirname(other), path.join(folder, 'drafts'));
    assert.notEqual(other, file);
  });
});
