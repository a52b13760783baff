// What articles are written with, as it is shown in a chat: links, struck text, lists, tables, code, pictures.
import assert from 'node:assert/strict';
import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { createPictures } from '../../src/corpus/pictures.ts';
import type { Act } from '../support/acts.ts';
import { only, shownInline, startDialogue } from '../support/dialogue.ts';
import { openHashingEngine } from '../support/engine.ts';
import { BOT } from '../support/people.ts';
import { temporaryFolder } from '../support/temporary.ts';

const PNG = Buffer.from('\x89PNG\r\n\x1a\nplan', 'latin1');
const folder = temporaryFolder();
const write = (file: string, ...lines: string[]): void => {
  const title = path.basename(file, '.md');
  const head = ['---', `title: ${title}`, 'date: 2026-05-01', '---', ''];
  writeFileSync(path.join(folder, file), [...head, ...lines].join('\n'));
};
write(
  '门禁卡.md',
  '## 办理',
  '办门禁卡请看[访客登记](访客登记.md#xiangshang)，或登录[自助平台](https://pass.example.com/a?b=1&c=2)，写信给[前台](mailto:qt@example.com)。',
  '## 费用',
  '补办门禁卡的工本费~~二十元~~十元，用 `PAY-1` 缴纳。',
  '## 材料',
  '- 工作证\n  - 原件\n  - 复印件\n- 照片一张',
  '',
  '| 卡种 | 押金 |\n| --- | --- |\n| 临时卡 | 五十元 |\n| 长期卡 | 一百元 |',
  '## 接口',
  '查询门禁卡状态的代码：',
  '```python',
  ...Array.from({ length: 200 }, (_, i) => `card_${i} = read(${i})`),
  '```',
  '## 平面图',
  '读卡器的位置见图。\n\n![一楼平面图](图/plan.png)',
  '## 其他图',
  '旧图见这里。\n\n![外网图](https://example.com/a.png)\n\n![丢了的图](gone.png)\n\n![偷看](secret.png)',
);
write('访客登记.md', '大厅见图。\n\n![大厅](图/plan.png)', '## 线上登记 {#xiangshang}', '访客在线上登记。');
mkdirSync(path.join(folder, '图'));
writeFileSync(path.join(folder, '图', 'plan.png'), PNG);
symlinkSync('/etc/hostname', path.join(folder, 'secret.png'));

const engine = await openHashingEngine(folder);
const pictures = createPictures(folder);
const sectionOf = (slug: string, heading: string): string =>
  engine.index.catalogue.bySlug(slug)?.sections.find(({ headingPath }) => headingPath.at(-1) === heading)
    ?.id ?? '';

/** A section of the article, opened by its link. */
async function opened(dialogue: ReturnType<typeof startDialogue>, heading: string) {
  return only(await dialogue.say(`/start s-${sectionOf('门禁卡', heading)}`));
}

test('links lead to the web and into this chat, and a mail address is readable', async () => {
  const dialogue = startDialogue(engine);
  const target = `https://t.me/${BOT.username}?start=s-${sectionOf('访客登记', '线上登记')}`;
  const shown = new RegExp(
    `<a href="${target.replace(/[?.]/g, '\\$&')}">访客登记</a>，或登录<a href="https://pass\\.example\\.com/a\\?b=1&amp;c=2">自助平台</a>，写信给前台（qt@example\\.com）。`,
  );
  assert.match((await opened(dialogue, '办理')).html, shown);
  assert.match(only(await dialogue.say('办门禁卡请看什么')).html.replace(/<\/?[ub]>/g, ''), shown);
  const [, parameter = ''] = /\?start=([\w-]+)/.exec(target) ?? [];
  assert.match(only(await dialogue.say(`/start ${parameter}`)).text, /访客在线上登记/);
});

test('struck text is struck, and inline code is code', async () => {
  const dialogue = startDialogue(engine);
  assert.match(
    (await opened(dialogue, '费用')).html,
    /工本费<s>二十元<\/s>十元，用 <code>PAY-1<\/code> 缴纳/,
  );
  const results = shownInline(await dialogue.inline('补办门禁卡的工本费')).results;
  const result = results.find(({ id }) => id === `s:${sectionOf('门禁卡', '费用')}`);
  assert.match(JSON.stringify(result?.input_message_content), /<s>二十元<\/s>/);
  assert.match(result?.description ?? '', /工本费 十元/, 'a description cannot strike, so it leaves out');
});

test('lists keep their markers and nesting, rows their headers', async () => {
  const section = await opened(startDialogue(engine), '材料');
  assert.match(
    section.text,
    /- 工作证\n {2}- 原件\n {2}- 复印件\n- 照片一张\n\n卡种：临时卡\n押金：五十元\n+卡种：长期卡\n押金：一百元/,
  );
});

test('code over several pages is code on each, and all of it', async () => {
  const dialogue = startDialogue(engine);
  await dialogue.say('门禁卡的工本费');
  const pages = [only(await dialogue.press('全文'))];
  while (pages.at(-1)?.buttons.includes('下一页 ›') === true)
    pages.push(only(await dialogue.press('下一页')));
  assert.ok(pages.length > 1);
  const code = pages.flatMap(({ html }) =>
    [...html.matchAll(/<pre><code class="language-python">(.*?)<\/code><\/pre>/gs)].map(
      ([, part = '']) => part,
    ),
  );
  assert.ok(code.length > 1);
  assert.deepEqual(
    code.join('\n').split('\n'),
    Array.from({ length: 200 }, (_, i) => `card_${i} = read(${i})`),
  );
  const within = pages.find(({ html }) => html.includes('card_199'))?.html ?? '';
  assert.match(
    within,
    /<b>门禁卡<\/b>\n\n<b>接口<\/b>\n<pre>/,
    'a section that goes on shows its heading again',
  );
});

