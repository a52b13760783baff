import type { MiddlewareFn } from 'grammy';
import { LRUCache } from 'lru-cache';
import type { Logger } from '../../system/logger.ts';
import type { Access } from '../access.ts';
import { accountOf, chatOf, type WendaContext } from '../context.ts';
import { callsBot, isForBot } from '../is-for-bot.ts';
import { escapeHtml } from '../render/html.ts';
import { textResult } from '../render/inline-results.ts';
import { acknowledge, answerGuest, answerInline, sendReply } from '../send.ts';
import type { StartParameters } from '../start-parameter.ts';
import { createTokenBuckets } from '../token-buckets.ts';

type Options = {
  access: Access;
  starts: StartParameters;
  logger: Logger;
  /** Milliseconds since 1970. */
  now: () => number;
};

/** A group of strangers is told once a day that the wiki is not public. */
const GROUP_MS = 24 * 60 * 60_000;
/** Groups remembered at once; beyond that the one told first may be told again. */
const MAX_GROUPS = 1000;
/** Sentences a minute to one stranger, in private and as a guest; then silence. */
const PER_MINUTE = 20;

/** Lets only readers of a wiki that is not public through; invite links make readers of strangers. */
export function onlyAllowed({ access, starts, logger, now }: Options): MiddlewareFn<WendaContext> {
  const groups = new LRUCache<number, true>({
    max: MAX_GROUPS,
    ttl: GROUP_MS,
    ttlResolution: 0,
    perf: { now },
  });
  const strangers = createTokenBuckets(PER_MINUTE, now);

  return async (ctx, next) => {
    const account = accountOf(ctx);
    const chat = chatOf(ctx);
    const isPrivate = chat?.type === 'private';
    const code = isPrivate ? inviteIn(ctx) : undefined;
    const isAllowed =
      access.isAllowed(account, chat?.id) ||
      (account !== undefined && code !== undefined && access.join(account, code));
    if (isAllowed) await next();
    else if (ctx.inlineQuery !== undefined) await pointToPrivate(ctx);
    else if (ctx.callbackQuery !== undefined) await acknowledge(ctx, ctx.t('not-public'));
    else if (account !== undefined && mayTell(ctx, account)) {
      const text = ctx.t(code === undefined ? 'not-public' : 'invite-expired');
      const reply = { html: escapeHtml(text), buttons: [] };
      if (ctx.guestMessage !== undefined) await answerGuest(ctx, textResult(reply));
      else await sendReply(ctx, reply, ctx.msgId);
    }
  };

  function inviteIn(ctx: WendaContext): string | undefined {
    const target = ctx.hasCommand('start') ? starts.decode(ctx.match) : undefined;
    return target?.kind === 'invite' ? target.code : undefined;
  }

  function mayTell(ctx: WendaContext, account: number): boolean {
    const chat = chatOf(ctx);
    if (chat === undefined || chat.type === 'private')
      return isForBot(ctx) && strangers.take(account, now()) === undefined;
    if (!callsBot(ctx) || groups.has(chat.id)) return false;
    groups.set(chat.id, true);
    logger.info(`chat ${chat.id} has asked and is not in ALLOWED_CHATS`);
    return true;
  }

  async function pointToPrivate(ctx: WendaContext): Promise<void> {
    const button = { text: ctx.t('inline-not-public'), start_parameter: starts.encode({ kind: 'greeting' }) };
    await answerInline(ctx, {
      results: [],
      nextOffset: undefined,
      cacheSeconds: 0,
      isPersonal: true,
      button,
    });
  }
}
