// npm run screenshots: retakes the README's pictures, of the real product over the sample articles.
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { launchChromium } from '../support/chromium.ts';
import { notePictures } from '../../scripts/release/pictures.ts';
import { startProduct } from '../support/program.ts';
import { PROJECT } from '../support/project.ts';

const FOLDER = path.join(PROJECT, 'data', 'screenshots');
/** Quality of WebP, up to 100: letters stay sharp, and a picture has 20 to 60 kB. */
const QUALITY = 72;
const DESKTOP = { viewport: { width: 1080, height: 760 }, deviceScaleFactor: 1.5 };
const PHONE = { viewport: { width: 390, height: 760 }, deviceScaleFactor: 1.5 };

const state = path.join(PROJECT, 'dist', 'screenshots-state');
rmSync(state, { recursive: true, force: true });
mkdirSync(FOLDER, { recursive: true });

const browser = await launchChromium();
const { program, url } = await startProduct({ STATE_DIR: state });
try {
  await picture('chat', '/chat', DESKTOP, async (page) => {
    await ask(page, '华强科技的发行价是多少');
    await page.locator('#log').getByText('每股35.09元').waitFor();
    await page.locator('#why-toggle').click();
    await page.locator('#why-body').getByText('ms').first().waitFor();
  });
  await picture('inline', '/chat', PHONE, async (page) => {
    await page.locator('[data-chat=elsewhere]').click();
    await page.locator('#text').fill('@wenda 注册商标');
    await page.locator('#popup [role=option]').first().waitFor();
  });
  await picture('group-dark', '/chat', { ...PHONE, colorScheme: 'dark' }, async (page) => {
    await page.locator('[data-chat=group]').click();
    await ask(page, '/ask 注册一件商标要多久');
    await page.locator('#log').getByRole('button').first().waitFor();
  });
  await picture('reader', '/a/huaqiang-keji-duojiu-shangshi', PHONE, async (page) => {
    await page.locator('h1').waitFor();
  });
  notePictures(PROJECT);
} finally {
  await browser.close();
  program.signal('SIGTERM');
}

async function picture(
  name: string,
  at: string,
  options: BrowserContextOptions,
  prepare: (page: Page) => Promise<void>,
): Promise<void> {
  const page = await open(browser, options);
  await page.goto(url + at);
  await prepare(page);
  // Animations have ended, and nothing blinks.
  await page.evaluate('document.fonts.ready');
  await page.waitForTimeout(400);
  const session = await page.context().newCDPSession(page);
  const { data } = await session.send('Page.captureScreenshot', { format: 'webp', quality: QUALITY });
  const file = path.join(FOLDER, `${name}.webp`);
  const bytes = Buffer.from(data, 'base64');
  writeFileSync(file, bytes);
  process.stdout.write(`${path.relative(PROJECT, file)}  ${Math.round(bytes.length / 1000)} kB\n`);
  await page.context().close();
}

async function open(from: Browser, options: BrowserContextOptions): Promise<Page> {
  const context = await from.newContext({ locale: 'zh-CN', reducedMotion: 'reduce', ...options });
  return context.newPage();
}

async function ask(page: Page, text: string): Promise<void> {
  await page.locator('#text').fill(text);
  await page.keyboard.press('Enter');
}
