import { Composer, type FilterQuery } from 'grammy';
import type { WendaContext } from '../context.ts';
import { escapeHtml } from '../render/html.ts';
import { acknowledge, sendReply } from '../send.ts';

/**
 * Comes last: a private message without text gets a hint, a foreign button a polite notice; everything else is ignored.
 */
export function createUnhandledFeature(): Composer<WendaContext> {
  const composer = new Composer<WendaContext>();

  composer.on('callback_query', async (ctx) => {
    await acknowledge(ctx, ctx.t('stale'));
  });

  composer.chatType('private').on(CONTENT, async (ctx) => {
    await sendReply(ctx, { html: escapeHtml(ctx.t('text-only')), buttons: [] });
  });

  return composer;
}

/** Content that people send instead of text; service messages (pins, timers) do not count. */
export const CONTENT: FilterQuery[] = [
  'message:photo',
  'message:voice',
  'message:video',
  'message:video_note',
  'message:audio',
  'message:document',
  'message:sticker',
  'message:animation',
  'message:location',
  'message:contact',
  'message:venue',
  'message:poll',
  'message:dice',
  'message:story',
];
