// npm run measure-answers: how much of a phone's screen an answer takes, with all its buttons, on the chat page.
import { rmSync } from 'node:fs';
import path from 'node:path';
import { halfOf, questionLines } from '../../src/app/labelled-questions.ts';
import { quantile } from '../../scripts/measure/statistics.ts';
import type { LabelledQuestion } from '../../scripts/measure/questions.ts';
import { launchChromium } from '../support/chromium.ts';
import { startProduct } from '../support/program.ts';
import { PROJECT } from '../support/project.ts';

/** A phone's screen in CSS pixels; an answer and its buttons shall fit, for the median of the questions. */
const SCREEN = { width: 390, height: 844 };
const SHOWN = 5;

const state = path.join(PROJECT, 'dist', 'measure-state');
rmSync(state, { recursive: true, force: true });

// Those of a conversation are left out: the page would have to ask what came before as well.
const questions = questionLines(path.join(PROJECT, 'data', 'questions'))
  .filter((line) => line !== '')
  .map((line) => JSON.parse(line) as LabelledQuestion) // `npm run evaluate` checks their format
  .filter((question) => question.article !== undefined && question.after === undefined)
  .filter((question) => halfOf(question) === 'tune');

const browser = await launchChromium();
const { program, url } = await startProduct({ STATE_DIR: state, QUESTIONS_PER_MINUTE: '0' });
try {
  const page = await (await browser.newContext({ locale: 'zh-CN', viewport: SCREEN })).newPage();
  await page.goto(`${url}/chat`);
  const measured: { q: string; height: number }[] = [];
  for (const { q } of questions) {
    const answers = page.locator('#log article.bot');
    const before = await answers.count();
    await page.locator('#text').fill(q);
    await page.keyboard.press('Enter');
    await answers.nth(before).waitFor();
    const box = await answers.nth(before).boundingBox();
    measured.push({ q, height: box?.height ?? NaN });
  }
  const heights = measured.map(({ height }) => height);
  const [median, p90] = [quantile(heights, 0.5) ?? NaN, quantile(heights, 0.9) ?? NaN];
  const fitting = heights.filter((height) => height <= SCREEN.height).length;
  process.stdout.write(
    `${heights.length} answers at ${SCREEN.width} px: height median ${median.toFixed(0)} px, p90 ${p90.toFixed(0)} px, ` +
      `${fitting} fit the screen (goal: median ≤ ${SCREEN.height} px)\n`,
  );
  for (const { q, height } of measured.sort((a, b) => b.height - a.height).slice(0, SHOWN))
    process.stdout.write(`  ${height.toFixed(0)} px  ${q}\n`);
  if (!(median <= SCREEN.height)) process.exitCode = 1;
} finally {
  await browser.close();
  program.signal('SIGTERM');
}
