import assert from 'node:assert/strict';
import { test } from 'node:test';
import { LANGUAGES } from '../../../src/locales/translations.ts';
import { gapsFile } from '../../../src/web/admin/downloads.ts';
import { fc } from '../../support/property.ts';
import { wordsOf } from '../reader-fixture.ts';
import { formsIn, gapOf, openAdminWorlds, summaryOf, type Visitor } from './admin-fixture.ts';

const worlds = await openAdminWorlds();
const { wiki } = worlds.reader;
const ID = 'gap-00000001';
const AT = `/admin/gaps/${ID}`;
const NEAREST = '样品复检要多少钱';

const postForm = (text: string, end: string) =>
  formsIn(text).find((form) => form.method === 'post' && form.action.endsWith(end));
/** Sends the form that a page shows. */
const send = async (visitor: Visitor, text: string, end: string) => {
  const form = postForm(text, end);
  assert.ok(form !== undefined, `there is no form for ${end}`);
  return visitor.post(form.action, form.fields);
};
/** The page of an act's preview for the first offered section. */
const previewOfFirst = async (visitor: Visitor) => {
  const { text } = await visitor.get(AT);
  const link = wordsOf(/href="([^"]*belongs[^"]*)"/.exec(text)?.[1] ?? '');
  return { link, ...(await visitor.get(link)) };
};

test('the overview tells today, a week and a month in figures, a drawing and a table', async () => {
  const [article] = wiki.directory.latest(0, 1).articles;
  const { open } = worlds;
  const { signIn } = open({
    summary: (days) =>
      summaryOf({
        days: Array.from({ length: days }, (_, i) => ({
          day: `2026-11-${String(i + 1).padStart(2, '0')}`,
          outcomes: { found: 3, nothing: 1 },
        })),
        questions: 4 * days,
        outcomes: { ...summaryOf().outcomes, found: 3 * days, nothing: days },
        answered: 0.75,
        medianMs: 42.4,
        p95Ms: 1250,
        topics: [
          { articleId: article?.articleId ?? '', count: 9 },
          { articleId: 'gone', count: 2 },
        ],
        votes: { up: 5, down: 2 },
        chats: 6,
      }),
  });
  const operator = await signIn();
  const month = await operator.get('/admin?days=30');
  const words = wordsOf(month.text);
  for (const text of [
    '120',
    '75%',
    '42 ms',
    '95% 在 1.3 s 内',
    '👍 5👎 2',
    article?.title ?? '',
    '（已不在本站）',
  ])
    assert.ok(words.includes(text), text);
  assert.equal(month.text.match(/<g><title>2026-11-\d\d: 找到答案 3, 没有答案 1<\/title>/g)?.length, 30);
  assert.equal(month.text.match(/<th scope="row">/g)?.length, 30);
  const week = wordsOf((await operator.get('/admin?days=nonsense')).text);
  assert.ok(week.includes('28'), 'a week if the address says nothing');
  assert.doesNotMatch((await operator.get('/admin?days=1')).text, /<svg/, 'one day is no chart');
});

test('gaps are listed by status and page, and words of one reader are not shown', async () => {
  const many = Array.from({ length: 45 }, (_, i) =>
    gapOf({ id: `gap-${i}`, askers: 50 - i, questions: [`问题${i}号`] }),
  );
  const alone = gapOf({ id: 'gap-alone', askers: 1, questions: [] });
  const { signIn } = worlds.open({
    gaps: [...many, alone, gapOf({ id: 'gap-c', status: 'closed', questions: ['关掉的'] })],
  });
  const operator = await signIn();
  const first = wordsOf((await operator.get('/admin/gaps')).text);
  assert.ok(first.includes('问题0号') && first.includes('问题19号') && !first.includes('问题20号'), first);
  assert.ok(first.includes('待处理 46') && first.includes('已处理 1'), first);
  assert.ok(first.includes('50 位读者 · 👎 2（过时 1） · 没有答案 3 · 最近 2026-11-23'), first);
  const last = wordsOf((await operator.get('/admin/gaps?page=3')).text);
  assert.ok(last.includes('问题44号') && last.includes('只有一位读者问过'), last);
  const closed = wordsOf((await operator.get('/admin/gaps?status=closed')).text);
  assert.ok(closed.includes('关掉的') && !closed.includes('问题0号'));
  const { text } = await operator.get('/admin/gaps/gap-alone');
  assert.deepEqual(
    formsIn(text)
      .filter(({ action }) => action.includes('gap-alone'))
      .map(({ action }) => action),
    ['/admin/gaps/gap-alone/hide'],
    'nothing can be taught from it',
  );
  assert.equal((await operator.get('/admin/gaps/unknown')).status, 404);
  assert.equal((await operator.get(`/admin/gaps/gap-0/destroy`)).status, 404);
});

