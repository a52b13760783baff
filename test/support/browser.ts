// Pages in a real browser, watched for what they log and load. Without a browser, tests say so and skip.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { after } from 'node:test';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { launchChromium, NO_BROWSER } from './chromium.ts';
import { startProduct } from './program.ts';

export { NO_BROWSER } from './chromium.ts';

export type WatchedPage = {
  page: Page;
  /** @throws AssertionError when the page has logged an error, or requested anything from another host */
  assertQuiet: () => void;
};

// One browser per file: one that is started within a test would end with it.
const browser = NO_BROWSER === false ? await launch() : undefined;

/** A page in a context of its own; what it logs and loads is watched. */
export async function openPage(options: BrowserContextOptions = {}): Promise<WatchedPage> {
  assert.ok(browser !== undefined, String(NO_BROWSER));
  const context = await browser.newContext({ locale: 'zh-CN', ...options });
  const page = await context.newPage();
  const noise: string[] = [];
  page.on('console', (message) => {
    if (message.type() === 'error' || message.type() === 'warning') noise.push(message.text());
  });
  page.on('pageerror', (error) => noise.push(String(error)));
  page.on('request', (request) => {
    const { protocol, hostname } = new URL(request.url());
    if (/^https?:$/.test(protocol) && hostname !== '127.0.0.1') noise.push(`asked for ${request.url()}`);
  });
  return {
    page,
    assertQuiet: () => {
      assert.deepEqual(noise, []);
    },
  };
}

/**
 * The address of the product over a folder of articles, for the tests of a file; empty without a browser.
 * @param home where its index and its state are
 */
export async function serveArticles(articles: string, home: string): Promise<string> {
  if (NO_BROWSER !== false) return '';
  const { program, url } = await startProduct({
    ARTICLES_DIR: articles,
    INDEX_DIR: path.join(home, 'index'),
    STATE_DIR: path.join(home, 'state'),
  });
  after(() => {
    program.signal('SIGKILL');
  });
  return url;
}

async function launch(): Promise<Browser> {
  const running = await launchChromium();
  after(() => running.close());
  return running;
}

type AxeResult = { violations: { id: string; impact: string | null; nodes: { html: string }[] }[] };

/** Accessibility problems of a page that axe-core calls serious or critical, as short lines. */
export async function seriousProblems(page: Page): Promise<string[]> {
  const source = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
  // Evaluated by the debugger, to which the page's content security policy does not apply.
  await page.evaluate(source);
  const { violations } = await page.evaluate<AxeResult>('axe.run()');
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .flatMap(({ id, nodes }) => nodes.slice(0, 3).map(({ html }) => `${id}: ${html.slice(0, 160)}`));
}
