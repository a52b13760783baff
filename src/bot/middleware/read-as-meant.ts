import type { MiddlewareFn } from 'grammy';
import { asMeant, queryAsMeant } from '../as-meant.ts';
import type { WendaContext } from '../context.ts';

/** Comes first: nothing else sees what people wrote otherwise than as they mean it, or longer than Telegram allows. */
export const readAsMeant: MiddlewareFn<WendaContext> = async (ctx, next) => {
  const { message, edited_message: edited, guest_message: guest, inline_query: query } = ctx.update;
  if (message !== undefined) ctx.update.message = asMeant(message, ctx.me);
  if (edited !== undefined) ctx.update.edited_message = asMeant(edited, ctx.me);
  if (guest !== undefined) ctx.update.guest_message = asMeant(guest, ctx.me);
  if (query !== undefined) ctx.update.inline_query = { ...query, query: queryAsMeant(query.query) };
  await next();
};
