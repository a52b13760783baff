import { Composer } from 'grammy';
import { errorDetails, type Logger } from '../../system/logger.ts';
import type { Albums } from '../albums.ts';
import { CONTENT } from '../content.ts';
import type { WendaContext } from '../context.ts';
import { escapeHtml } from '../render/html.ts';
import { acknowledge, sendReply } from '../send.ts';

/**
 * Comes last: a private message without text gets a hint, a foreign button a polite notice; everything else is ignored.
 */
export function createUnhandledFeature({
  albums,
  logger,
}: {
  albums: Albums;
  logger: Logger;
}): Composer<WendaContext> {
  const composer = new Composer<WendaContext>();

  composer.on('callback_query', async (ctx) => {
    await acknowledge(ctx, ctx.t('stale'));
  });

  composer.chatType('private').on(CONTENT, async (ctx) => {
    const hint = (): Promise<unknown> =>
      sendReply(ctx, { html: escapeHtml(ctx.t('text-only')), buttons: [] });
    const album = ctx.message?.media_group_id;
    if (album === undefined) await hint();
    // The caption may stand below a picture that is still to come. A hint that a stop loses is no loss.
    else
      albums.withoutCaption(ctx.chat.id, album, async () => {
        try {
          await hint();
        } catch (error) {
          logger.info('the hint on an album could not be sent', errorDetails(error));
        }
      });
  });

  return composer;
}
