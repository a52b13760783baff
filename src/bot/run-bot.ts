// Long polling, from the first call to a clean stop.
import { type Bot, GrammyError } from 'grammy';
import { Failure } from '../system/failure.ts';
import { errorDetails, type Logger } from '../system/logger.ts';
import type { Translations } from '../locales/translations.ts';
import { registerProfile } from './command-menus.ts';
import type { WendaContext } from './context.ts';

export type RunningBot = {
  /** Settles when the bot has stopped and running answers are finished. */
  finished: Promise<void>;
  /** Stops fetching updates and confirms the answered ones. */
  stop(): Promise<void>;
};

export type RunOptions = {
  logger: Logger;
  /** For the menus and descriptions. */
  i18n: Translations;
};

const UPDATES = [
  'message',
  'edited_message',
  'callback_query',
  'inline_query',
  'chosen_inline_result',
  'my_chat_member',
] as const;

/** Starts long polling. `finished` rejects with a Failure `telegram` when Telegram refuses the token or another process polls. */
export function runBot(bot: Bot<WendaContext>, { logger, i18n }: RunOptions): RunningBot {
  bot.api.config.use(async (call, method, payload, signal) => {
    try {
      return await call(method, payload, signal);
    } catch (error) {
      // grammY retries polling and start-up silently: an operator must see why nothing happens.
      if (signal?.aborted !== true)
        logger.warn(`Telegram: ${method} failed`, { error: errorDetails(error).error });
      throw error;
    }
  });

  const starting = new AbortController();
  const finished = poll().catch((error: unknown) => {
    // If stopped before Telegram is reached, grammY ends its retries with an error, but nothing is wrong.
    if (!starting.signal.aborted) throw explain(error);
  });

  async function poll(): Promise<void> {
    // bot.start() would do this itself, but with retries that cannot be stopped. grammY's types want the signal of the
    // abort-controller package; Node's own is the same at run time.
    await bot.init(starting.signal as Parameters<typeof bot.init>[0]);
    if (starting.signal.aborted) return;
    await bot.start({
      allowed_updates: UPDATES,
      onStart: async ({ username }) => {
        logger.info(`@${username} is answering; stop with Ctrl-C`);
        await registerProfile(bot.api, i18n).catch((error: unknown) => {
          logger.warn('menus and descriptions could not be registered', errorDetails(error));
        });
      },
    });
  }

  async function stop(): Promise<void> {
    starting.abort();
    // The last confirmation may fail if Telegram is unreachable: the ledger prevents answering those updates twice.
    await bot.stop().catch((error: unknown) => {
      logger.warn('the last updates could not be confirmed', { error: errorDetails(error).error });
    });
  }

  return { finished, stop };
}

function explain(error: unknown): unknown {
  if (!(error instanceof GrammyError)) return error;
  if (error.error_code === 401 || error.error_code === 404) {
    return new Failure('telegram', 'Telegram refuses BOT_TOKEN; copy it again from @BotFather', {
      cause: error,
    });
  }
  if (error.error_code === 409) {
    return new Failure(
      'telegram',
      'another process is running with this BOT_TOKEN; stop it, or use a different token here',
      { cause: error },
    );
  }
  return error;
}