const sentPhoto = (acts: readonly Act[]) =>
  acts.flatMap((act) =>
    act.did === 'called' ? [[act.method, act.payload['photo'] ?? act.payload['document']]] : [],
  );

test('a picture is uploaded once and sent by its id after that', async () => {
  const dialogue = startDialogue(engine, { pictures });
  const section = await opened(dialogue, '平面图');
  assert.ok(section.buttons.includes('🖼'));
  const first = await dialogue.press('🖼');
  const [[, upload] = []] = sentPhoto(first);
  assert.ok(upload instanceof File && upload.name === 'plan.png' && upload.size === PNG.length);
  const message = dialogue.telegram.messages(7).at(-1);
  assert.equal(message?.caption, '门禁卡 › 平面图\n一楼平面图');
  const id = message.photo?.[0]?.file_id ?? '';
  assert.deepEqual(sentPhoto(await dialogue.press('🖼')), [['sendPhoto', id]]);

  // After a restart with another token, the id means nothing to Telegram.
  const later = startDialogue(engine, {
    pictures,
    state: dialogue.state,
    updatesFrom: 500,
    refusals: ['Bad Request: wrong remote'],
  });
  await opened(later, '平面图');
  assert.ok(sentPhoto(await later.press('🖼')).at(-1)?.[1] instanceof File);
});

test('what Telegram does not take as a photo is sent as a file', async () => {
  const dialogue = startDialogue(engine, { pictures });
  await opened(dialogue, '平面图');
  dialogue.failNext('sendPhoto', 'Bad Request: PHOTO_INVALID_DIMENSIONS');
  assert.equal(sentPhoto(await dialogue.press('🖼'))[0]?.[0], 'sendDocument');
  assert.deepEqual(dialogue.telegram.messages(7).at(-1)?.document?.file_name, 'plan.png');
});

test('a picture of the web is sent by its address; one that is not there, or outside the wiki, is not', async () => {
  const dialogue = startDialogue(engine, { pictures });
  const section = await opened(dialogue, '其他图');
  assert.deepEqual(
    section.buttons.filter((text) => text.startsWith('🖼')),
    ['🖼 1', '🖼 2', '🖼 3'],
  );
  assert.deepEqual(sentPhoto(await dialogue.press('🖼 1')), [['sendPhoto', 'https://example.com/a.png']]);
  const missing = [{ did: 'answered a button', text: '这张图片现在打不开。' }];
  assert.deepEqual(await dialogue.press('🖼 2'), missing);
  assert.deepEqual(await dialogue.press('🖼 3'), missing);
  dialogue.failNext('sendPhoto', 'Bad Request: failed to get HTTP URL content');
  assert.deepEqual(await dialogue.press('🖼 1'), missing);
});

test('a topic offers the pictures of its beginning', async () => {
  const dialogue = startDialogue(engine, { pictures });
  await dialogue.say('/topics 访客登记');
  const card = only(await dialogue.press('访客登记'));
  assert.match(card.text, /大厅见图。\n\n大厅/);
  assert.ok(card.buttons.includes('🖼'));
  const [[, upload] = []] = sentPhoto(await dialogue.press('🖼'));
  assert.ok(upload instanceof File);
  await dialogue.sayInGroup('/topics 访客登记');
  assert.ok(!only(await dialogue.press('访客登记')).buttons.includes('🖼'));
});

test('pictures are offered below answers and whole articles, and in private chats only', async () => {
  const dialogue = startDialogue(engine, { pictures });
  const answer = only(await dialogue.say('读卡器的位置见图'));
  assert.ok(answer.html.includes('一楼平面图') && answer.buttons.includes('🖼'));
  assert.ok(!only(await dialogue.sayInGroup('/ask 读卡器的位置见图')).buttons.includes('🖼'));
  await dialogue.sayInGroup('/topics 门禁卡');
  await dialogue.press('门禁卡');
  assert.ok(!only(await dialogue.press('平面图')).buttons.includes('🖼'));
});

test('as a rich message, lists, tables, code and links are what they are', async () => {
  const { say, press } = startDialogue(engine, { richMessages: true });
  await say('访客在线上登记');
  await say('/start s-' + sectionOf('门禁卡', '费用'));
  await press('↩ 返回专题');
  const rich = (await press('全文')).find((act) => act.did === 'sent rich');
  const shown = JSON.stringify(rich?.message);
  for (const part of [
    { type: 'url', text: '自助平台', url: 'https://pass.example.com/a?b=1&c=2' },
    { type: 'email_address', text: '前台', email_address: 'qt@example.com' },
    { type: 'strikethrough', text: '二十元' },
    { type: 'code', text: 'PAY-1' },
    { text: '押金', align: 'left', valign: 'top', is_header: true },
    { text: '五十元', align: 'left', valign: 'top' },
    {
      type: 'list',
      items: [
        { blocks: [{ type: 'paragraph', text: '原件' }] },
        { blocks: [{ type: 'paragraph', text: '复印件' }] },
      ],
    },
  ])
    assert.ok(shown.includes(JSON.stringify(part)), `${JSON.stringify(part)} in ${shown.slice(0, 3000)}`);
  assert.match(
    shown,
    /\{"type":"pre","text":"card_0 = read\(0\)\\n.*card_199 = read\(199\)","language":"python"\}/,
  );
});
