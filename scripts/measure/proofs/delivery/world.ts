// One bot, its Telegram and its readers, from the first start to the last check.
import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import { openLowdbState } from '../../../../src/storage/lowdb-state.ts';
import { within } from '../proof.ts';
import { runProgram, type RunningProgram } from '../running-program.ts';
import { type FaultyTelegram, openFaultyTelegram, TOKEN } from './faulty-telegram.ts';
import { createReaders, type Readers } from './readers.ts';

/** What is asked: an index, its articles, and questions. */
export type Wiki = { articlesDir: string; indexDir: string; questions: readonly string[] };

export type World = {
  telegram: FaultyTelegram;
  readers: Readers;
  random: () => number;
  /** A folder for this world alone. */
  home: string;
  /** Starts the bot, without waiting for it. */
  start: (stateDir?: string) => RunningProgram;
  /** Starts the bot and waits until it polls. @throws Error when it does not */
  serve: (stateDir?: string) => Promise<RunningProgram>;
  /** Ends the bot by a signal. @returns how long that took, ms */
  end: (bot: RunningProgram, signal: 'SIGKILL' | 'SIGTERM') => Promise<number>;
  /** Waits until nothing is open. @throws Error when the bot ends, or nothing changes for a minute */
  settle: (bot: RunningProgram) => Promise<void>;
  fail: (what: string) => void;
  /** Notes what this machine does not allow. */
  skip: (what: string) => void;
  readonly skipped: readonly string[];
  problems: () => string[];
  /** What has happened, with counts. */
  outcomes: () => [string, number][];
  /** Asks the state for the acknowledged votes, when the bot has ended. */
  checkVotes: () => Promise<void>;
  close: () => Promise<void>;
};

export type WorldOptions = { home: string; wiki: Wiki; chats: number; random: () => number };

const START_MS = 30_000;
const PATIENCE_MS = 60_000;
/** A stop takes this long at most. */
const STOP_MS = 3000;
/** A stopped process that has not ended by then is killed. */
const STUCK_MS = 20_000;

export async function openWorld({ home, wiki, chats, random }: WorldOptions): Promise<World> {
  await mkdir(home, { recursive: true });
  const ownState = path.join(home, 'state');
  const telegram = await openFaultyTelegram();
  const readers = createReaders({ telegram, chats, questions: wiki.questions, random });
  const problems: string[] = [];
  const skipped: string[] = [];
  const running = new Set<RunningProgram>();
  const fail = (what: string): void => void problems.push(what);

  function start(stateDir = ownState): RunningProgram {
    const bot = runProgram({
      BOT_TOKEN: TOKEN,
      TELEGRAM_API_ROOT: telegram.url,
      ARTICLES_DIR: wiki.articlesDir,
      INDEX_DIR: wiki.indexDir,
      STATE_DIR: stateDir,
      QUESTIONS_PER_MINUTE: '0',
    });
    running.add(bot);
    void bot.ended.then(() => running.delete(bot));
    return bot;
  }

  return {
    telegram,
    readers,
    random,
    home,
    fail,
    skipped,
    skip: (what) => void skipped.push(what),
    start,
    serve: async (stateDir) => {
      const polled = telegram.polled();
      const bot = start(stateDir);
      const isUp = await within(START_MS, Promise.race([polled.then(() => true), bot.ended]));
      if (isUp !== true) throw new Error(`the bot does not poll (${String(isUp)}): ${bot.log().slice(-500)}`);
      return bot;
    },
    end: async (bot, signal) => {
      const began = performance.now();
      bot.send(signal);
      const how = await within(STUCK_MS, bot.ended);
      const took = performance.now() - began;
      if (how === undefined) bot.send('SIGKILL');
      if (how !== (signal === 'SIGTERM' ? 'code 0' : signal)) fail(`${signal}: it ended with ${String(how)}`);
      if (took > STOP_MS) fail(`${signal}: it took ${Math.round(took)} ms to end`);
      readers.bornAgain(signal);
      return took;
    },
    settle: (bot) => {
      const left = (): number => readers.open() + telegram.emulator.pendingUpdates().length;
      return until(bot, () => left() === 0, left);
    },
    problems: () => [...problems, ...readers.problems(), ...telegram.early],
    outcomes: () => [
      ...readers.outcomes(),
      ...[...telegram.happened].map(([kind, count]): [string, number] => [`calls that met a ${kind}`, count]),
    ],
    checkVotes: async () => {
      const state = await openLowdbState({ stateDir: ownState, onProblem: fail });
      const kept = state.feedback.all();
      await state.close();
      for (const { chatId, messageId, vote } of readers.votes)
        if (!kept.some((one) => one.chatId === chatId && one.messageId === messageId && one.vote === vote))
          fail(`chat ${chatId}: an acknowledged vote is not in the state`);
    },
    close: async () => {
      for (const bot of running) bot.send('SIGKILL');
      await Promise.all([...running].map(({ ended }) => ended));
      await telegram.close();
    },
  };
}

/**
 * Waits for something that the bot does.
 * @param progress what changes meanwhile
 * @throws Error when the bot ends, or nothing changes for a minute
 */
export async function until(bot: RunningProgram, isDone: () => boolean, progress = () => 0): Promise<void> {
  let [last, changedAt] = [progress(), performance.now()];
  while (!isDone()) {
    const now = progress();
    if (now !== last) [last, changedAt] = [now, performance.now()];
    const isStuck = performance.now() - changedAt > PATIENCE_MS;
    const over = isStuck ? 'nothing changes for a minute' : await within(20, bot.ended);
    if (over !== undefined) throw new Error(`the bot does not go on (${over}): ${bot.log().slice(-500)}`);
  }
}
