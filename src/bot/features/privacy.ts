import { Composer } from 'grammy';
import { speakerOf } from '../answering.ts';
import type { WendaContext } from '../context.ts';
import type { FeatureDependencies } from '../dependencies.ts';
import { mayManage } from '../may-manage.ts';
import { escapeHtml } from '../render/html.ts';
import { answerCommand } from '../send.ts';

/**
 * /privacy says what is stored; /forget deletes it. In a group, administrators delete everything, members only their
 * own data.
 */
export function createPrivacyFeature({
  state,
  conversations,
  extensions: { keeps = [] } = {},
}: Pick<FeatureDependencies, 'state' | 'conversations' | 'extensions'>): Composer<WendaContext> {
  const composer = new Composer<WendaContext>();

  composer.command('privacy', async (ctx) => {
    const parts = [ctx.t('privacy'), ...keeps.map(({ privacy }) => privacy(ctx.t))];
    const html = parts.filter((part) => part !== undefined).join('\n\n');
    await answerCommand(ctx, { html, buttons: [] });
  });

  composer.command('forget', async (ctx) => {
    const all = await mayManage(ctx);
    if (all) {
      state.forgetChat(ctx.chat.id);
      conversations.forgetChat(ctx.chat.id);
    } else {
      state.forgetUser(ctx.chat.id, ctx.from?.id ?? 0);
      conversations.forget(speakerOf(ctx));
    }
    // In private everything about the reader goes, membership included, as /privacy says.
    const hasLeft = ctx.chat.type === 'private' && state.members.remove(ctx.chat.id);
    const asker = String(ctx.from?.id ?? 0);
    const chat = String(ctx.chat.id);
    const who = ctx.chat.type === 'private' ? { asker } : all ? { chat } : { asker, chat };
    // The deletion is on disk before the reply says so.
    await Promise.all([state.flush(), ...keeps.map(({ forget }) => forget(who))]);
    if (all) await ctx.api.deleteMyCommands({ scope: { type: 'chat', chat_id: ctx.chat.id } });
    const lines = [
      ctx.t(all ? 'forgotten' : 'forgotten-yours'),
      ...(keeps.length > 0 ? [ctx.t('forgotten-more')] : []),
      ...(hasLeft ? [ctx.t('forgotten-member')] : []),
    ];
    await answerCommand(ctx, { html: escapeHtml(lines.join('\n')), buttons: [] });
  });

  return composer;
}