test('a gap’s questions are given to a section after a preview, and whoever tells those who wait hears of it', async () => {
  const { signIn, gaps, teaching, told } = worlds.open({
    gaps: [gapOf({ id: ID })],
    recent: [NEAREST, '樣品複檢要多少錢', '别的问题'],
  });
  const operator = await signIn();
  const { text } = await previewOfFirst(operator);
  const words = wordsOf(text);
  assert.ok(words.includes('最近 3 个问题里，有 2 个的回答会变。'), words);
  assert.ok(!words.includes('樣品複檢'), 'what one reader asked is counted, not shown');
  assert.ok(words.includes('38 个已知用例里，有 0 个会变差。'));
  assert.equal(teaching.taught.length, 0, 'a preview writes nothing');
  const done = await send(operator, text, '/belongs');
  assert.equal(done.status, 303);
  const [lesson] = teaching.taught;
  assert.ok(lesson?.kind === 'belongs');
  assert.deepEqual(lesson.questions, gapOf({ id: ID }).questions);
  assert.equal(gaps.get(ID)?.closed?.by, 'belongs');
  assert.equal(told.times, 1);

  const closed = await operator.get(AT);
  assert.ok(wordsOf(closed.text).includes('会一并收回'));
  assert.equal((await send(operator, closed.text, '/undo')).status, 303);
  assert.deepEqual(teaching.taught, []);
  assert.equal(gaps.get(ID)?.status, 'open');
  assert.equal(told.times, 2);
});

test('other words find other sections', async () => {
  const { signIn } = worlds.open({ gaps: [gapOf({ id: ID })] });
  const operator = await signIn();
  const { text } = await operator.get(`${AT}?words=${encodeURIComponent('坐席收费方式')}`);
  assert.match(wordsOf(text), /云帆客服系统 › .*收费/);
  assert.ok((await operator.get(`${AT}?words=${encodeURIComponent('？')}`)).text.includes('没有找到'));
});

test('a synonym, a draft, out of scope and never again each write only after their preview', async () => {
  const acts: [string, string, () => unknown][] = [];
  const { signIn, gaps, teaching, told } = worlds.open({
    gaps: ['a', 'b', 'c', 'd', 'e'].map((id) => gapOf({ id })),
  });
  acts.push(
    ['/admin/gaps/a/synonym', '?word=复测&means=复检', () => teaching.taught],
    ['/admin/gaps/b/write', '?title=样品复检', () => teaching.written],
    ['/admin/gaps/c/out-of-scope', '', () => teaching.taught],
    ['/admin/gaps/d/hide', '', () => gaps.get('d')?.status],
    ['/admin/gaps/e/written', '', () => gaps.get('e')?.closed],
  );
  const operator = await signIn();
  for (const [at, query, state] of acts) {
    const before = JSON.stringify(state());
    const preview = await operator.get(at + query);
    assert.equal(preview.status, 200, at);
    assert.equal(JSON.stringify(state()), before, at);
    await send(operator, preview.text, at);
    assert.notEqual(JSON.stringify(state()), before, at);
  }
  assert.deepEqual(
    teaching.taught.map(({ kind }) => kind),
    ['synonym', 'out-of-scope'],
  );
  assert.deepEqual(teaching.written[0]?.questions, gapOf({ id: ID }).questions);
  assert.deepEqual(told, { times: 2, drafted: ['b'] });
  assert.deepEqual(
    ['a', 'b', 'c', 'd', 'e'].map((id) => gaps.get(id)?.status),
    ['closed', 'open', 'closed', 'hidden', 'closed'],
    'a draft is no answer yet',
  );
  const hidden = await operator.get('/admin/gaps/d');
  await send(operator, hidden.text, '/undo');
  assert.equal(gaps.get('d')?.status, 'open');
});

