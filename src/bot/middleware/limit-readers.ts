import type { MiddlewareFn } from 'grammy';
import { accountOf, type WendaContext } from '../context.ts';
import { isForBot } from '../is-for-bot.ts';
import { escapeHtml } from '../render/html.ts';
import { textResult } from '../render/inline-results.ts';
import { acknowledge, answerGuest, answerInline, sendReply } from '../send.ts';
import { createTokenBuckets } from '../token-buckets.ts';

type Options = {
  /** Messages and presses that a reader may send a minute, from 1. */
  perMinute: number;
  /** They are not limited. */
  operators: ReadonlySet<number>;
  /** Milliseconds since 1970. */
  now: () => number;
};

/** Inline queries for each question of the limit: Telegram sends about two a second while somebody is typing. */
const INLINE_QUERIES = 6;

/**
 * Lets each account ask only so often. Beyond that nothing is computed: a message gets one notice until its reader has
 * slowed down, a button always, an inline query no results.
 */
export function limitReaders({ perMinute, operators, now }: Options): MiddlewareFn<WendaContext> {
  const questions = createTokenBuckets(perMinute, now);
  const inlineQueries = createTokenBuckets(perMinute * INLINE_QUERIES, now);

  return async (ctx, next) => {
    const account = accountOf(ctx);
    const isQuestion = ctx.callbackQuery !== undefined || isForBot(ctx);
    const bucket = ctx.inlineQuery === undefined ? (isQuestion ? questions : undefined) : inlineQueries;
    const isFree = account === undefined || operators.has(account);
    const empty = isFree ? undefined : bucket?.take(account, askedAt(ctx, now()));
    if (empty === undefined) {
      await next();
      return;
    }
    const notice = ctx.t('too-many-questions', { count: empty.seconds });
    if (ctx.inlineQuery !== undefined)
      await answerInline(ctx, { results: [], nextOffset: undefined, cacheSeconds: 1, isPersonal: true });
    else if (ctx.callbackQuery !== undefined) await acknowledge(ctx, notice);
    else if (empty.isFirst) {
      const reply = { html: escapeHtml(notice), buttons: [] };
      if (ctx.guestMessage !== undefined) await answerGuest(ctx, textResult(reply));
      else await sendReply(ctx, reply, ctx.msgId);
    }
  };
}

/** The longest that Telegram keeps an update; older dates are wrong. */
const DAY_MS = 24 * 60 * 60_000;

/**
 * When a message was sent, in milliseconds: what readers asked over an hour is no flood because it is handled at once,
 * after the bot was away. Presses and inline queries have no date; they expire before that matters.
 */
function askedAt(ctx: WendaContext, now: number): number {
  const message = ctx.message ?? ctx.guestMessage;
  // Telegram's date is the second in which a message was sent; this is its end.
  const sent = message === undefined ? now : message.date * 1000 + 999;
  return sent < now && now - sent < DAY_MS ? sent : now;
}
