import assert from 'node:assert/strict';
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { createTitlesSaid } from '../../src/answer/titles-said.ts';
import { normalise } from '../../src/text/normal-form.ts';
import { openTestEngine } from '../support/engine.ts';
import { fc } from '../support/property.ts';
import { temporaryFolder } from '../support/temporary.ts';

const TITLES = ['部署上线', '单点登录（SSO）', 'Code Review', '监听', '監控告警', 'Go', '什么是'];

const folder = path.join(temporaryFolder(), 'articles');
mkdirSync(folder, { recursive: true });
for (const [i, title] of TITLES.entries())
  writeFileSync(
    path.join(folder, `a${i}.md`),
    `---\ntitle: ${title}\ndate: 2026-01-0${i + 1}\n---\n\n## 说明\n\n这一页还没有写完，第${i}号。\n`,
  );
const { index, answerer } = await openTestEngine(folder);
const titles = createTitlesSaid(index.catalogue.articles);
const saidIn = (question: string): string[] => titles.in(normalise(question)).map(({ title }) => title);

test('a title is said with any words around it, in any script, width and case', () => {
  assert.deepEqual(saidIn('部署上线要注意哪几点'), ['部署上线']);
  assert.deepEqual(saidIn('我们怎么做code review才有用'), ['Code Review']);
  assert.deepEqual(saidIn('监控告警发给谁'), ['監控告警']);
  assert.deepEqual(saidIn('ＣＯＤＥ　ＲＥＶＩＥＷ'), ['Code Review']);
});

test('the parts before and in brackets are titles as well', () => {
  for (const question of ['单点登录支持哪些系统', 'sso登不进去', '单点登录(SSO)是什么'])
    assert.deepEqual(saidIn(question), ['单点登录（SSO）'], question);
});

test('a piece of a Latin word is no title, and neither are question words', () => {
  assert.deepEqual(saidIn('google 是什么是谁的'), []);
  assert.deepEqual(saidIn('怎么学 Go 语言'), ['Go']);
});

test('titles come in the order of the question', () => {
  assert.deepEqual(saidIn('先监听还是先部署上线'), ['监听', '部署上线']);
});

test('a question with a title in it is never answered with nothing', async () => {
  const around = fc.constantFrom('', '周末', '怎么收费', '为什么这么慢', '谁负责', ' please', '的颜色', '？');
  const title = fc.constantFrom(...TITLES.filter((title) => title !== '什么是'));
  await fc.assert(
    fc.asyncProperty(around, title, around, async (before, title, after) => {
      const answer = await answerer.answer(`${before} ${title} ${after}`);
      assert.notEqual(answer.kind, 'nothing');
      if (answer.kind === 'topics' || answer.kind === 'unsure')
        assert.ok(answer.topics.some((topic) => topic.title === title));
    }),
  );
});
