// The reader's pages in a real browser: search on every page, keys, theme, contrast, paper.
import assert from 'node:assert/strict';
import { cpSync, mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, test } from 'node:test';
import type { Page } from 'playwright-core';
import { NO_BROWSER, openPage, seriousProblems, serveArticles } from '../support/browser.ts';
import { FIXTURE_ARTICLES } from '../support/project.ts';
import { temporaryFolder } from '../support/temporary.ts';

const home = temporaryFolder();
const articles = path.join(home, 'articles');
cpSync(FIXTURE_ARTICLES, articles, { recursive: true });
mkdirSync(path.join(articles, '办事'));
writeFileSync(
  path.join(articles, '办事', 'tower.md'),
  `# 塔吊的年检\n\n见[规程](https://rules.example/)和[公司注销](../gongsi-zhuxiao.md)。\n\n${'塔吊每年检查一次，记录留存三年。\n\n'.repeat(30)}`,
);
const KINDS = {
  '/': '向本站提问',
  '/?letter=Q': 'Q（',
  [`/folders/${encodeURIComponent('办事')}`]: '办事（',
  '/search': '可以先试试',
  [`/search?q=${encodeURIComponent('红烧肉怎么炖')}`]: '热门专题',
  '/a/tower': '每年检查一次',
  '/a/nowhere': '找不到页面',
};

const url = await serveArticles(articles, home);

const open = async (at: string, options: Parameters<typeof openPage>[0] = {}) => {
  const watched = await openPage(options);
  await watched.page.goto(url + at);
  return watched;
};
const box = (page: Page) => page.locator('input[type=search]');
const results = (page: Page) => page.locator('#panel, #results');
/** What has been told to screen readers. */
const told = (page: Page) => page.locator('#status');

