import type { MiddlewareFn } from 'grammy';
import type { WendaContext } from '../context.ts';

/**
 * Drops messages that no person wrote to the bot: its own inline results, messages of other bots, and posts that a
 * channel forwards to its group automatically. An administrator who writes as the group, or a member who writes as a
 * channel, is a person.
 */
export const onlyPeople: MiddlewareFn<WendaContext> = async (ctx, next) => {
  const message = ctx.message ?? ctx.editedMessage ?? ctx.guestMessage;
  if (message !== undefined) {
    if (message.via_bot?.id === ctx.me.id || message.is_automatic_forward) return;
    if (message.from.is_bot && message.sender_chat === undefined) return;
  }
  await next();
};
