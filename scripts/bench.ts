// npm run bench -- [inline|swap] [--index DIR] [--json]: speed and memory of a serving process over an index that is there;
// with `inline`, of inline queries as they are typed; with `swap`, of going over to another generation 50 times; with `all`,
// everything beside what it is compared with (bench/all.ts)
import { parseArgs } from 'node:util';
import type { UserFromGetMe } from 'grammy/types';
import { createBot } from '../src/bot/create-bot.ts';
import { type Engine, withEngine } from '../src/app/open-engine.ts';
import { loggerFor } from '../src/app/run-main.ts';
import { runMain } from '../src/app/run-main.ts';
import { createTranslations } from '../src/locales/translations.ts';
import { measureServing, servingLines } from './measure/serving.ts';
import { generationFolder } from '../src/index/generation-folders.ts';
import { verifyAside } from '../src/index/verify-aside.ts';
import { measureSwapping, swapLines } from './measure/swapping.ts';
import { measureTyping, typingLines } from './measure/typing.ts';
import { createMemoryState } from '../src/storage/memory-state.ts';

await runMain(async (env) => {
  const [mode, ...others] = process.argv.slice(2);
  if (mode === 'all') return (await import('./measure/bench/all.ts')).benchAll(others, env);
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { index: { type: 'string' }, json: { type: 'boolean', default: false } },
  });
  return withEngine(env, values.index, async (engine) => {
    const bench = positionals.includes('inline')
      ? benchInline
      : positionals.includes('swap')
        ? benchSwap
        : benchServing;
    const [figures, lines] = await bench(engine);
    process.stdout.write(`${values.json ? JSON.stringify(figures, null, 2) : lines.join('\n')}\n`);
    return 0;
  });
});

async function benchServing(engine: Engine): Promise<[object, string[]]> {
  const figures = await measureServing(engine);
  return [figures, servingLines(figures)];
}

/** The live generation again and again: everything is opened anew, as if it were another one. */
async function benchSwap(engine: Engine): Promise<[object, string[]]> {
  const { indexDir } = engine.config;
  const wiki = engine.wiki(() => 0);
  const titles = wiki.directory.hot(0, 20).articles.map(({ title }) => title);
  let asked = 0;
  const figures = await measureSwapping({
    live: engine.live,
    ask: () => wiki.answerer.answer(`${titles[asked++ % titles.length] ?? ''}${asked}`),
    swap: async () => {
      const folder = generationFolder(indexDir, wiki.generation);
      await engine.take(folder, await verifyAside(folder));
    },
  });
  return [figures, swapLines(figures)];
}

/** The real bot, whose requests end here instead of at Telegram. */
async function benchInline(engine: Engine): Promise<[object, string[]]> {
  const state = createMemoryState();
  const bot = createBot(
    {
      token: '1:bench',
      botInfo: { id: 1, is_bot: true, first_name: 'bench', username: 'bench_bot' } as UserFromGetMe,
      transport: () => Promise.resolve({ ok: true, result: true }) as never,
    },
    {
      wiki: engine.wiki((id) => state.reads.count(id)),
      state,
      i18n: createTranslations(),
      logger: loggerFor(engine.config),
      now: Date.now,
      random: Math.random,
    },
  );
  let id = 0;
  const from = { id: 1, is_bot: false, first_name: 'reader' };
  const figures = await measureTyping({
    index: engine.index,
    retriever: engine.variant({}).retriever,
    answerInline: (query) =>
      bot.handleUpdate({ update_id: ++id, inline_query: { id: String(id), from, query, offset: '' } }),
  });
  return [figures, typingLines(figures)];
}
