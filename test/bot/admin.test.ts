import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { AdminAccess, ReloadOutcome } from '../../src/bot/dependencies.ts';
import { GROUP, messagesOf, only, startDialogue } from '../support/dialogue.ts';
import type { Calibration } from '../../src/retrieval/calibration.ts';
import { CALIBRATION, openTestEngine } from '../support/engine.ts';

const engine = await openTestEngine();
const { manifest } = engine.index;
/** The clock of the dialogues stands at 2026-11-24 12:00 UTC. */
const PROGRAM = { version: '1.2.3', node: '20.12.0', startedAt: Date.parse('2026-11-24T11:15:00Z') };
const asOperator = (
  reload: ReloadOutcome = { kind: 'same' },
  refused?: { generation: string; reason: string },
  calibration: Pick<Calibration, 'cutOffs' | 'measured'> = CALIBRATION,
) =>
  startDialogue(engine, {
    admin: {
      ids: new Set([7]),
      program: PROGRAM,
      status: () => ({
        ...manifest,
        model: manifest.model.id,
        builtAt: '2026-11-24T09:30:00.000Z',
        calibration,
        refused,
      }),
      reload: () => Promise.resolve(reload),
    } satisfies AdminAccess,
  });

test('an operator sees the served generation, its counts, model, age and last build, and what else can be asked', async () => {
  const { say } = asOperator(undefined, { generation: 'next', reason: 'hnsw.bin is damaged' });
  const { text } = only(await say('/admin'));
  assert.equal(
    text,
    [
      'Wenda 1.2.3，Node.js 20.12.0，已运行 45 分钟',
      `索引版本 ${manifest.generation}`,
      '6 篇专题，16 节，17 段',
      '模型 wenda-mini',
      '建于 2026-11-24 09:30 UTC（2 小时前）',
      '上次构建：新算 17 段，沿用 0 段',
      manifest.vectorIndex.kind === 'hnsw' ? '图索引：重新构建' : '精确搜索（没有 hnswlib-node）',
      `把握程度达到 ${CALIBRATION.cutOffs.found.toFixed(2)} 才直接回答（默认门槛，还没有在本站实测）`,
      '版本 next 未被采用：hnsw.bin is damaged',
      '',
      '/admin reload 立即换用新索引，/admin invite 生成邀请链接，/admin remove 123456789 移出一个成员。',
    ].join('\n'),
  );
});

test('/start tells an operator in private what runs, and nobody else', async () => {
  const line = 'Wenda 1.2.3，Node.js 20.12.0，已运行 45 分钟';
  const own = only(await asOperator().say('/start')).text;
  assert.ok(own.includes(`\n\n${line}\n\n`), own);
  assert.ok(!JSON.stringify(await asOperator().sayInGroup('/start')).includes(line));
  const ids = new Set([8]);
  const admin = { ids, program: PROGRAM, status: () => assert.fail(), reload: () => assert.fail() };
  assert.ok(!only(await startDialogue(engine, { admin }).say('/start')).text.includes(line));
});

test('an operator sees where the wiki’s own cut-off lies, and how many false answers it lets through', async () => {
  const calibration = {
    cutOffs: { found: 0.612, unsure: 0.2 },
    measured: { questions: 200, falseAnswers: 0.08, atMost: 0.1123 },
  };
  const { text } = only(await asOperator(undefined, undefined, calibration).say('/admin'));
  assert.equal(
    text.split('\n').at(-3),
    '把握程度达到 0.61 才直接回答：在 200 个本站答不了的测试问题里，8.0% 也会得到回答（九成把握不超过 11.2%）',
  );
});

test('an operator sees which files have errors, and whether their last good version is served', async () => {
  const bad = (file: string, isKept: boolean) => ({ file, line: 2, message: 'not <closed>', isKept });
  const badFiles = [bad('guide/a.md', true), ...Array.from('bcdefg', (name) => bad(`${name}.md`, false))];
  const { say } = startDialogue(engine, {
    admin: {
      ids: new Set([7]),
      program: PROGRAM,
      status: () => ({
        ...manifest,
        corpus: { ...manifest.corpus, skippedFiles: 30, badFiles },
        model: manifest.model.id,
        calibration: CALIBRATION,
        refused: undefined,
      }),
      reload: () => Promise.resolve({ kind: 'same' }),
    },
  });
  const lines = only(await say('/admin')).text.split('\n');
  assert.deepEqual(lines.slice(3, 6), [
    '有错误的文件：30 个',
    '• guide/a.md:2: not <closed>（沿用上一版）',
    '• b.md:2: not <closed>（未收录）',
  ]);
  assert.equal(lines.filter((line) => line.startsWith('•')).length, 5);
});