test('a preview that no longer holds is refused and shown again, and nothing is written', async () => {
  for (const happens of ['generation', 'lesson', 'closed'] as const) {
    const { signIn, gaps, teaching, served } = worlds.open({ gaps: [gapOf({ id: ID })] });
    const operator = await signIn();
    const { text } = await previewOfFirst(operator);
    if (happens === 'generation') served.generation = 'next';
    if (happens === 'lesson') await teaching.apply({ kind: 'synonym', word: 'a', means: 'b' });
    if (happens === 'closed') gaps.close(ID, 'written');
    const before = JSON.stringify([teaching.taught, gaps.get(ID)]);
    const refused = await send(operator, text, '/belongs');
    assert.equal(refused.status, 409, happens);
    assert.ok(wordsOf(refused.text).includes('没有写入任何内容'), happens);
    assert.equal(JSON.stringify([teaching.taught, gaps.get(ID)]), before, happens);
    if (happens === 'closed') continue;
    assert.equal(
      (await send(operator, refused.text, '/belongs')).status,
      303,
      'the new preview can be applied',
    );
  }
});

test('a form is sent twice, and it is taught once', async () => {
  const { signIn, teaching } = worlds.open({ gaps: [gapOf({ id: ID })] });
  const operator = await signIn();
  const { text } = await previewOfFirst(operator);
  assert.equal((await send(operator, text, '/belongs')).status, 303);
  assert.equal((await send(operator, text, '/belongs')).status, 409);
  assert.equal(teaching.taught.length, 1);
});

test('a lesson that breaks a known case says which, and its button says so too', async () => {
  const { signIn, teaching } = worlds.open({ gaps: [gapOf({ id: ID })] });
  teaching.breaks = ['公司注销要公告多久'];
  const { text } = await previewOfFirst(await signIn());
  const words = wordsOf(text);
  assert.ok(
    words.includes('公司注销要公告多久') && words.includes('仍然应用') && !words.includes('确认应用'),
    words,
  );
});

test('a full disk is named, and the gap stays open', async () => {
  const { signIn, gaps, teaching } = worlds.open({ gaps: [gapOf({ id: ID })] });
  const operator = await signIn();
  const { text } = await previewOfFirst(operator);
  teaching.isFull = true;
  const failed = await send(operator, text, '/belongs');
  assert.equal(failed.status, 500);
  assert.match(wordsOf(failed.text), /没有写入：.*aliases\.jsonl.*free space/);
  assert.equal(gaps.get(ID)?.status, 'open');
});

test('what was taught is listed and taken back one by one', async () => {
  const { signIn, teaching } = worlds.open();
  await teaching.apply({ kind: 'synonym', word: '复测', means: '复检' });
  await teaching.apply({ kind: 'out-of-scope', questions: ['今天天气'] });
  const operator = await signIn();
  const { text } = await operator.get('/admin/lessons');
  assert.ok(wordsOf(text).includes('复测 → 复检'));
  assert.equal((await send(operator, text, '/take-back')).status, 303);
  assert.deepEqual(
    teaching.taught.map(({ kind }) => kind),
    ['out-of-scope'],
  );
});

const HOSTILE = [
  '<script>alert(1)</script>',
  '"><img src=x onerror=alert(1)>',
  '\u202egnp.exe\u0000\ud800',
  `长${'很'.repeat(498)}长`,
  "'; --",
];

