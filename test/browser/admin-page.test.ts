// The operators' pages in a real browser: without script as well, by keyboard, on a phone.
import assert from 'node:assert/strict';
import { after, describe, test } from 'node:test';
import type { BrowserContextOptions } from 'playwright-core';
import { serve } from '../../src/web/server.ts';
import { NO_BROWSER, openPage, seriousProblems } from '../support/browser.ts';
import { SAMPLE_ARTICLES } from '../support/project.ts';
import { filledWorld } from '../web/admin/filled-world.ts';

describe('in a browser, an operator', { skip: NO_BROWSER }, async () => {
  if (NO_BROWSER !== false) return;
  const { world, fetchPage } = await filledWorld(SAMPLE_ARTICLES);
  const server = await serve({ fetch: fetchPage, host: '127.0.0.1', port: 0 });
  after(() => server.close());
  const signIn = async (options: BrowserContextOptions = {}, language = 'zh-hans') => {
    const watched = await openPage(options);
    // What is missing is told at once: every page is here within a blink.
    watched.page.setDefaultTimeout(5000);
    await watched.page.goto(`${server.url}/admin/enter/${world.sessions.invite(7)}?lang=${language}`);
    await watched.page.locator('main button').click();
    await watched.page.waitForURL(/\/admin\?lang/);
    return watched;
  };

  test('closes a gap without script, and opens it again', async () => {
    const { page, assertQuiet } = await signIn({ javaScriptEnabled: false });
    await page.getByRole('link', { name: '缺口' }).first().click();
    await page.locator('main .topics a').first().click();
    const at = page.url();
    await page.getByRole('link', { name: '预览' }).first().click();
    await page.getByText('会教给 Wenda 的问题').waitFor();
    await page.getByRole('button', { name: /应用/ }).click();
    await page.getByText('已处理（归入一节）').waitFor();
    assert.equal(page.url(), at);
    assert.equal(world.teaching.taught.length, 3);
    await page.getByRole('button', { name: '撤销并重新打开' }).click();
    await page.getByText('处理这个缺口').waitFor();
    assert.equal(world.teaching.taught.length, 2);
    await page.getByRole('button', { name: '退出登录' }).click();
    assert.equal((await page.goto(at))?.status(), 404);
    assertQuiet404(assertQuiet);
  });

  test('reaches every action by keyboard', async () => {
    const { page } = await signIn();
    await page.goto(`${server.url}/admin/gaps/gap-0`);
    const reached = new Set<string>();
    for (let i = 0; i < 60; i++) {
      await page.keyboard.press('Tab');
      const name = await page.evaluate(
        'document.activeElement.tagName + " " + document.activeElement.textContent',
      );
      if (String(name).startsWith('SUMMARY') && !String(name).includes('归入某一节'))
        await page.keyboard.press('Enter');
      reached.add(String(name));
    }
    for (const name of [
      'A 预览',
      'BUTTON 查找',
      'SUMMARY 加同义词',
      'BUTTON 预览',
      'BUTTON 专题已发布',
      'SUMMARY 不再提示',
    ])
      assert.ok(reached.has(name), `${name} of ${[...reached].join(', ')}`);
  });

  const ALL = ['?days=30', '/gaps', '/gaps/gap-0', '/gaps/gap-1', '/gaps/gap-0/out-of-scope', '/lessons'];
  const LOOKS: [look: string, options: BrowserContextOptions, paths: readonly string[]][] = [
    ['desktop, light', { viewport: { width: 1080, height: 800 } }, ['?days=30', '/gaps/gap-0']],
    ['phone, dark', { viewport: { width: 390, height: 844 }, isMobile: true, colorScheme: 'dark' }, ALL],
  ];
  for (const [look, options, paths] of LOOKS)
    test(`finds pages readable and still (${look})`, async () => {
      const { page, assertQuiet } = await signIn(options, 'en');
      for (const path of paths) {
        await page.goto(`${server.url}/admin${path}`);
        const moved = await page.evaluate(`new Promise((resolve) => {
          let moved = 0;
          new PerformanceObserver((list) => { for (const { value } of list.getEntries()) moved += value; }).observe({ type: 'layout-shift', buffered: true });
          requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(() => resolve(moved))));
        })`);
        assert.equal(moved, 0, path);
        await page.evaluate('document.querySelectorAll("details").forEach((one) => { one.open = true; })');
        const wide = await page.evaluate('document.documentElement.scrollWidth - window.innerWidth');
        assert.ok(Number(wide) <= 0, `${path} is ${String(wide)} pixels too wide`);
        assert.deepEqual(await seriousProblems(page), [], path);
      }
      assertQuiet();
    });
});

/** The browser itself logs an answer of 404; nothing else may be logged. */
function assertQuiet404(assertQuiet: () => void): void {
  assert.throws(
    assertQuiet,
    (error) =>
      error instanceof assert.AssertionError && Array.isArray(error.actual) && error.actual.length === 1,
  );
}