test('/admin reload reports its result', async () => {
  for (const [outcome, said] of [
    [{ kind: 'same' }, /没有更新的版本/],
    [{ kind: 'swapped', generation: 'next' }, /已切换到版本 next/],
    [{ kind: 'refused', generation: 'next', reason: 'x is <damaged>' }, /版本 next 未被采用：x is <damaged>/],
  ] as const)
    assert.match(only(await asOperator(outcome).say('/admin reload')).text, said);
});

test('for all others, and in groups, it is like any unknown command', async () => {
  const unknown = await startDialogue(engine).say('/nimda');
  const other = startDialogue(engine, {
    admin: {
      ids: new Set([8]),
      program: PROGRAM,
      status: () => assert.fail('asked for the status'),
      reload: () => assert.fail('reloaded'),
    },
  });
  for (const command of ['/admin', '/admin reload', '/admin status']) {
    const acts = await other.say(command);
    assert.equal(acts.length, unknown.length, command);
    assert.doesNotMatch(JSON.stringify(acts), /wenda-mini|索引版本/);
  }
  const inGroup = await asOperator().sayInGroup('/admin');
  assert.doesNotMatch(JSON.stringify(inGroup), /索引版本/);
});

/** Pages with two sessions; `asked`: for whom links were made. */
const withPage = (isLocal: boolean, operator = 7) => {
  const asked: unknown[] = [];
  const dialogue = startDialogue(engine, {
    admin: {
      ids: new Set([operator]),
      program: PROGRAM,
      status: () => ({ ...manifest, model: manifest.model.id, calibration: CALIBRATION, refused: undefined }),
      reload: () => Promise.resolve({ kind: 'same' }),
      page: {
        link: (...who) => {
          asked.push(who);
          return { url: 'http://127.0.0.1:8080/admin/enter/x_Y-z?lang=zh-hans', minutes: 10, isLocal };
        },
        close: () => 2,
      },
    },
  });
  return { ...dialogue, asked };
};

test('an operator gets a link to the pages by an order or a button, without a preview, and signs everybody out', async () => {
  const { say, press, asked } = withPage(true);
  const lines = [
    '管理页面的登录链接，10 分钟内有效，只能用一次，请勿转发：',
    'http://127.0.0.1:8080/admin/enter/x_Y-z?lang=zh-hans',
    '这个地址只能在运行 Wenda 的机器上打开。要从别处打开，请设置 PUBLIC_URL。',
    '发送 /admin page off 可让所有设备退出登录。',
  ];
  const sent = only(await say('/admin page'));
  assert.equal(sent.text, lines.join('\n'));
  await say('/admin');
  assert.deepEqual(
    messagesOf(await press('🖥')).map(({ text }) => text),
    [lines.join('\n')],
  );
  assert.deepEqual(asked, [
    [7, 'zh-hans'],
    [7, 'zh-hans'],
  ]);
  assert.equal(only(await say('/admin page off')).text, '已退出 2 处登录，没用过的登录链接也一并作废。');
  assert.doesNotMatch(only(await withPage(false).say('/admin page')).text, /PUBLIC_URL/);
});

test('nobody else gets a link, by the order, its button, or in a group', async () => {
  const stranger = withPage(true, 8);
  const operator = withPage(true);
  for (const order of ['/admin page', '/admin page off'])
    for (const act of [...(await stranger.say(order)), ...(await operator.sayInGroup(order))])
      assert.doesNotMatch(JSON.stringify(act), /enter|已退出/);
  await stranger.pressData('op', await stranger.written(7));
  await operator.pressData('op', await operator.written(GROUP.id));
  assert.deepEqual([...stranger.asked, ...operator.asked], []);
  assert.deepEqual(
    only(await asOperator().say('/admin page')).buttons,
    [],
    'without pages there is no button',
  );
});
