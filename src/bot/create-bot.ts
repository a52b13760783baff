// The bot: middleware and features in order. It uses no network until `run-bot` starts it, so that tests drive the same
// bot.
import {
  type ApiClientOptions,
  Bot,
  type BotConfig,
  type BotError,
  Composer,
  GrammyError,
  HttpError,
  type MiddlewareFn,
  type Transformer,
} from 'grammy';
import type { UserFromGetMe } from 'grammy/types';
import { errorDetails, type Logger } from '../system/logger.ts';
import { createAccess } from './access.ts';
import { createAlbums, type Later } from './albums.ts';
import { createAnswering } from './answering.ts';
import { chatOf, type WendaContext } from './context.ts';
import { createConversations } from './conversations.ts';
import type { BotDependencies } from './dependencies.ts';
import { createEphemeral } from './ephemeral.ts';
import { createAdminFeature } from './features/admin.ts';
import { createAskFeature } from './features/ask.ts';
import { createBrowseArticlesFeature } from './features/browse-articles.ts';
import { createEditedFeature } from './features/edited.ts';
import { createFeedbackFeature } from './features/feedback.ts';
import { createGuestFeature } from './features/guest.ts';
import { createInlineFeature } from './features/inline.ts';
import { createLanguageFeature } from './features/language.ts';
import { createMembershipFeature } from './features/membership.ts';
import { createPrivacyFeature } from './features/privacy.ts';
import { createReadArticleFeature } from './features/read-article.ts';
import { createShowPictureFeature } from './features/show-picture.ts';
import { createStartFeature } from './features/start.ts';
import { createTurnResultsFeature } from './features/turn-results.ts';
import { createUnhandledFeature } from './features/unhandled.ts';
import { albumsOnce } from './middleware/albums-once.ts';
import { followMigration } from './middleware/follow-migration.ts';
import { observeReads } from './middleware/observe-reads.ts';
import { limitReaders } from './middleware/limit-readers.ts';
import { onlyAllowed } from './middleware/only-allowed.ts';
import { onlyPeople } from './middleware/only-people.ts';
import { readAsMeant } from './middleware/read-as-meant.ts';
import { createReading } from './reading.ts';
import { createSharing } from './sharing.ts';
import { acknowledge } from './send.ts';
import { createStartParameters } from './start-parameter.ts';

export type BotOptions = {
  token: string;
  apiRoot?: string | undefined;
  /** If given, getMe is not called; for tests. */
  botInfo?: UserFromGetMe | undefined;
  /** How requests travel, instead of grammY's own way. */
  client?: Pick<ApiClientOptions, 'fetch'> | undefined;
  /** Replaces the network, at the lowest level; for tests and measurements. */
  transport?: Transformer | undefined;
  /** Sends requests in their order and time, and again if need be; without it each goes out once, at once. */
  delivery?: { transformer: Transformer; isUndelivered: (error: unknown) => boolean } | undefined;
};

/** Above the limits that delivery and polling set; grammY's default is 500 s. */
const REQUEST_TIMEOUT_S = 90;

const laterByTimer: Later = (ms, task) => {
  setTimeout(() => void task(), ms).unref();
};

