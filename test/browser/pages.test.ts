// The product in a real browser, as a user without a token sees it after cloning the project.
import assert from 'node:assert/strict';
import { cpSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, test } from 'node:test';
import type { Locator, Page } from 'playwright-core';
import { NO_BROWSER, openPage, seriousProblems, serveArticles } from '../support/browser.ts';
import { PNG } from '../support/png.ts';
import { FIXTURE_ARTICLES } from '../support/project.ts';
import { temporaryFolder } from '../support/temporary.ts';

const home = temporaryFolder();
const articles = path.join(home, 'articles');
cpSync(FIXTURE_ARTICLES, articles, { recursive: true });
writeFileSync(path.join(articles, 'crane.png'), PNG);
writeFileSync(
  path.join(articles, 'crane.md'),
  `---
title: 岸边起重机
date: 2025-01-01
---

## 基本释义

起重机在**岸边**装卸货柜，~~限重三十吨~~ ==限重四十吨==[^1]。见[手册](https://manual.example/)。

[^1]: 含吊具。

## 操作

1. 准备
   - 系好安全带
   - 看风速
2. 起吊

   \`\`\`sh
   lift --tons 40 \\
     --slowly
   \`\`\`

- [x] 已培训
- [ ] 已考核

> 慢就是快。

:::warning 注意
大风停工。
:::

| 风力 | 限重 | 谁来决定 |
| --- | ---: | --- |
| 五级 | 四十吨 | 当班的调度员和司机一起 |
| 六级 | 二十吨 | ~~司机~~ 调度员 |

![起重机的侧面](crane.png)

${'货柜按先后顺序装卸，不得跨排。\n\n'.repeat(30)}

## 检查

钢缆每天检查。吊臂每三个月检查一次。

## 报废

使用二十年后报废。
`,
);
const EVERYTHING = '/a/crane';

const url = await serveArticles(articles, home);

