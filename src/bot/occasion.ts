import type { Channel, Occasion } from '../answer/observed.ts';
import { accountOf, chatOf, type WendaContext } from './context.ts';

/** Who asked or pressed, and where. @param now milliseconds since 1970 */
export function occasionOf(ctx: WendaContext, now: number): Occasion {
  const account = accountOf(ctx);
  const chat = chatOf(ctx);
  return {
    channel: channelOf(ctx),
    asker: account === undefined ? undefined : String(account),
    chat: chat === undefined ? undefined : String(chat.id),
    at: now,
  };
}

function channelOf(ctx: WendaContext): Channel {
  if (ctx.guestMessage !== undefined) return 'guest';
  if (ctx.inlineQuery !== undefined || ctx.chosenInlineResult !== undefined) return 'inline';
  return ctx.chat?.type === 'private' ? 'private' : 'group';
}
