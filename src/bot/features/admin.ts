import { Composer } from 'grammy';
import type { WendaContext } from '../context.ts';
import type { FeatureDependencies } from '../dependencies.ts';
import { renderReload, renderStatus } from '../render/admin-reply.ts';
import { sendReply } from '../send.ts';

/**
 * `/admin` (or `/admin status`) and `/admin reload` for operators in their private chat; for all others the command
 * does not exist.
 */
export function createAdminFeature({
  admin,
  now,
}: Pick<FeatureDependencies, 'admin' | 'now'>): Composer<WendaContext> {
  const composer = new Composer<WendaContext>();
  if (admin === undefined) return composer;

  composer.chatType('private').command('admin', async (ctx, next) => {
    if (!admin.ids.has(ctx.from.id)) {
      await next();
      return;
    }
    const reply =
      ctx.match.trim().toLowerCase() === 'reload'
        ? renderReload(await admin.reload(), ctx.t)
        : renderStatus(admin.status(), now(), ctx.t);
    await sendReply(ctx, reply, ctx.msgId);
  });

  return composer;
}