describe('in a browser', { skip: NO_BROWSER }, () => {
  const open = async (at: string, options: Parameters<typeof openPage>[0] = {}) => {
    const watched = await openPage(options);
    await watched.page.goto(url + at);
    return watched;
  };
  const log = (page: Page) => page.locator('#log');
  const say = async (page: Page, text: string): Promise<void> => {
    await page.locator('#text').fill(text);
    await page.keyboard.press('Enter');
  };
  /** The answer to the last message with these words: what stands below it. All tests share one chat. */
  const replyTo = async (page: Page, question: string): Promise<Locator> => {
    const asked = log(page).locator('article.own', { hasText: question }).last();
    const reply = asked.locator('xpath=following-sibling::article[1]');
    await reply.waitFor();
    return reply;
  };

  test('a newcomer gets from the empty page to an answer, and on to a related topic', async () => {
    const { page, assertQuiet } = await open('/chat');
    const example = page.locator('#empty button').first();
    const topic = (await example.textContent()) ?? '';
    await example.click();
    await log(page).getByText(`${topic} ›`).first().waitFor();
    await say(page, '青禾科技的发行价格是多少');
    await log(page).getByText('每股12.80元').waitFor();
    await log(page).getByRole('button', { name: '云帆客服系统' }).last().click();
    await log(page).getByText('汇总到一个界面').waitFor();
    await log(page).getByRole('button', { name: '收费方式' }).last().click();
    await log(page).getByText('每个坐席每月九十九元').last().waitFor();
    assertQuiet();
  });

  test('an edit shows in place: the next passage, the whole section and back', async () => {
    const { page, assertQuiet } = await open('/chat');
    await say(page, '青禾科技的样品复检收费吗');
    const reply = await replyTo(page, '青禾科技的样品复检收费吗');
    await reply.getByRole('button', { name: '整节' }).click();
    await reply.getByRole('button', { name: '返回回答' }).click();
    await reply.getByRole('button', { name: '整节' }).waitFor();
    assertQuiet();
  });

  test('a passage can be shared by inline mode in any chat', async () => {
    const { page, assertQuiet } = await open('/chat');
    await page.locator('[data-chat=elsewhere]').click();
    await page.locator('#text').fill('@wenda 青禾科技发行价格');
    await page.locator('#popup [role=option]').first().waitFor();
    await page.keyboard.press('ArrowDown');
    await page.locator('#popup [role=option][aria-selected=true]').waitFor();
    await page.keyboard.press('Enter');
    await page.locator('#popup [role=option]').first().waitFor({ state: 'hidden' });
    await log(page).getByText('每股12.80元').waitFor();
    assertQuiet();
  });

  test('in a group the bot answers when asked, and is silent otherwise', async () => {
    const { page, assertQuiet } = await open('/chat');
    await page.locator('[data-chat=group]').click();
    await say(page, '大家早上吃什么');
    await say(page, '/ask 公司注销公告期限');
    await log(page).getByText('四十五天').waitFor();
    assert.equal(await log(page).getByText('没有讲到').count(), 0);
    assertQuiet();
  });

  test('another language changes the page and the bot', async () => {
    const { page, assertQuiet } = await open('/chat');
    await page.locator('#language').selectOption('en');
    await page.locator('[data-chat=private]').click();
    await say(page, '/help');
    await log(page).getByText('How to use me').waitFor();
    assert.equal(await page.locator('html').getAttribute('lang'), 'en');
    assert.equal(await page.locator('#theme').getAttribute('aria-label'), 'Theme: automatic');
    await page.locator('#language').selectOption('zh-hans');
    assertQuiet();
  });

  test('why this answer: the passages with their scores and times', async () => {
    const { page, assertQuiet } = await open('/chat');
    await say(page, '青禾科技股票代码');
    await log(page).getByText('999001').last().waitFor();
    await page.locator('#why-toggle').click();
    await page.locator('#why-body').getByText('ms').first().waitFor();
    assert.match(await page.locator('#why-body').innerText(), /上市时间/);
    assertQuiet();
  });

  test('the keyboard is enough: ask, reach a button, press it', async () => {
    const { page, assertQuiet } = await open('/chat');
    await page.locator('#text').focus();
    await page.keyboard.type('云帆客服系统怎么收费');
    await page.keyboard.press('Enter');
    const reply = await replyTo(page, '云帆客服系统怎么收费');
    const more = reply.getByRole('button', { name: '更多相关' });
    const focused = more.and(page.locator(':focus'));
    for (let i = 0; i < 60 && (await focused.count()) === 0; i++) await page.keyboard.press('Shift+Tab');
    await page.keyboard.press('Enter');
    await reply.getByRole('button', { name: '返回回答' }).waitFor();
    assertQuiet();
  });

  for (const [name, options] of [
    ['on a phone', { viewport: { width: 390, height: 844 } }],
    ['in the dark', { colorScheme: 'dark' }],
    ['on a desktop', {}],
  ] as const)
    test(`${name} nothing scrolls sideways and axe-core finds no serious problem, in the chat and the pages`, async () => {
      for (const at of ['/chat', '/', '/a/qinghe-shangshi', `/search?q=${encodeURIComponent('青禾科技')}`]) {
        const { page, assertQuiet } = await open(at, options);
        if (at === '/chat') {
          await say(page, '公司注销公告期限');
          await log(page).getByText('四十五天').last().waitFor();
        }
        assert.deepEqual(await seriousProblems(page), [], at);
        const wide = await page.evaluate('document.documentElement.scrollWidth - window.innerWidth');
        assert.ok(Number(wide) <= 0, `${at} is ${String(wide)} pixels too wide`);
        assertQuiet();
      }
    });

  test('the pages answer while the reader types, with the bot’s answer', async () => {
    const { page, assertQuiet } = await open('/');
    await page.locator('input[type=search]').fill('青禾科技的发行价格是多少');
    await page.getByText('每股12.80元').first().waitFor();
    await page.locator('input[type=search]').press('Enter');
    await page.waitForURL(/\/search\?/);
    await page.getByText('每股12.80元').first().waitFor();
    assertQuiet();
  });

  test('from an article to a chat about it, and from an answer back to its page', async () => {
    const { page, assertQuiet } = await open('/a/qinghe-shangshi');
    await page.getByRole('link', { name: '就此提问' }).click();
    await page.waitForURL(/\/chat$/);
    await log(page).getByRole('button', { name: '行业分布' }).last().waitFor();
    await say(page, '那发行价格呢');
    const answer = await replyTo(page, '那发行价格呢');
    await answer.getByText('每股12.80元').waitFor();
    const [opened] = await Promise.all([
      page.context().waitForEvent('page'),
      answer.getByRole('link', { name: '网页 ↗' }).click(),
    ]);
    await opened.locator('h1', { hasText: '青禾科技何时上市' }).waitFor();
    assert.match(opened.url(), /\/a\/qinghe-shangshi\?in=[\w-]{12}&found=[^&]+#found$/);
    await opened.locator('mark#found', { hasText: '每股12.80元' }).waitFor();
    assertQuiet();
  });

  test('an article of every kind of text looks right without script, wide, narrow, dark and on paper', async () => {
    for (const options of [{}, { viewport: { width: 390, height: 844 } }, { colorScheme: 'dark' }] as const) {
      const { page, assertQuiet } = await open(EVERYTHING, options);
      assert.deepEqual(await seriousProblems(page), []);
      const wide = await page.evaluate('document.documentElement.scrollWidth - window.innerWidth');
      assert.ok(Number(wide) <= 0, `${String(wide)} pixels too wide`);
      await page.locator('img').first().scrollIntoViewIfNeeded();
      await page.waitForFunction('document.querySelector("img").naturalWidth === 1');
      assertQuiet();
    }
    const { page, assertQuiet } = await open(EVERYTHING, { javaScriptEnabled: false });
    assert.ok(
      await page.locator('.contents a').last().isVisible(),
      'the contents stand open beside the text',
    );
    assert.equal(await page.getByRole('button', { name: '复制' }).count(), 0);
    await page.setViewportSize({ width: 390, height: 844 });
    assert.ok(!(await page.locator('.contents a').last().isVisible()), 'they are folded on a phone');
    await page.emulateMedia({ media: 'print' });
    for (const hidden of ['form', 'footer', '.contents', '.actions', '.beside'])
      assert.ok(!(await page.locator(hidden).isVisible()), hidden);
    assertQuiet();
  });

  test('a result leads to its sentence in the middle of a long article, and the contents show where it is', async () => {
    const { page, assertQuiet } = await open(`/search?q=${encodeURIComponent('吊臂要多久检查一次')}`);
    await page.locator('.answer h3 a').click();
    const found = page.locator('mark#found');
    await found.getByText('吊臂每三个月检查一次').waitFor();
    // The browser scrolls once the page is laid out.
    const top = 'document.getElementById("found").getBoundingClientRect().top';
    await page.waitForFunction(`${top} > 0 && ${top} < 720`);
    await page.locator('.contents [aria-current]', { hasText: '检查' }).waitFor();
    assertQuiet();
  });

  test('code and the address of a page can be copied', async () => {
    const { page, assertQuiet } = await open(EVERYTHING, {
      permissions: ['clipboard-read', 'clipboard-write'],
    });
    const copied = () => page.evaluate('navigator.clipboard.readText()');
    await page.getByRole('button', { name: '复制', exact: true }).click();
    await page.getByRole('button', { name: '已复制' }).waitFor();
    assert.equal(await copied(), 'lift --tons 40 \\\n  --slowly');
    await page.getByRole('button', { name: '复制链接' }).click();
    await page.waitForFunction('document.querySelector(".actions .copy").textContent === "已复制"');
    assert.equal(await copied(), url + EVERYTHING);
    assertQuiet();
  });

  test('the pages can be read without script, in the reader’s language', async () => {
    const { page, assertQuiet } = await open('/a/letters-of-credit', {
      javaScriptEnabled: false,
      locale: 'en-GB',
    });
    assert.equal(await page.locator('html').getAttribute('lang'), 'en');
    await page.getByText('The bank checks documents, not goods.').waitFor();
    assertQuiet();
  });
});
