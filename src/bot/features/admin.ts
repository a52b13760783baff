import { Composer } from 'grammy';
import { languageOf, type WendaContext } from '../context.ts';
import type { AdminAccess, AdminPageAccess, FeatureDependencies } from '../dependencies.ts';
import {
  ADMIN_PAGE_DATA,
  renderInvite,
  renderPageClosed,
  renderPageLink,
  renderReload,
  renderRemoval,
  renderStatus,
} from '../render/admin-reply.ts';
import type { Reply } from '../render/reply.ts';
import { acknowledge, answerCommand, sendReply } from '../send.ts';
import { startLink } from '../start-parameter.ts';

type Dependencies = Pick<FeatureDependencies, 'admin' | 'access' | 'starts' | 'state' | 'now'>;

/**
 * `/admin` (or `/admin status`), `/admin reload`, `/admin invite`, `/admin remove <account>`, `/admin page` and
 * `/admin page off` for operators in their private chat; for all others the command does not exist.
 */
export function createAdminFeature(dependencies: Dependencies): Composer<WendaContext> {
  const { admin, access, starts, state, now } = dependencies;
  const composer = new Composer<WendaContext>();
  if (admin === undefined) return composer;

  composer.chatType('private').callbackQuery(ADMIN_PAGE_DATA, async (ctx, next) => {
    if (!admin.ids.has(ctx.from.id) || admin.page === undefined) {
      await next();
      return;
    }
    await acknowledge(ctx);
    await sendReply(ctx, await pageLink(ctx, ctx.from.id, admin.page));
  });

  composer.chatType('private').command('admin', async (ctx, next) => {
    if (!admin.ids.has(ctx.from.id)) {
      await next();
      return;
    }
    const [order = '', argument = ''] = ctx.match.trim().split(/\s+/);
    await answerCommand(ctx, await carryOut(ctx, admin, ctx.from.id, order.toLowerCase(), argument));
  });

  async function carryOut(
    ctx: WendaContext,
    admin: AdminAccess,
    account: number,
    order: string,
    argument: string,
  ): Promise<Reply> {
    switch (order) {
      case 'reload':
        return renderReload(await admin.reload(), ctx.t);
      case 'invite':
        return renderInvite(
          access && { link: invite(ctx, access.invite()), members: access.members() },
          ctx.t,
        );
      case 'remove':
        return renderRemoval(argument, await remove(argument), ctx.t);
      case 'page':
        if (admin.page === undefined) break;
        return argument.toLowerCase() === 'off'
          ? renderPageClosed(admin.page.close(), ctx.t)
          : pageLink(ctx, account, admin.page);
    }
    return renderStatus(admin, admin.status(), now(), ctx.t);
  }

  async function pageLink(ctx: WendaContext, account: number, page: AdminPageAccess): Promise<Reply> {
    return renderPageLink(page.link(account, await languageOf(ctx)), ctx.t);
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
