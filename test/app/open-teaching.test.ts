// Teaching while serving: live without a build, kept through builds, and told when its place is gone.
import assert from 'node:assert/strict';
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { after, test } from 'node:test';
import { shownPassage } from '../../src/answer/answer.ts';
import { followIndex } from '../../src/app/follow-index.ts';
import { openEngine } from '../../src/app/open-engine.ts';
import { followTeaching, openTeaching } from '../../src/app/open-teaching.ts';
import { articleStamps } from '../../src/corpus/article-stamps.ts';
import { wait } from '../../src/system/wait.ts';
import type { Lesson } from '../../src/teaching/teaching.ts';
import { createPublished } from './published.ts';

const { config, native, logger, logged, publish, untilLogged } = createPublished();
const { indexDir, teachingDir, articlesDir } = config;
await publish('九十九元');
const engine = await openEngine(config, { logger, native });
const stop = new AbortController();
const teaching = openTeaching(config, engine, { recent: () => [], logger });
const follower = followIndex(
  {
    indexDir,
    engine,
    logger,
    lookMs: 20,
    warnAboutBadFiles: () => {
      teaching.warn();
    },
  },
  stop.signal,
);
const following = followTeaching(
  teaching,
  // A hundred times as fast.
  { config, logger, wait: (ms, signal) => wait(ms / 100, signal) },
  stop.signal,
);
after(async () => {
  stop.abort();
  await following;
  await engine.close();
});

const WORDS = '那个机器人陪聊一个月收几块';
const PRICE = { article: 'yunfan-kefu', section: '收费方式' };
const headings = async (question = WORDS): Promise<string> => {
  const { wiki } = engine.live;
  const answer = await wiki.answerer.answer(question);
  return `${answer.kind} ${shownPassage(answer)?.headingPath.at(-1) ?? ''}`.trim();
};
const sectionsOf = (slug: string): string[] =>
  engine.live
    .newest()
    .index.catalogue.bySlug(slug)
    ?.sections.map(({ headingPath }) => headingPath.at(-1) ?? '') ?? [];

test('the folder is beside the articles, and what is in it is no article and no reason to build', async () => {
  assert.equal(teachingDir, path.join(articlesDir, 'wenda'));
  const before = await articleStamps(articlesDir);
  const [section = ''] = sectionsOf('yunfan-kefu').slice(-1);
  const lesson: Lesson = { kind: 'belongs', questions: [WORDS], to: { ...PRICE, section } };
  assert.notEqual(await headings(), `found ${section}`);
  await teaching.apply(lesson);
  await teaching.draft('g1', '草稿', ['还没有答案的问题']);
  assert.equal(await headings(), `found ${section}`);
  assert.equal(await articleStamps(articlesDir), before);
});

test('an answer under way keeps what was taught when it began', async () => {
  let learnt: Promise<void> = Promise.resolve();
  const [first, second] = await engine.live.during(async () => {
    const one = await headings('天上有几颗星');
    learnt = teaching.apply({ kind: 'belongs', questions: ['天上有几颗星'], to: { article: 'yunfan-kefu' } });
    await learnt;
    return [one, await headings('天上有几颗星')];
  });
  assert.equal(first, second);
  assert.match(await headings('天上有几颗星'), /^found/);
});

test('lessons go on over the next generation, files untouched, and what is gone is said once', async () => {
  const file = path.join(teachingDir, 'aliases.jsonl');
  const texts = readFileSync(file, 'utf8');
  const before = await headings();
  await untilSwapped(await publish('八十八元'));
  assert.equal(await headings(), before);
  rmSync(path.join(articlesDir, 'gongsi-zhuxiao.md'));
  await teaching.apply({ kind: 'belongs', questions: ['散伙'], to: { article: 'gangkou-wuliu' } });
  rmSync(path.join(articlesDir, 'gangkou-wuliu.md'));
  await untilSwapped(await publish('七十七元'));
  await untilLogged('there is no article "gangkou-wuliu" any more');
  await untilSwapped(await publish('六十六元'));
  assert.equal(teaching.problems().length, 2, 'alias and case');
  assert.equal(logged.filter((line) => line.includes('"gangkou-wuliu"')).length, 2);
  assert.ok(readFileSync(file, 'utf8').startsWith(texts));
  assert.equal(await headings(), before);
});

test('what is written into the files by hand is live within seconds', async () => {
  mkdirSync(teachingDir, { recursive: true });
  writeFileSync(path.join(teachingDir, 'negatives.jsonl'), `{"q": "${WORDS}"}\n{"q": \n`);
  await untilLogged('negatives.jsonl:2 is not a line');
  assert.equal(await headings(), 'nothing');
});

async function untilSwapped(generation: string): Promise<void> {
  await follower.look();
  assert.equal(engine.live.newest().index.manifest.generation, generation);
}