describe('in a browser, the reader', { skip: NO_BROWSER }, () => {
  test('searches on every kind of page, where the results move nothing', async () => {
    for (const [at, content] of Object.entries(KINDS)) {
      const { page } = await open(at);
      await page.getByText(content).first().waitFor();
      await page.evaluate(`window.moved = 0; new PerformanceObserver((list) => {
        for (const { value } of list.getEntries()) window.moved += value;
      }).observe({ type: 'layout-shift', buffered: true });`);
      await page.keyboard.press('/');
      await page.keyboard.type('青禾科技的发行价格');
      await results(page).getByText('每股12.80元').first().waitFor();
      assert.match(await told(page).innerText(), /^\d+ 个段落$/, at);
      await box(page).fill('青禾科技何时上市');
      await results(page).getByText('999001').first().waitFor();
      await page.evaluate('new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve)))');
      assert.equal(await page.evaluate('window.moved'), 0, at);
    }
  });

  test('sees a header whose parts stay where they are while the rest of it arrives', async () => {
    for (const width of [390, 700, 1200]) {
      const { page } = await open('/', { viewport: { width, height: 800 } });
      const places = () =>
        page.evaluate(
          "['.site', 'form'].map((part) => JSON.stringify(document.querySelector(part).getBoundingClientRect()))",
        );
      const whole = await places();
      await page.evaluate("document.getElementById('theme').remove()");
      assert.deepEqual(await places(), whole, `${width} pixels`);
    }
  });

  test('gets from the front page to a section by keys alone, and back', async () => {
    const { page, assertQuiet } = await open('/');
    await page.keyboard.press('/');
    await page.keyboard.type('公司注销公告多少天');
    // A slow typist first sees what answers the beginning.
    await results(page).locator('.answer', { hasText: '四十五天' }).waitFor();
    await page.keyboard.press('ArrowDown');
    assert.equal(await page.locator('.answer h3 a:focus').count(), 1);
    await page.keyboard.press('ArrowUp');
    assert.equal(await box(page).and(page.locator(':focus')).count(), 1);
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    await page.locator('mark#found', { hasText: '四十五天' }).waitFor();
    await page.keyboard.press('Control+k');
    await page.keyboard.type('商标');
    await page.keyboard.press('Enter');
    await page.waitForURL(/\/search\?q=/);
    assertQuiet();
  });

  test('closes the panel by Escape, by leaving it and by pressing beside it, and opens it again', async () => {
    const { page, assertQuiet } = await open('/a/tower');
    const panel = page.locator('#panel');
    await page.evaluate('scrollTo(0, 600)');
    const scrolled = await page.evaluate('scrollY');
    await page.keyboard.press('Control+k');
    await page.keyboard.type('青禾科技');
    await panel.locator('a').first().waitFor();
    assert.equal(await page.evaluate('scrollY'), scrolled, 'the article stays where it was');
    assert.ok(await box(page).isVisible());
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Escape');
    assert.ok(!(await panel.isVisible()));
    assert.equal(await box(page).and(page.locator(':focus')).inputValue(), '青禾科技');
    await page.keyboard.press('ArrowDown');
    assert.ok(await panel.isVisible());
    await page.mouse.click(5, 700);
    assert.ok(!(await panel.isVisible()));
    await box(page).click();
    assert.ok(await panel.isVisible());
    await page.locator('main a').last().focus();
    assert.ok(!(await panel.isVisible()));
    assertQuiet();
  });

  test('is not searched for while composing a Chinese character', async () => {
    const { page, assertQuiet } = await open('/a/tower');
    const asked: string[] = [];
    page.on('request', (request) => {
      const { searchParams } = new URL(request.url());
      if (searchParams.has('part')) asked.push(searchParams.get('q') ?? '');
    });
    await page.clock.install();
    await box(page).focus();
    const session = await page.context().newCDPSession(page);
    await session.send('Input.imeSetComposition', { text: 'qing', selectionStart: 4, selectionEnd: 4 });
    await page.clock.runFor(2_000);
    await page.keyboard.press('ArrowDown');
    assert.equal(await box(page).and(page.locator(':focus')).count(), 1);
    assert.deepEqual(asked, []);
    await session.send('Input.insertText', { text: '青禾科技' });
    await page.clock.runFor(2_000);
    await page.locator('#panel a').first().waitFor();
    assert.deepEqual(asked, ['青禾科技']);
    assertQuiet();
  });

  test('keeps the last results while too many search, and gets new ones a moment later', async () => {
    const { page } = await open('/a/tower');
    await page.clock.install();
    const type = async (text: string): Promise<void> => {
      await box(page).fill(text);
      await page.clock.runFor(300);
    };
    await type('青禾科技发行价');
    await page.locator('#panel').getByText('每股12.80元').first().waitFor();
    let refused = 0;
    await page.route('**/search?part=1*', (route) =>
      refused++ < 2
        ? route.fulfill({ status: 503, headers: { 'retry-after': '2' }, body: 'busy' })
        : route.continue(),
    );
    const answered = page.waitForResponse((response) => response.status() === 503);
    await type('公司注销公告期限');
    await answered;
    await page.locator('#panel').getByText('每股12.80元').first().waitFor();
    assert.equal(refused, 1, 'it does not ask at once');
    const again = page.waitForResponse((response) => response.status() === 503);
    await page.clock.runFor(4_000);
    await again;
    await page.clock.runFor(4_000);
    await page.locator('#panel').getByText('四十五天').first().waitFor();
    assert.equal(refused, 3);
  });

  test('chooses light, dark or the system’s colours, which all pages keep and show from the first paint', async () => {
    const { page, assertQuiet } = await open('/');
    const button = page.locator('#theme');
    const paper = (of: Page) => of.evaluate('getComputedStyle(document.body).backgroundColor');
    const light = await paper(page);
    assert.equal(await button.getAttribute('aria-label'), '外观：自动');
    await page.keyboard.press('Tab');
    for (let i = 0; i < 9 && (await button.and(page.locator(':focus')).count()) === 0; i++)
      await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    assert.equal(await button.getAttribute('aria-label'), '外观：浅色');
    await page.keyboard.press('Enter');
    assert.equal(await button.getAttribute('aria-label'), '外观：深色');
    const dark = await paper(page);
    assert.notEqual(dark, light);
    await page.addInitScript(`new MutationObserver((_, observer) => {
      if (!document.body) return;
      window.atFirst = document.documentElement.dataset.theme;
      observer.disconnect();
    }).observe(document, { childList: true, subtree: true });`);
    await page.goto(`${url}/a/tower`);
    assert.deepEqual([await page.evaluate('window.atFirst'), await paper(page)], ['dark', dark]);
    await page.emulateMedia({ media: 'print' });
    assert.deepEqual(
      [await paper(page), await page.evaluate('getComputedStyle(document.body).color')],
      [light, 'rgb(0, 0, 0)'],
    );
    await page.emulateMedia({ media: 'screen' });
    await page.goto(`${url}/chat`);
    assert.equal(await page.evaluate('window.atFirst'), 'dark');
    await page.locator('[data-theme=dark] #theme[aria-label="外观：深色"]').waitFor();
    await page.locator('#theme').click();
    await page.goBack();
    await page.locator('[data-theme=auto] #theme[aria-label="外观：自动"]').waitFor();
    assert.equal(await paper(page), light);
    assertQuiet();
  });

  test('has no script and searches all the same', async () => {
    const { page, assertQuiet } = await open('/a/tower', { javaScriptEnabled: false });
    assert.ok(!(await page.locator('#theme').isVisible()));
    await box(page).fill('青禾科技的发行价格');
    await box(page).press('Enter');
    await page.getByText('每股12.80元').first().waitFor();
    assertQuiet();
  });

  for (const [name, options] of [
    ['in the light', {}],
    ['in the dark, on a phone', { colorScheme: 'dark', viewport: { width: 390, height: 844 } }],
  ] as const)
    test(`${name}, finds every kind of page without serious problems for axe-core, and nothing too wide`, async () => {
      for (const at of Object.keys(KINDS)) {
        const { page } = await open(at, options);
        const check = async (state: string): Promise<void> => {
          assert.deepEqual(await seriousProblems(page), [], `${at} ${state}`);
          const wide = await page.evaluate('document.documentElement.scrollWidth - window.innerWidth');
          assert.ok(Number(wide) <= 0, `${at} ${state} is ${String(wide)} pixels too wide`);
        };
        await check('at first');
        await box(page).fill('青禾科技');
        await results(page).locator('.answer').first().waitFor();
        await check('with results');
        if (at !== '/a/tower') continue;
        await box(page).fill('红烧肉怎么做');
        await results(page).locator('#suggested').waitFor();
        await check('with suggestions');
      }
    });

  test('prints an article alone: no controls, addresses behind links to other sites, nothing wider than the paper', async () => {
    const { page, assertQuiet } = await open('/a/tower', { viewport: { width: 700, height: 990 } });
    await box(page).fill('青禾科技');
    await page.locator('#panel a').first().waitFor();
    await page.emulateMedia({ media: 'print' });
    for (const hidden of ['form', 'button', '#panel', 'footer', '.actions', '.trail', '.anchor'])
      for (const one of await page.locator(hidden).all()) assert.ok(!(await one.isVisible()), hidden);
    const behind = (address: string) =>
      page.evaluate(`getComputedStyle(document.querySelector('a[href="${address}"]'), '::after').content`);
    assert.equal(await behind('https://rules.example/'), '" (https://rules.example/)"');
    assert.equal(await behind('/a/gongsi-zhuxiao'), 'none', 'paper has no host of its own');
    const wide = await page.evaluate('document.documentElement.scrollWidth - window.innerWidth');
    assert.ok(Number(wide) <= 0);
    assertQuiet();
  });
});
