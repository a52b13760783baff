// npm run bench-pages: weight, requests, paint and layout shift of the pages, on a desktop and on a slow phone, and the time
// from Enter to a visible answer. It fails on what is the same on every machine; times are printed beside their goals.
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { BrowserContextOptions, CDPSession, Page } from 'playwright-core';
import { quantile } from '../../scripts/measure/statistics.ts';
import { launchChromium } from '../support/chromium.ts';
import { gifOf } from '../support/gif.ts';
import { startProduct } from '../support/program.ts';
import { PROJECT } from '../support/project.ts';

const QUESTIONS = [
  '华强科技的发行价是多少',
  '公司注销要公告多少天',
  '商标注册要多久',
  '什么是信用证',
  '科创板开户门槛',
];
const ROUNDS = 3;
/** `slowdown`: how many times slower than this machine. A phone of the middle price is about four times slower. */
type Device = { name: string; options: BrowserContextOptions; slowdown: number };
const DEVICES: readonly Device[] = [
  { name: 'desktop', options: { viewport: { width: 1280, height: 800 } }, slowdown: 1 },
  {
    name: 'phone',
    options: { viewport: { width: 390, height: 844 }, isMobile: true, hasTouch: true },
    slowdown: 4,
  },
];
/** Upper limits: kB over the wire, requests. */
type Budget = { kilobytes: number; requests: number };
const READER: Budget = { kilobytes: 30, requests: 4 };
const PAGES: readonly (readonly [string, Budget])[] = [
  ['/chat', { kilobytes: 60, requests: 30 }],
  ['/', READER],
  ['/?letter=Q', READER],
  ['/a/huaqiang-keji-duojiu-shangshi', READER],
  ['/search', READER],
  [`/search?q=${encodeURIComponent('商标')}`, READER],
  ['/nowhere', READER],
];
/** An article that begins with pictures, each of them a request; so are the logo, its style, and the page's icon. */
const PICTURES = { 'wide.gif': gifOf(1600, 900), 'tall.gif': gifOf(600, 1200), 'small.gif': gifOf(120, 80) };
const ILLUSTRATED: Budget = { ...READER, requests: READER.requests + Object.keys(PICTURES).length + 3 };

/** Milliseconds. Source of the paints: what web.dev calls good. */
const TIMES = { firstPaint: 1800, largestPaint: 2500, answer: 300 };

type Measured = Budget & {
  /** Milliseconds from the navigation. */
  firstPaint: number;
  largestPaint: number;
  /** Sums of all layout shifts, those right after a key press included: while loading, and while searching. */
  shift: number;
  searchShift: number;
  /** The elements that moved. */
  moved: string[];
  /** Pictures of the text that have come. */
  shown: number;
};

const state = path.join(PROJECT, 'dist', 'bench-state');
rmSync(state, { recursive: true, force: true });

const browser = await launchChromium();
const { program, url } = await startProduct({ STATE_DIR: state });
const illustrated = await startIllustrated(path.join(PROJECT, 'dist', 'bench-illustrated'));
const missed: string[] = [];
try {
  process.stdout.write(
    `${'page'.padEnd(36)}${['kB', 'requests', 'first paint', 'largest', 'shift', 'searching'].map((name) => name.padStart(12)).join('')}\n`,
  );
  for (const device of DEVICES) {
    for (const [at, budget] of PAGES)
      report(`${device.name} ${decodeURI(at)}`, budget, await measure(url + at, device));
    const measured = await measure(`${illustrated.url}/a/quay`, device);
    report(`${device.name} pictures and logo`, ILLUSTRATED, measured);
    if (measured.shown < 2) missed.push(`${device.name}: only ${measured.shown} pictures are shown`);
  }
  const times = await answerTimes();
  process.stdout.write(
    `Enter → answer on the page: first ${times[0]?.toFixed(0)} ms, p50 ${quantile(times, 0.5)?.toFixed(0)} ms, ` +
      `p95 ${quantile(times, 0.95)?.toFixed(0)} ms of ${times.length} (goal < ${TIMES.answer} ms)\n`,
  );
} finally {
  await browser.close();
  program.signal('SIGTERM');
  illustrated.program.signal('SIGTERM');
}
if (missed.length > 0) {
  process.stdout.write(`missed:\n${missed.map((one) => `- ${one}\n`).join('')}`);
  process.exitCode = 1;
}

async function startIllustrated(home: string): ReturnType<typeof startProduct> {
  rmSync(home, { recursive: true, force: true });
  const articles = path.join(home, 'articles');
  mkdirSync(articles, { recursive: true });
  const logo = path.join(home, 'logo.svg');
  writeFileSync(
    logo,
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 64 24"><rect width="64" height="24"/></svg>',
  );
  for (const [name, bytes] of Object.entries(PICTURES)) writeFileSync(path.join(articles, name), bytes);
  const text = Object.keys(PICTURES).map((name) => `![码头](${name})\n\n货柜在码头按先后顺序装卸。\n`);
  writeFileSync(path.join(articles, 'quay.md'), ['# 码头\n', ...text].join('\n'));
  return startProduct({
    ARTICLES_DIR: articles,
    INDEX_DIR: path.join(home, 'index'),
    STATE_DIR: path.join(home, 'state'),
    WIKI_LOGO: logo,
  });
}

