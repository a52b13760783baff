// The bot on Telegram, with the state that outlives the process.
import { randomBytes } from 'node:crypto';
import type { ReadCounts } from '../answer/article-directory.ts';
import type { LiveWiki } from '../answer/live-wiki.ts';
import type { Observe } from '../answer/observed.ts';
import { createBot } from '../bot/create-bot.ts';
import type { BotDependencies, Program } from '../bot/dependencies.ts';
import { linksIn } from '../bot/reading.ts';
import { createStartParameters, startLink } from '../bot/start-parameter.ts';
import { createPictures } from '../corpus/pictures.ts';
import { createDelivery } from '../delivery/delivery.ts';
import type { DeliveryMeter } from '../delivery/delivery-meter.ts';
import { createHttpClient } from '../delivery/http-client.ts';
import type { OpenedInsight } from '../insight/open-insight.ts';
import { createTranslations } from '../locales/translations.ts';
import { openLowdbState } from '../storage/lowdb-state.ts';
import type { Logger } from '../system/logger.ts';
import { onAbort } from '../system/signals.ts';
import { wait } from '../system/wait.ts';
import type { Teaching } from '../teaching/teaching.ts';
import type { AdminPages } from '../web/admin/admin-routes.ts';
import { articleUrl } from '../web/urls.ts';
import { adminAccess } from './admin-access.ts';
import type { Config, Mode } from './config.ts';
import { createDeskSlot } from './desk-slot.ts';
import { keptOfFormerOperators } from './former-operators.ts';
import type { IndexFollower } from './follow-index.ts';
import { joinExtensions } from './join-extensions.ts';
import type { AdminPageParts } from './open-admin-page.ts';
import { createProxyAgent } from './proxy.ts';
import { runBot, type RunningBot } from './run-bot.ts';
import type { ArticleLink } from './site.ts';
import { warnAboutAccess } from './warn-about-access.ts';

export type TelegramService = {
  reads: ReadCounts;
  /** Link that shares an article in Telegram; undefined until the bot's name is known. */
  shareUrl: ArticleLink;
  /**
   * Answers until stopped.
   * @param onAnswering called with the bot's name once it answers
   * @throws Failure `telegram` when Telegram refuses the token or another process polls
   */
  run(stop: AbortSignal, onAnswering: (username: string) => void): Promise<void>;
  /** Answers a request to the webhook. */
  receive: (request: Request) => Promise<Response>;
  /** The operators' pages, if there are operators. */
  admin: AdminPages | undefined;
  /** Writes the state. */
  close(): Promise<void>;
};

export type TelegramParts = {
  live: LiveWiki;
  follower: IndexFollower;
  program: Program;
  logger: Logger;
  meter: DeliveryMeter;
  /** Told what readers ask, read and judge. */
  observe: Observe;
  /** Shows it to operators. */
  insight?: OpenedInsight | undefined;
  /** What operators teach, and where good answers of the staff become drafts. */
  teaching: Teaching;
  /** Where the operators' pages are, if there are any. */
  site: AdminPageParts['site'];
};

