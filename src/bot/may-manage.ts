import type { WendaContext } from './context.ts';

/** Whether the sender may decide for the chat: anyone in a private chat, the administrators of a group. */
export async function mayManage(ctx: WendaContext): Promise<boolean> {
  if (ctx.chat === undefined || ctx.from === undefined) return false;
  if (ctx.chat.type === 'private') return true;
  // An anonymous administrator speaks as the group itself.
  if (ctx.msg?.sender_chat?.id === ctx.chat.id && ctx.callbackQuery === undefined) return true;
  const { status } = await ctx.api.getChatMember(ctx.chat.id, ctx.from.id);
  return status === 'creator' || status === 'administrator';
}