/** Prints a line; a time beyond its goal is marked, anything else beyond it is missed. */
function report(name: string, budget: Budget, measured: Measured): void {
  const { kilobytes, requests, firstPaint, largestPaint, shift, searchShift, moved } = measured;
  const time = (ms: number, goal: number): string => `${ms.toFixed(0)} ms${ms > goal ? '!' : ''}`;
  const cells = [
    kilobytes.toFixed(1),
    String(requests),
    time(firstPaint, TIMES.firstPaint),
    time(largestPaint, TIMES.largestPaint),
    shift.toFixed(3),
    searchShift.toFixed(3),
  ];
  process.stdout.write(`${name.padEnd(36)}${cells.map((cell) => cell.padStart(12)).join('')}\n`);
  if (kilobytes > budget.kilobytes) missed.push(`${name}: ${kilobytes.toFixed(1)} kB of ${budget.kilobytes}`);
  if (requests > budget.requests) missed.push(`${name}: ${requests} requests of ${budget.requests}`);
  if (moved.length > 0) missed.push(`${name}: ${moved.join(', ')} moved`);
}

/** A page at an address with an empty cache: bytes over the wire with headers, its paints, and what moves. */
async function measure(at: string, { options, slowdown }: Device): Promise<Measured> {
  const page = await newPage(options);
  const session = await page.context().newCDPSession(page);
  await session.send('Emulation.setCPUThrottlingRate', { rate: slowdown });
  const traffic = await watchTraffic(session);
  await page.addInitScript(`window.seen = { shift: 0, largest: 0, moved: [] };
    new PerformanceObserver((list) => {
      for (const { value, sources } of list.getEntries()) {
        window.seen.shift += value;
        window.seen.moved.push(...sources.map(({ node }) => [node?.nodeName, node?.id].filter(Boolean).join('#')));
      }
    }).observe({ type: 'layout-shift', buffered: true });
    new PerformanceObserver((list) => {
      window.seen.largest = list.getEntries().at(-1).startTime;
    }).observe({ type: 'largest-contentful-paint', buffered: true });`);
  await page.goto(at);
  await page.waitForTimeout(500);
  const { bytes, requests } = traffic;
  const shifted = (): Promise<number> => page.evaluate('window.seen.shift');
  const shift = await shifted();
  const [firstPaint, largestPaint] = await page.evaluate<[number, number]>(
    "[performance.getEntriesByName('first-contentful-paint')[0].startTime, window.seen.largest]",
  );
  const shown = await page.evaluate<number>(
    "[...document.querySelectorAll('main img')].filter(({ naturalWidth }) => naturalWidth > 0).length",
  );
  if (!at.endsWith('/chat')) await search(page);
  const searchShift = (await shifted()) - shift;
  const moved = await page.evaluate<string[]>('window.seen.moved');
  await page.context().close();
  return { kilobytes: bytes / 1000, requests, firstPaint, largestPaint, shift, searchShift, moved, shown };
}

async function watchTraffic(session: CDPSession): Promise<{ bytes: number; requests: number }> {
  const traffic = { bytes: 0, requests: 0 };
  await session.send('Network.enable');
  // What stands in the address itself is not asked for.
  session.on('Network.responseReceived', ({ response }) => {
    if (!response.url.startsWith('data:')) traffic.requests++;
  });
  session.on('Network.loadingFinished', ({ encodedDataLength }) => (traffic.bytes += encodedDataLength));
  return traffic;
}

/** Two searches one after the other, as a reader types them. */
async function search(page: Page): Promise<void> {
  for (const question of QUESTIONS.slice(0, 2)) {
    const part = page.waitForResponse((response) => response.url().includes('part=1'));
    await page.locator('input[type=search]').fill(question);
    await (await part).finished();
    await page.waitForTimeout(300);
  }
}

/** From the key press until the answer's bubble is in the page, ms; the first one is the page's very first question. */
async function answerTimes(): Promise<number[]> {
  const page = await newPage();
  await page.goto(`${url}/chat`);
  const times: number[] = [];
  for (let round = 0; round < ROUNDS; round++)
    for (const question of QUESTIONS) {
      await page.locator('#text').fill(question);
      // Measured within the page, because the driver's round trips would count too.
      await page.evaluate(`window.answered = new Promise((resolve) => {
        let pressed = 0;
        const log = document.querySelector('#log');
        const before = log.querySelectorAll('.bot').length;
        document.querySelector('#text').addEventListener('keydown', () => { pressed = performance.now(); }, { once: true });
        new MutationObserver((_, observer) => {
          if (pressed === 0 || log.querySelectorAll('.bot').length === before) return;
          observer.disconnect();
          requestAnimationFrame(() => setTimeout(() => resolve(performance.now() - pressed)));
        }).observe(log, { childList: true });
      }); 0`);
      await page.keyboard.press('Enter');
      times.push(await page.evaluate<number>('window.answered'));
    }
  await page.context().close();
  return times;
}

async function newPage(options: BrowserContextOptions = {}): Promise<Page> {
  return (await browser.newContext({ locale: 'zh-CN', ...options })).newPage();
}
