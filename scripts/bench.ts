// npm run bench -- [inline|swap] [--index DIR] [--json]: speed and memory of a serving process over an index that is there;
// with `inline`, of inline queries as they are typed; with `swap`, of going over to another generation 50 times; with `all`,
// everything beside what it is compared with (bench/all.ts)
import { parseArgs } from 'node:util';
import type { UserFromGetMe } from 'grammy/types';
import { createBot } from '../src/bot/create-bot.ts';
import { type Environment, loadConfig } from '../src/app/config.ts';
import { PROJECT_ROOT, userPath } from '../src/app/environment.ts';
import { loadNativeLibraryOrWarn } from '../src/app/native-library.ts';
import { openEngine } from '../src/app/open-engine.ts';
import { loggerFor } from '../src/app/run-main.ts';
import { runMain } from '../src/app/run-main.ts';
import { createTranslations } from '../src/locales/translations.ts';
import { withMeasured } from './measure/open-for-measuring.ts';
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
  const bench = positionals.includes('inline')
    ? benchInline
    : positionals.includes('swap')
      ? benchSwap
      : benchServing;
  const [figures, lines] = await bench(env, values.index);
  process.stdout.write(`${values.json ? JSON.stringify(figures, null, 2) : lines.join('\n')}\n`);
  return 0;
});

type Bench = (env: Environment, indexDir: string | undefined) => Promise<[object, string[]]>;

function benchServing(...opening: Parameters<Bench>): ReturnType<Bench> {
  return withMeasured(...opening, async (measured) => {
    const figures = await measureServing(measured);
    return [figures, servingLines(figures)];
  });
}

/** The engine as it serves. The live generation is opened again and again, as if it were another one. */
async function benchSwap(env: Environment, indexDir: string | undefined): ReturnType<Bench> {
  const config = loadConfig(env, PROJECT_ROOT);
  if (indexDir !== undefined) config.indexDir = userPath(indexDir);
  const logger = loggerFor(config);
  const engine = await openEngine(config, { logger, native: loadNativeLibraryOrWarn(logger) });
  try {
    const { live } = engine;
    const titles = live.wiki.directory.hot(0, 20).articles.map(({ title }) => title);
    let asked = 0;
    const figures = await measureSwapping({
      live,
      ask: () => live.wiki.answerer.answer(`${titles[asked++ % titles.length] ?? ''}${asked}`),
      swap: async () => {
        const folder = generationFolder(config.indexDir, live.wiki.generation);
        await engine.swapTo(folder, await verifyAside(folder));
      },
    });
    return [figures, swapLines(figures)];
  } finally {
    await engine.close();
  }
}

/** The real bot, whose requests end here instead of at Telegram. */
function benchInline(...opening: Parameters<Bench>): ReturnType<Bench> {
  return withMeasured(...opening, async (measured) => {
    const bot = createBot(
      {
        token: '1:bench',
        botInfo: { id: 1, is_bot: true, first_name: 'bench', username: 'bench_bot' } as UserFromGetMe,
        transport: () => Promise.resolve({ ok: true, result: true }) as never,
      },
      {
        wiki: measured.wiki,
        state: createMemoryState(),
        i18n: createTranslations(),
        logger: loggerFor(measured.config),
        now: Date.now,
        random: Math.random,
      },
    );
    let id = 0;
    const from = { id: 1, is_bot: false, first_name: 'reader' };
    const figures = await measureTyping({
      ...measured,
      answerInline: (query) =>
        bot.handleUpdate({ update_id: ++id, inline_query: { id: String(id), from, query, offset: '' } }),
    });
    return [figures, typingLines(figures)];
  });
}
