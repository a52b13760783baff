// npm run screenshots: retakes the READMEs' pictures, of the real product over the sample articles, each in light and dark.
// The pictures show answers that are right: the command fails when what one must contain is not on its screen.
import { mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { Page } from 'playwright-core';
import { launchChromium } from '../support/chromium.ts';
import { notePictures } from '../../scripts/release/pictures.ts';
import { startProduct } from '../support/program.ts';
import { PROJECT } from '../support/project.ts';

const FOLDER = path.join(PROJECT, 'data', 'screenshots');
/** Qualities of WebP, up to 100; the first that keeps a picture small is taken. */
const QUALITIES = [75, 65, 55, 45];
/** A README loads them all. */
const MAX_BYTES = 60_000;
/** `scale`: pixels of a picture per CSS pixel. */
type Device = {
  viewport: { width: number; height: number };
  scale: number;
  isMobile?: boolean;
  hasTouch?: boolean;
};
const DESKTOP: Device = { viewport: { width: 1080, height: 700 }, scale: 1 };
const PHONE: Device = { viewport: { width: 390, height: 844 }, scale: 1.4, isMobile: true, hasTouch: true };
/** A function for the page: which of some texts are not wholly on the screen, but scrolled away, clipped or covered. */
const MISSING = `(texts) => {
  const nodes = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  const range = document.createRange();
  const missing = new Set(texts);
  for (let node; (node = nodes.nextNode()) !== null; )
    for (const text of missing) {
      const start = node.data.indexOf(text);
      if (start < 0) continue;
      range.setStart(node, start);
      range.setEnd(node, start + text.length);
      // A line's box is larger than its letters.
      const ends = [...range.getClientRects()].flatMap(({ left, right, top, height }) =>
        [left + 3, right - 3].map((x) => document.elementFromPoint(x, top + height / 2)));
      if (ends.length > 0 && ends.every((element) => node.parentElement.contains(element))) missing.delete(text);
    }
  return [...missing];
}`;

type Scene = {
  name: string;
  at: string;
  device: Device;
  prepare: (page: Page) => Promise<void>;
  /** Texts that are wholly on the screen. */
  shows: readonly string[];
};

const SCENES: readonly Scene[] = [
  {
    name: 'answer',
    at: '/chat',
    device: PHONE,
    prepare: (page) => ask(page, '注册一件商标要多久'),
    shows: ['注册一件商标要多久', '目前通常需要七到八个月', '商标注册流程与期限', '👎'],
  },
  {
    name: 'inline',
    at: '/chat',
    device: PHONE,
    prepare: (page) => search(page, '@wenda 商标官费多少钱'),
    shows: ['官费与减免口径 — 商标注册申请的官费按类别收取，网上申请每类270元'],
  },
  {
    name: 'shared',
    at: '/chat',
    device: PHONE,
    prepare: async (page) => {
      await search(page, '@wenda 商标官费多少钱');
      await page.locator('#popup [role=option]').first().click();
      await page.getByText('via @wenda').waitFor();
    },
    shows: ['via @wenda', '网上申请每类270元'],
  },
  {
    name: 'group',
    at: '/chat',
    device: PHONE,
    prepare: async (page) => {
      await page.locator('[data-chat=group]').click();
      await ask(page, '@wenda 华强科技的发行价是多少');
    },
    shows: ['@wenda', '每股35.09元', '私聊里看全文', '👎'],
  },
  {
    name: 'reader',
    at: '/a/shangbiao-zhuce',
    device: PHONE,
    prepare: (page) => page.locator('h1').waitFor(),
    shows: ['商标注册流程与期限', '目前通常需要七到八个月'],
  },
  {
    name: 'search',
    at: '/a/shangbiao-zhuce',
    device: PHONE,
    prepare: async (page) => {
      await page.getByRole('searchbox').tap();
      await page.keyboard.type('华强科技发行价');
      await page.locator('#panel').getByText('每股35.09元').first().waitFor();
    },
    shows: ['每股35.09元'],
  },
  {
    name: 'operator',
    at: '/chat',
    device: PHONE,
    prepare: (page) => ask(page, '/admin'),
    shows: ['39 篇专题', '生成邀请链接'],
  },
  {
    name: 'desktop',
    at: '/chat',
    device: DESKTOP,
    prepare: async (page) => {
      await ask(page, '华强科技的发行价是多少');
      await page.locator('#why-toggle').click();
      await page.locator('#why-body').getByText('ms').first().waitFor();
    },
    shows: ['每股35.09元', '为什么是这个回答', '👎'],
  },
];

mkdirSync(FOLDER, { recursive: true });
for (const old of readdirSync(FOLDER)) rmSync(path.join(FOLDER, old));
const browser = await launchChromium();
try {
  for (const scene of SCENES) await take(scene);
  notePictures(PROJECT);
} finally {
  await browser.close();
}

/** The product begins anew for every scene: chats have no messages of another one. */
async function take({ name, at, device, prepare, shows }: Scene): Promise<void> {
  const state = path.join(PROJECT, 'dist', 'screenshots-state');
  rmSync(state, { recursive: true, force: true });
  const { program, url } = await startProduct({ STATE_DIR: state });
  try {
    const context = await browser.newContext({ locale: 'zh-CN', reducedMotion: 'reduce', ...device });
    const page = await context.newPage();
    await page.goto(url + at);
    await prepare(page);
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme });
      await save(page, device, `${name}-${colorScheme}`);
    }
    const missing = await page.evaluate<string[]>(`(${MISSING})(${JSON.stringify(shows)})`);
    if (missing.length > 0) throw new Error(`${name} does not show ${missing.join(', ')}`);
    await context.close();
  } finally {
    program.signal('SIGTERM');
    await program.exited;
  }
}

async function save(page: Page, { viewport, scale }: Device, name: string): Promise<void> {
  // Animations have ended, and nothing blinks.
  await page.evaluate('document.fonts.ready');
  await page.waitForTimeout(400);
  const session = await page.context().newCDPSession(page);
  for (const quality of QUALITIES) {
    const { data } = await session.send('Page.captureScreenshot', {
      format: 'webp',
      quality,
      clip: { x: 0, y: 0, ...viewport, scale },
    });
    const bytes = Buffer.from(data, 'base64');
    if (bytes.length > MAX_BYTES) continue;
    writeFileSync(path.join(FOLDER, `${name}.webp`), bytes);
    process.stdout.write(`${name}  ${Math.round(bytes.length / 1000)} kB, quality ${quality}\n`);
    return;
  }
  throw new Error(`${name} has more than ${MAX_BYTES} bytes`);
}

async function say(page: Page, text: string): Promise<void> {
  await page.locator('#text').fill(text);
  await page.keyboard.press('Enter');
  await page.locator('#log article.own', { hasText: text }).waitFor();
}

/** Says it, and waits for the answer. */
async function ask(page: Page, text: string): Promise<void> {
  await say(page, text);
  await page.locator('#log article.bot').last().waitFor();
}

/** Types for the inline list, in a chat of friends. */
async function search(page: Page, text: string): Promise<void> {
  await page.locator('[data-chat=elsewhere]').click();
  await say(page, '我想给新店的名字注册商标');
  await page.locator('#text').fill(text);
  await page.locator('#popup [role=option]').first().waitFor();
}
