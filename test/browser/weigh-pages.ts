// npm run bench-pages: the weight of the pages, and the time from Enter to a visible answer.
import { rmSync } from 'node:fs';
import path from 'node:path';
import type { Page } from 'playwright-core';
import { quantile } from '../../scripts/measure/statistics.ts';
import { launchChromium } from '../support/chromium.ts';
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
/** Upper limits in kB and ms. */
const GOALS = { chat: 60, reader: 30, answer: 300 };

const state = path.join(PROJECT, 'dist', 'bench-state');
rmSync(state, { recursive: true, force: true });

const browser = await launchChromium();
const { program, url } = await startProduct({ STATE_DIR: state });
try {
  process.stdout.write('page                                    kB  requests  first paint ms\n');
  for (const [at, goal] of [
    ['/chat', GOALS.chat],
    ['/', GOALS.reader],
    ['/a/huaqiang-keji-duojiu-shangshi', GOALS.reader],
    [`/search?q=${encodeURIComponent('商标')}`, GOALS.reader],
  ] as const) {
    const { bytes, requests, paint } = await weigh(at);
    const kilobytes = (bytes / 1000).toFixed(1);
    process.stdout.write(
      `${decodeURI(at).padEnd(36)} ${kilobytes.padStart(5)}  ${String(requests).padStart(8)}  ${paint.toFixed(0).padStart(14)}  (goal < ${goal} kB)\n`,
    );
  }
  const times = await answerTimes();
  process.stdout.write(
    `Enter → answer on the page: first ${times[0]?.toFixed(0)} ms, p50 ${quantile(times, 0.5)?.toFixed(0)} ms, ` +
      `p95 ${quantile(times, 0.95)?.toFixed(0)} ms of ${times.length} (goal < ${GOALS.answer} ms)\n`,
  );
} finally {
  await browser.close();
  program.signal('SIGTERM');
}

/** Bytes over the wire, headers included, with an empty cache. */
async function weigh(at: string): Promise<{ bytes: number; requests: number; paint: number }> {
  const page = await newPage();
  const session = await page.context().newCDPSession(page);
  await session.send('Network.enable');
  let bytes = 0;
  let requests = 0;
  session.on('Network.responseReceived', () => requests++);
  session.on('Network.loadingFinished', ({ encodedDataLength }) => (bytes += encodedDataLength));
  await page.goto(url + at);
  await page.waitForTimeout(500);
  const paint = Number(
    await page.evaluate("performance.getEntriesByName('first-contentful-paint')[0]?.startTime"),
  );
  await page.context().close();
  return { bytes, requests, paint };
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

async function newPage(): Promise<Page> {
  return (await browser.newContext({ locale: 'zh-CN' })).newPage();
}
