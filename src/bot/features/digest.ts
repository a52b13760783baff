import { Composer } from 'grammy';
import type { WendaContext } from '../context.ts';
import { forOperators } from '../for-operators.ts';
import { decodeGapCallback } from '../gap-callback.ts';
import type { Reply } from '../render/reply.ts';
import { acknowledge, answerCommand, sendReply } from '../send.ts';
import type { Translate } from '../../locales/translations.ts';

/** `/admin digest` and its button show the last week now; for operators in their private chat. */
export function createDigestFeature(
  operators: ReadonlySet<number>,
  digest: (t: Translate) => Reply,
): Composer<WendaContext> {
  const composer = new Composer<WendaContext>();
  const mine = forOperators(composer, operators);

  mine.command('admin', async (ctx, next) => {
    if (ctx.match.trim().toLowerCase() === 'digest') await answerCommand(ctx, digest(ctx.t));
    else await next();
  });

  mine.on('callback_query:data', async (ctx, next) => {
    if (decodeGapCallback(ctx.callbackQuery.data)?.kind !== 'digest') {
      await next();
      return;
    }
    await acknowledge(ctx);
    await sendReply(ctx, digest(ctx.t));
  });

  return composer;
}
