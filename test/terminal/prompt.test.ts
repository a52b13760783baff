// The prompt over a real wiki: what is typed, and what is then on the screen.
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { PassThrough } from 'node:stream';
import { after, test } from 'node:test';
import { openEngine } from '../../src/app/open-engine.ts';
import { createTranslations, translateTo } from '../../src/locales/translations.ts';
import { runPrompt } from '../../src/terminal/prompt.ts';
import { readCommand } from '../../src/terminal/prompt-commands.ts';
import { createScreen } from '../../src/terminal/screen.ts';
import { createPublished } from '../app/published.ts';

const { config, native, logger, publish } = createPublished();
await publish('一元');
const engine = await openEngine(config, { logger, native });
after(() => engine.close());
const { live } = engine;
const t = translateTo(createTranslations(), 'zh-hans');

/** The replies to lines. */
async function replies(...lines: string[]): Promise<string[]> {
  const [input, output] = [new PassThrough(), new PassThrough()];
  input.write([...lines, '/exit', ''].join('\n'));
  const { signal } = new AbortController();
  await runPrompt({ live, t, colour: false, echo: false, input, output, signal });
  output.end();
  let text = '';
  for await (const chunk of output.setEncoding('utf8')) text += String(chunk);
  return text.split('问题> ').slice(1, -1);
}

test('it goes on from the last answer, with next and with words', async () => {
  const [first, next, slash] = await replies('云帆客服系统怎么收费', 'next', '/下一条');
  assert.match(first ?? '', /^云帆客服系统 › 收费方式\n/);
  const headings = [first, next, slash].map((reply) => reply?.split('\n')[0]);
  assert.equal(new Set(headings).size, 3, headings.join(' | '));
  assert.match((await replies('next'))[0] ?? '', /\S/, 'without an answer it says so');
});

test('topics lists all titles, and those with the words', async () => {
  const [all, found, none] = await replies('专题', 'topics yfkf', '/topics 火星');
  assert.match(all ?? '', /^专题（共 6 篇）：\n(?:• .+\n){6}\n$/);
  assert.equal(found, '标题里有“yfkf”的专题：\n• 云帆客服系统\n\n');
  assert.equal(none, '没有标题里有“火星”的专题。\n\n');
});

test('help, unknown commands and exit', async () => {
  const [help, unknown, ...rest] = await replies('帮助', '/hot', '退出', '云帆客服系统');
  assert.equal(help, `${t('prompt-help')}\n\n`);
  assert.equal(unknown, help);
  assert.deepEqual(rest, [], 'nothing is answered after it');
});

test('a word that is a title here is a question, with a slash it is a command', () => {
  const titled = { search: () => [{ ...article, title: 'Help', label: 'Help' }] };
  assert.deepEqual(readCommand('HELP', titled), { kind: 'question', text: 'HELP' });
  assert.deepEqual(readCommand('/help', titled), { kind: 'help' });
  assert.deepEqual(readCommand('help', live.wiki.directory), { kind: 'help' });
});
const article = { articleId: 'a', slug: 'a', date: '2026-01-01', views: 0 };

test('what is logged while the prompt waits comes above it, and what has been typed stays', async () => {
  const input = new PassThrough();
  const output = Object.assign(new PassThrough(), { isTTY: true, columns: 20, rows: 10 });
  const screen = createScreen((text) => output.write(text));
  const stop = new AbortController();
  const ended = runPrompt({
    live,
    t,
    colour: false,
    echo: false,
    input: Object.assign(input, { isTTY: true, setRawMode: () => input }),
    output,
    screen,
    signal: stop.signal,
  });
  const typed = once(input, 'data');
  // Longer than a line of this terminal.
  input.write('一二三四五六七八九十');
  await typed;
  output.read();
  screen.write('WARN: a line\n');
  const sent = String(output.read());
  // Up to the prompt's first line, to its begin, erased; then the line, and the prompt with what was typed.
  assert.match(
    sent,
    /^\u001b\[1A\u001b\[1G\u001b\[0JWARN: a line\n\u001b\[1G\u001b\[0J问题> 一二三四五六七八九十/,
  );
  stop.abort();
  await ended;
  output.read();
  screen.write('later\n');
  assert.equal(String(output.read()), 'later\n');
});
