import { Composer } from 'grammy';
import type { WendaContext } from '../context.ts';
import type { AdminAccess, FeatureDependencies } from '../dependencies.ts';
import { renderInvite, renderReload, renderRemoval, renderStatus } from '../render/admin-reply.ts';
import type { Reply } from '../render/reply.ts';
import { answerCommand } from '../send.ts';
import { startLink } from '../start-parameter.ts';

type Dependencies = Pick<FeatureDependencies, 'admin' | 'access' | 'starts' | 'state' | 'now'>;

/**
 * `/admin` (or `/admin status`), `/admin reload`, `/admin invite` and `/admin remove <account>` for operators in their
 * private chat; for all others the command does not exist.
 */
export function createAdminFeature(dependencies: Dependencies): Composer<WendaContext> {
  const { admin, access, starts, state, now } = dependencies;
  const composer = new Composer<WendaContext>();
  if (admin === undefined) return composer;

  composer.chatType('private').command('admin', async (ctx, next) => {
    if (!admin.ids.has(ctx.from.id)) {
      await next();
      return;
    }
    const [order = '', argument = ''] = ctx.match.trim().split(/\s+/);
    await answerCommand(ctx, await carryOut(ctx, admin, order.toLowerCase(), argument));
  });

  async function carryOut(
    ctx: WendaContext,
    { program, reload, status, extras }: AdminAccess,
    order: string,
    argument: string,
  ): Promise<Reply> {
    switch (order) {
      case 'reload':
        return renderReload(await reload(), ctx.t);
      case 'invite':
        return renderInvite(
          access && { link: invite(ctx, access.invite()), members: access.members() },
          ctx.t,
        );
      case 'remove':
        return renderRemoval(argument, await remove(argument), ctx.t);
      default:
        return renderStatus(program, status(), now(), ctx.t, extras?.(ctx.t));
    }
  }

  function invite(ctx: WendaContext, code: string): string {
    return startLink(ctx.me, starts.encode({ kind: 'invite', code }));
  }

  /** Ends a membership, and all invite links: the account may have one of them, and could come back. */
  async function remove(account: string): Promise<boolean> {
    if (!state.members.remove(Number(account))) return false;
    state.invites.clear();
    // The deletion is on disk before the reply says so.
    await state.flush();
    return true;
  }

  return composer;
}
