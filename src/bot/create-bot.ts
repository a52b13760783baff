// The bot: middleware and features in order. No network until `run-bot` starts it, so that tests drive the very same bot.
import { autoRetry } from '@grammyjs/auto-retry';
import type { I18n } from '@grammyjs/i18n';
import { Bot, type BotConfig, type BotError, Composer, GrammyError } from 'grammy';
import type { UserFromGetMe } from 'grammy/types';
import type { Answerer } from '../answer/answerer.ts';
import type { ExampleTopics } from '../answer/example-topics.ts';
import { errorDetails, type Logger } from '../logger.ts';
import type { UpdateLedger } from '../storage/update-ledger.ts';
import type { WendaContext } from './context.ts';
import { createAskFeature } from './features/ask.ts';
import { createBrowseAnswerFeature } from './features/browse-answer.ts';
import { createStartFeature } from './features/start.ts';
import { createUnhandledFeature } from './features/unhandled.ts';
import { skipAnswered } from './middleware/skip-answered.ts';
import { acknowledge } from './send.ts';

export type BotDependencies = {
  answerer: Answerer;
  examples: ExampleTopics;
  /** Articles in the index, for the greeting. */
  articles: number;
  ledger: UpdateLedger;
  i18n: I18n<WendaContext>;
  logger: Logger;
};

export type BotOptions = {
  token: string;
  apiRoot?: string;
  /** Known bot information spares getMe; for tests. */ botInfo?: UserFromGetMe;
};

/** Above the 30 s of a long poll; grammY's default of 500 s would let one hanging request stop the bot for everybody. */
const REQUEST_TIMEOUT_S = 45;

/** Builds the bot; `bot.start()` or `bot.handleUpdate()` sets it going. */
export function createBot(
  { token, apiRoot, botInfo }: BotOptions,
  dependencies: BotDependencies,
): Bot<WendaContext> {
  const config: BotConfig<WendaContext> = {};
  config.client = { timeoutSeconds: REQUEST_TIMEOUT_S, ...(apiRoot === undefined ? {} : { apiRoot }) };
  if (botInfo !== undefined) config.botInfo = botInfo;
  const bot = new Bot<WendaContext>(token, config);
  const { logger } = dependencies;

  // Updates are handled one after the other: retries are bounded, or one message would hold up everyone.
  bot.api.config.use(autoRetry({ maxRetryAttempts: 2, maxDelaySeconds: 5, rethrowHttpErrors: true }));

  const features = new Composer<WendaContext>();
  features.use(createStartFeature(dependencies));
  features.use(createAskFeature(dependencies));
  features.use(createBrowseAnswerFeature(dependencies));
  features.use(createUnhandledFeature());

  bot.use(skipAnswered(dependencies.ledger));
  bot.use(dependencies.i18n.middleware());
  bot.errorBoundary(async (error) => {
    await reportFailure(error, logger);
  }, features);
  bot.catch((error) => {
    logger.error('an update could not be handled', errorDetails(error.error));
  });
  return bot;
}

/** The operator gets the cause, the reader one neutral sentence; that sentence failing as well is only logged. */
async function reportFailure(error: BotError<WendaContext>, logger: Logger): Promise<void> {
  const { ctx } = error;
  if (error.error instanceof GrammyError && error.error.error_code === 403) {
    logger.info(`update ${ctx.update.update_id}: the chat cannot be written to (${error.error.description})`);
    return;
  }
  logger.error(`update ${ctx.update.update_id} failed`, errorDetails(error.error));
  try {
    if (ctx.callbackQuery !== undefined) await acknowledge(ctx, ctx.t('failed'));
    else if (ctx.chat?.type === 'private') await ctx.reply(ctx.t('failed'));
  } catch (second) {
    logger.debug('the apology could not be sent either', errorDetails(second));
  }
}
