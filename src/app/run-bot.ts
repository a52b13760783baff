// The bot between Telegram's updates and its requests, from the first call to a clean stop.
import { type Bot, BotError } from 'grammy';
import type { Update } from 'grammy/types';
import { registerOperatorMenu, registerProfile } from '../bot/command-menus.ts';
import type { WendaContext } from '../bot/context.ts';
import type { DeliveryMeter } from '../delivery/delivery-meter.ts';
import type { Delivery } from '../delivery/delivery.ts';
import { createIntake } from '../delivery/intake.ts';
import { waitsAside } from '../delivery/lanes.ts';
import { tokenRefused } from '../delivery/outage.ts';
import { meet, pollUpdates } from '../delivery/polling.ts';
import { Undelivered } from '../delivery/undelivered.ts';
import { createWebhookHandler, installWebhook, type Webhook } from '../delivery/webhook.ts';
import { isLanguage, type Translations } from '../locales/translations.ts';
import type { StateStore } from '../storage/state-store.ts';
import { Failure } from '../system/failure.ts';
import { inTime } from '../system/in-time.ts';
import { errorDetails, type Logger } from '../system/logger.ts';
import { isAborted, onAbort } from '../system/signals.ts';
import { wait } from '../system/wait.ts';

export type RunningBot = {
  /**
   * Settles when the bot has stopped and running answers are finished. Rejects with a Failure `telegram` when Telegram
   * refuses the token or another process polls.
   */
  finished: Promise<void>;
  /** Fetches no more updates, finishes what is under way, and confirms what is finished. */
  stop(): Promise<void>;
  /** Answers a request to the webhook. */
  receive: (request: Request) => Promise<Response>;
};

export type RunOptions = {
  state: Pick<StateStore, 'updates' | 'isDurable' | 'preferences'>;
  /** Accounts whose private chats get the menu with /admin. */
  operators?: readonly number[] | undefined;
  /** What the bot's requests pass; without it they go out once. */
  delivery?: Pick<Delivery, 'stop'> | undefined;
  /** For the menus and descriptions. */
  i18n: Translations;
  logger: Logger;
  meter?: DeliveryMeter | undefined;
  /** Where Telegram is to send updates; without it they are polled. */
  webhook?: Webhook | undefined;
  /** Called with the bot's name once it answers. */
  onAnswering?: ((username: string) => void) | undefined;
};

const KINDS = [
  'message',
  'edited_message',
  'callback_query',
  'inline_query',
  'guest_message',
  'chosen_inline_result',
  'my_chat_member',
] as const;
/** Time for answers under way when the process is asked to stop; for what follows. */
const STOP_MS = 2000;
const CONFIRM_MS = 500;

/** Starts long polling, or waits for what comes to the webhook. */
export function runBot(bot: Bot<WendaContext>, options: RunOptions): RunningBot {
  const { state, operators = [], delivery, i18n, logger, meter, webhook } = options;
  const { api } = bot;
  const stopping = new AbortController();
  const common = { now: Date.now, wait, random: Math.random, logger, meter };
  api.config.use(waitsAside);
  const intake = createIntake({
    ...common,
    ledger: state.updates,
    isDurable: () => state.isDurable(),
    handle,
    onTokenRefused: (error) => {
      stopping.abort(tokenRefused(error));
    },
  });
  const finished = run();

  async function handle(update: Update): Promise<void> {
    try {
      await bot.handleUpdate(update);
    } catch (error) {
      throw error instanceof BotError ? error.error : error;
    }
  }

  async function run(): Promise<void> {
    const { signal } = stopping;
    const me = await meet(api, common, signal);
    if (me === undefined) return;
    bot.botInfo = me;
    logger.info(`@${me.username} is answering; stop with Ctrl-C`);
    options.onAnswering?.(me.username);
    intake.resume();
    try {
      if (webhook === undefined) await pollUpdates({ api, intake, kinds: KINDS, reached, ...common }, signal);
      else await untilStopped(webhook, signal);
    } finally {
      await end();
    }
    if (signal.reason instanceof Failure) throw signal.reason;
  }

  async function untilStopped(at: Webhook, signal: AbortSignal): Promise<void> {
    await installWebhook(api, at, KINDS, common, signal);
    if (isAborted(signal)) return;
    meter?.polled();
    logger.info(`Telegram sends updates to ${at.url}`);
    reached();
    await new Promise<void>((resolve) => {
      onAbort(signal, resolve);
    });
  }

  /** Menus come when Telegram sends updates: nobody should wait for them. */
  function reached(): void {
    registerMenus().catch((error: unknown) => {
      // The process ends, which is said elsewhere; the next start registers them.
      if (error instanceof Undelivered) return;
      logger.warn('menus and descriptions could not be registered', errorDetails(error));
    });
  }

  async function registerMenus(): Promise<void> {
    await registerProfile(api, i18n);
    for (const account of operators) {
      const chosen = state.preferences.language(account) ?? '';
      await registerOperatorMenu(api, i18n, account, isLanguage(chosen) ? chosen : undefined);
    }
  }

  async function end(): Promise<void> {
    intake.stop();
    delivery?.stop(STOP_MS);
    await inTime(intake.settled(), STOP_MS);
    delivery?.stop(0);
    await inTime(intake.settled(), CONFIRM_MS);
    const offset = webhook === undefined ? intake.offset() : undefined;
    if (offset === undefined) return;
    const signal = AbortSignal.timeout(CONFIRM_MS) as Parameters<typeof api.getUpdates>[1];
    // Only a courtesy: what is finished is in the ledger too.
    await api.getUpdates({ offset, limit: 1, timeout: 0 }, signal).catch(() => undefined);
  }

  const handler = webhook && createWebhookHandler({ secret: webhook.secret, intake: { accept }, meter });

  /** Nothing is handled before the bot knows its own name. */
  function accept(value: unknown): Promise<boolean> {
    return bot.isInited() ? intake.accept(value) : Promise.resolve(false);
  }

  return {
    finished,
    receive: (request) => handler?.(request) ?? Promise.resolve(new Response(null, { status: 404 })),
    stop: async () => {
      stopping.abort();
      await finished.catch(() => undefined);
    },
  };
}
