import { Composer } from 'grammy';
import type { WendaContext } from '../context.ts';
import type { FeatureDependencies } from '../dependencies.ts';

/**
 * When a group becomes a supergroup, its data gets the new id; when the bot is removed or blocked, the data is deleted.
 */
export function createMembershipFeature({
  state,
  conversations,
  access,
}: Pick<FeatureDependencies, 'state' | 'conversations' | 'access'>): Composer<WendaContext> {
  const composer = new Composer<WendaContext>();

  composer.on('message:migrate_to_chat_id', (ctx) => {
    state.moveChat(ctx.chat.id, ctx.msg.migrate_to_chat_id);
    access?.moveChat(ctx.chat.id, ctx.msg.migrate_to_chat_id);
    conversations.forgetChat(ctx.chat.id);
  });

  composer.on('my_chat_member', (ctx) => {
    const { status } = ctx.myChatMember.new_chat_member;
    if (status !== 'left' && status !== 'kicked') return;
    state.forgetChat(ctx.chat.id);
    conversations.forgetChat(ctx.chat.id);
  });

  return composer;
}