/** Opens the state and makes the bot. @throws Failure `state` when the state cannot be used */
export async function openTelegram(
  config: Config,
  mode: Extract<Mode, { kind: 'telegram' }>,
  { live, follower, program, site, logger, meter, observe, insight, teaching }: TelegramParts,
): Promise<TelegramService> {
  warnAboutAccess(config, logger);
  const state = await openLowdbState({
    stateDir: config.stateDir,
    onProblem: (message) => {
      logger.warn(`[state] ${message}`);
    },
    onRecovery: (message) => {
      logger.info(`[state] ${message}`);
    },
  });
  const i18n = createTranslations((chatId) => state.preferences.language(chatId), config.brand.name);
  const { publicUrl } = config.web;
  const desk = createDeskSlot({
    ...{ fixed: config.staffChat, operators: config.adminIds, stateDir: config.stateDir },
    ...{ state, i18n, logger },
  });
  // Loaded only where there are operators.
  const operator =
    insight &&
    (await (
      await import('./open-operator.ts')
    ).openOperator(config, { insight, teaching, live, state, i18n, logger, now: Date.now, wait }));
  const former = operator === undefined ? keptOfFormerOperators(config, live, logger) : undefined;
  const adminPage =
    operator &&
    (await import('./open-admin-page.ts')).openAdminPage(config, {
      ...{ live, site, insight, teaching, logger, now: Date.now },
      ...operator.lessons,
    });
  const delivery = createDelivery({ wait, random: Math.random, logger, meter });
  const agent = config.proxy === undefined ? undefined : await createProxyAgent(config.proxy);
  const pageUrl: BotDependencies['pageUrl'] =
    publicUrl === undefined ? undefined : (...place) => articleUrl(publicUrl, ...place);
  const tell: Observe = (event) => {
    observe(event);
    desk.observe(event);
  };
  const bot = createBot(
    { token: mode.token, apiRoot: mode.apiRoot, client: createHttpClient(mode.apiRoot, agent), delivery },
    {
      wiki: live.wiki,
      brand: config.brand,
      during: live.during,
      admin: {
        ...adminAccess(config.adminIds, { live, follower, program }),
        extras: operator?.extras,
        page: adminPage?.access,
      },
      pageUrl,
      pictures: createPictures(config.articlesDir),
      ephemeral: config.ephemeral,
      richMessages: config.richMessages,
      allowed: config.allowed,
      questionsPerMinute: config.questionsPerMinute,
      state,
      extensions: joinExtensions(operator?.extensions ?? (former && { keeps: [former] }), desk.extensions),
      observe: tell,
      i18n,
      logger,
      now: Date.now,
      random: Math.random,
    },
  );
  const { webhook } = mode;
  const secret = webhook?.secret ?? randomBytes(32).toString('base64url');
  let running: RunningBot | undefined;
  const starts = createStartParameters({ now: Date.now });
  await desk.open(async (staffChat) =>
    (await import('../desk/open-desk.ts')).openDesk({
      ...config.desk,
      ...{ stateDir: config.stateDir, timeZone: config.timeZone, operators: config.adminIds },
      ...{ api: bot.api, attempting: delivery.once, staffChat, observe: tell, i18n, logger },
      ...{ wiki: live.wiki, pageUrl, teaching },
      linksOf: linksIn({ wiki: live.wiki, starts }, () => bot.botInfo),
      staffLanguage: () => state.preferences.language(staffChat),
      chosenLanguage: (chat) => state.preferences.language(chat),
      ...{ now: Date.now, wait, random: Math.random },
    }),
  );
  return {
    reads: state.reads,
    admin: adminPage?.pages,
    shareUrl: (articleId) =>
      bot.isInited() ? startLink(bot.botInfo, starts.encode({ kind: 'article', articleId })) : undefined,
    run: async (stop, onAnswering) => {
      const through = config.proxy === undefined ? '' : ` through the proxy ${config.proxy.host}`;
      logger.info(`connecting to ${mode.apiRoot}${through}`);
      const ended = new AbortController();
      let telling: Promise<void> | undefined;
      const started = runBot(bot, {
        state,
        operators: config.adminIds,
        i18n,
        delivery,
        logger,
        meter,
        webhook: webhook && { url: webhook.url, secret },
        onAnswering: (name) => {
          telling = operator?.run(bot, ended.signal);
          onAnswering(name);
          void desk.check(bot.api, bot.botInfo.id);
        },
      });
      running = started;
      onAbort(stop, () => void started.stop());
      try {
        await started.finished;
      } finally {
        ended.abort();
        await telling;
      }
    },
    receive: (request) => running?.receive(request) ?? Promise.resolve(new Response(null, { status: 503 })),
    close: async () => {
      await desk.close();
      await operator?.close();
      await state.close();
    },
  };
}