/** Builds the bot; `handleUpdate` makes it work, and rejects with what no feature could finish, after an apology. */
export function createBot(
  { token, apiRoot, botInfo, client, transport, delivery }: BotOptions,
  dependencies: BotDependencies,
): Bot<WendaContext> {
  const config: BotConfig<WendaContext> = {};
  config.client = {
    ...client,
    timeoutSeconds: REQUEST_TIMEOUT_S,
    ...(apiRoot === undefined ? {} : { apiRoot }),
  };
  if (botInfo !== undefined) config.botInfo = botInfo;
  const bot = new Bot<WendaContext>(token, config);
  const { logger, state, now, later = laterByTimer } = dependencies;

  const conversations = createConversations({ now });
  const albums = createAlbums({ now, later });
  const starts = createStartParameters({ now });
  const reading = createReading({ ...dependencies, starts });
  const sharing = createSharing({ ...dependencies, starts, reading });
  const ephemeral = createEphemeral({ isOn: dependencies.ephemeral === true, logger });
  const answering = createAnswering({ ...dependencies, conversations, starts, reading, ephemeral });
  const { allowed, admin, questionsPerMinute: perMinute = 0 } = dependencies;
  const operators = admin?.ids ?? new Set();
  const access = allowed && createAccess({ allowed, operators, state, now, logger });
  const all = { ...dependencies, conversations, starts, reading, albums, answering, sharing, access };

  if (transport !== undefined) bot.api.config.use(transport);
  if (delivery !== undefined) bot.api.config.use(delivery.transformer);
  bot.api.config.use(
    followMigration((from, to) => {
      state.moveChat(from, to);
      access?.moveChat(from, to);
    }),
  );

  const { extensions = {} } = dependencies;
  const features = new Composer<WendaContext>();
  features.use(...(extensions.first ?? []));
  features.use(albumsOnce(albums));
  features.use(createMembershipFeature(all));
  if (access !== undefined) features.use(onlyAllowed({ access, starts, now, logger }));
  if (perMinute > 0) features.use(limitReaders({ perMinute, operators, now }));
  const { observe } = dependencies;
  if (observe !== undefined) features.use(observeReads(observe, now));
  features.use(...(extensions.features ?? []));
  features.use(createInlineFeature(all));
  features.use(createGuestFeature(all));
  features.use(createAdminFeature(all));
  features.use(createStartFeature(all));
  features.use(createBrowseArticlesFeature(all));
  features.use(createLanguageFeature(all));
  features.use(createPrivacyFeature(all));
  features.use(createAskFeature(all));
  features.use(createEditedFeature(all));
  features.use(createTurnResultsFeature(all));
  features.use(createReadArticleFeature(all));
  features.use(createShowPictureFeature(all));
  features.use(createFeedbackFeature(all));
  features.use(createUnhandledFeature(all));

  const { during } = dependencies;
  if (during !== undefined) bot.use((_ctx, next) => during(next));
  bot.use(onlyPeople);
  bot.use(readAsMeant);
  // The plugin accepts any string as a key; `ctx.t` in our context is the same function, typed for our keys only.
  bot.use(dependencies.i18n.middleware() as unknown as MiddlewareFn<WendaContext>);
  bot.errorBoundary(async (error) => {
    // The update is not finished, or no longer worth an answer: the caller of handleUpdate decides which.
    if (delivery?.isUndelivered(error.error) === true) throw error.error;
    await reportFailure(error, logger);
  }, features);
  return bot;
}

/** Refusals caused by the chat instead of the bot: no right to write, a closed topic, a deleted chat. */
const CHAT_REFUSES =
  /not enough rights|have no rights|CHAT_WRITE_FORBIDDEN|CHAT_RESTRICTED|TOPIC_(?:CLOSED|DELETED)|thread not found|chat not found|need administrator rights|USER_BANNED_IN_CHANNEL/i;

/**
 * The reader gets one neutral sentence, the caller of handleUpdate the error; if sending the sentence fails too, that is
 * only logged. If the bot may not write in the chat, or it is unknown whether Telegram took a request, nothing more is
 * sent.
 */
async function reportFailure(error: BotError<WendaContext>, logger: Logger): Promise<void> {
  const { ctx } = error;
  const update = `update ${ctx.update.update_id}`;
  if (error.error instanceof GrammyError) {
    const { error_code: code, description } = error.error;
    if (code === 403 || (code === 400 && CHAT_REFUSES.test(description))) {
      logger.info(`${update}: cannot write to the chat (${description})`);
      if (ctx.callbackQuery !== undefined) await apologise(ctx, logger);
      return;
    }
    if (code === 429) {
      logger.warn(`${update}: not answered, Telegram asks to slow down (${description})`);
      return;
    }
  }
  if (error.error instanceof HttpError) {
    logger.warn(`${update}: not answered`, { error: errorDetails(error.error).error });
    return;
  }
  await apologise(ctx, logger);
  throw error.error;
}

async function apologise(ctx: WendaContext, logger: Logger): Promise<void> {
  try {
    if (ctx.callbackQuery !== undefined) await acknowledge(ctx, ctx.t('failed'));
    else if (chatOf(ctx)?.type === 'private') await ctx.reply(ctx.t('failed'));
  } catch (second) {
    if (!(second instanceof GrammyError || second instanceof HttpError)) throw second;
    logger.debug('the apology could not be sent either', errorDetails(second));
  }
}
