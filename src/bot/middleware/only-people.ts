import type { MiddlewareFn } from 'grammy';
import type { WendaContext } from '../context.ts';

/**
 * Drops messages that nobody said to the bot: its own inline results, what other bots write, and what a channel forwards
 * to its group by itself. An administrator who speaks as the group, or a member who speaks as a channel, is a person.
 */
export const onlyPeople: MiddlewareFn<WendaContext> = async (ctx, next) => {
  const { message } = ctx;
  if (message !== undefined) {
    if (message.via_bot?.id === ctx.me.id || message.is_automatic_forward) return;
    if (message.from.is_bot && message.sender_chat === undefined) return;
  }
  await next();
};
