// Speed and memory of a serving process over an existing index. `all` is a separate command with its own options: it
// generates its corpora.
import type { UserFromGetMe } from 'grammy/types';
import { createBot } from '../src/bot/create-bot.ts';
import { type Environment, loadConfig } from '../src/app/config.ts';
import { PROJECT_ROOT } from '../src/app/environment.ts';
import { loadNativeLibraryOrWarn } from '../src/app/native-library.ts';
import { openEngine } from '../src/app/open-engine.ts';
import { loggerFor } from '../src/app/run-main.ts';
import { Failure } from '../src/system/failure.ts';
import { runCommand } from '../src/app/command-line.ts';
import { createTranslations } from '../src/locales/translations.ts';
import { withMeasured } from './measure/open-for-measuring.ts';
import { measureServing, servingLines } from './measure/serving.ts';
import { generationFolder } from '../src/index/generation-folders.ts';
import { verifyAside } from '../src/index/verify-aside.ts';
import { measureSwapping, swapLines } from './measure/swapping.ts';
import { measureTyping, typingLines } from './measure/typing.ts';
import { createMemoryState } from '../src/storage/memory-state.ts';

type Bench = (env: Environment, indexDir: string | undefined) => Promise<[object, string[]]>;

const BENCHES: Readonly<Record<string, Bench>> = {
  serving: benchServing,
  inline: benchInline,
  swap: benchSwap,
};

const BENCH = {
  name: 'npm run bench',
  operands: '[serving|inline|swap|all]',
  about: `Measures speed and memory of a serving process:
  serving  answering questions (the default)
  inline   inline queries as they are typed
  swap     switching to another generation 50 times
  all      everything, next to its comparisons; see npm run bench -- all --help`,
  options: {
    index: { type: 'path', value: 'DIR', help: 'the index to serve instead of INDEX_DIR' },
    json: { type: 'flag', help: 'print the figures for programs' },
  },
  exitCodes: { 0: 'measured', 1: 'failed' },
} as const;

const [first, ...others] = process.argv.slice(2);
if (first === 'all') {
  // Loaded only here, because the other modes measure the memory of this process.
  const { BENCH_ALL, benchAll } = await import('./measure/bench/all.ts');
  await runCommand(BENCH_ALL, benchAll, others);
} else
  await runCommand(BENCH, async (env, { values, operands: [mode = 'serving'] }) => {
    const bench = BENCHES[mode];
    if (bench === undefined)
      throw new Failure('config', `there is no bench "${mode}"; write serving, inline, swap or all`);
    const [figures, lines] = await bench(env, values.index);
    process.stdout.write(`${values.json ? JSON.stringify(figures, null, 2) : lines.join('\n')}\n`);
    return 0;
  });

function benchServing(...opening: Parameters<Bench>): ReturnType<Bench> {
  return withMeasured(...opening, async (measured) => {
    const figures = await measureServing(measured);
    return [figures, servingLines(figures)];
  });
}

/** The engine as it serves. The live generation is opened repeatedly, as if it were a new one. */
async function benchSwap(env: Environment, indexDir: string | undefined): ReturnType<Bench> {
  const config = loadConfig(env, PROJECT_ROOT);
  config.indexDir = indexDir ?? config.indexDir;
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

/** The real bot; its requests end here instead of at Telegram. */
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
      index: measured.index,
      retriever: measured.variant({}).retriever,
      answerInline: (query) =>
        bot.handleUpdate({ update_id: ++id, inline_query: { id: String(id), from, query, offset: '' } }),
    });
    return [figures, typingLines(figures)];
  });
}