test('hostile questions are shown as text on every page, and kept apart from the words around them', async () => {
  const { signIn, teaching } = worlds.open({
    gaps: HOSTILE.map((question, i) => gapOf({ id: `gap-${i}`, questions: [question, question] })),
  });
  await teaching.apply({ kind: 'out-of-scope', questions: HOSTILE });
  await teaching.apply({ kind: 'synonym', word: HOSTILE[0] ?? '', means: HOSTILE[1] ?? '' });
  const operator = await signIn();
  const paths = HOSTILE.flatMap((question, i) => {
    const words = encodeURIComponent(question.toWellFormed());
    return [
      '',
      `?words=${words}`,
      `/out-of-scope`,
      `/synonym?word=${words}&means=x`,
      `/write?title=${words}`,
    ].map((end) => `/admin/gaps/gap-${i}${end}`);
  });
  for (const path of ['/admin/gaps', '/admin/lessons', ...paths]) {
    const { status, text } = await operator.get(path);
    assert.equal(status, 200, path);
    assert.doesNotMatch(text, /<script(?! src="\/reader\.js)|<img|\u0000|\ud800(?![\udc00-\udfff])/, path);
    for (const tag of text.replace(/="[^"]*"/g, '=""').match(/<[^>]*>/g) ?? [])
      assert.doesNotMatch(tag, /\s(?:on\w+|style)\s*=/i, path);
    // A mark that turns the direction is always inside an element that contains its effect.
    for (const { index } of text.replace(/="[^"]*"/g, '').matchAll(/\u202e/g))
      assert.match(text.replace(/="[^"]*"/g, '').slice(0, index), /<(?:bdi|title)>[^<]*$/, path);
  }
});

test('no GET changes anything, whatever its address', async () => {
  const { signIn, gaps, teaching, told } = worlds.open({ gaps: [gapOf({ id: ID })] });
  await teaching.apply({ kind: 'out-of-scope', questions: [NEAREST] });
  const operator = await signIn();
  const { text } = await previewOfFirst(operator);
  const { fields = {} } = postForm(text, '/belongs') ?? {};
  const before = JSON.stringify([gaps.get(ID), teaching.taught, teaching.written]);
  const path = fc.constantFrom(
    ...['', '/belongs', '/synonym', '/write', '/out-of-scope', '/hide', '/written', '/undo'].map(
      (end) => AT + end,
    ),
    ...['/admin/lessons/take-back', '/admin/gaps/cluster', '/admin/leave', '/admin/lessons', '/admin'],
  );
  const query = fc.subarray(
    Object.entries({ ...fields, word: 'a', means: 'b', title: 'c', status: 'closed' }),
  );
  await fc.assert(
    fc.asyncProperty(path, query, async (at, chosen) => {
      await operator.get(`${at}?${new URLSearchParams(chosen).toString()}`);
      assert.equal(JSON.stringify([gaps.get(ID), teaching.taught, teaching.written]), before);
      assert.deepEqual([gaps.clustered, told.times], [0, 0]);
      assert.equal((await operator.get('/admin')).status, 200, 'still signed in');
    }),
    { numRuns: 60 },
  );
});

test('the pages speak the operator’s three languages, and keep the one that was chosen', async () => {
  const { signIn } = worlds.open({ gaps: [gapOf({ id: ID })] });
  const operator = await signIn();
  const titles = { 'zh-hans': '缺口', 'zh-hant': '缺口', en: 'Gaps' };
  for (const language of LANGUAGES)
    for (const path of ['/admin', '/admin/gaps', AT, `${AT}/hide`, '/admin/lessons']) {
      const { text } = await operator.get(`${path}?lang=${language}`);
      assert.ok(wordsOf(text).includes(titles[language]), path);
      assert.doesNotMatch(text, /\{manage-/, path);
      const links = [...text.matchAll(/href="(\/admin(?!\/style)[^"]*)"/g)].map((match) => match[1] ?? '');
      const targets = formsIn(text).map(({ action, fields }) => action + (fields['lang'] ?? ''));
      for (const to of [...links, ...targets]) assert.match(to, /lang=|zh-han[st]$|en$/, path);
    }
  assert.match((await operator.get('/admin', { 'accept-language': 'en' })).text, /<html lang="en">/);
});

test('gaps and numbers can be had as files that a spreadsheet does not calculate', async () => {
  const { signIn } = worlds.open({
    gaps: [gapOf({ id: ID, questions: ['=HYPERLINK("http://evil.example")', 'x'] })],
    summary: () => summaryOf({ days: [{ day: '2026-11-24', outcomes: { found: 2 } }] }),
  });
  const operator = await signIn();
  const gaps = await operator.get('/admin/gaps.csv');
  assert.match(gaps.headers.get('content-disposition') ?? '', /attachment; filename="wenda-gaps\.csv"/);
  assert.ok(gaps.text.includes(`,"'=HYPERLINK(""http://evil.example"")",x\r\n`), gaps.text);
  assert.ok(gapsFile([]).startsWith('\uFEFF'), 'spreadsheets take it for UTF-8');
  assert.equal((JSON.parse((await operator.get('/admin/gaps.json')).text) as unknown[]).length, 1);
  const numbers = await operator.get('/admin/numbers.csv?days=1');
  assert.equal(
    numbers.text,
    'day,found,unsure,topics,nothing,small-talk,failed\r\n2026-11-24,2,0,0,0,0,0\r\n',
  );
});

test('an error of the search gives a neutral page, and is reported', async () => {
  const { signIn, teaching, errors } = worlds.open({ gaps: [gapOf({ id: ID })] });
  const operator = await signIn();
  teaching.sectionsFor = () => Promise.reject(new Error('secret /home/x'));
  const { status, text } = await operator.get(AT);
  assert.equal(status, 500);
  assert.doesNotMatch(text, /secret/);
  assert.equal(errors.length, 1);
});
