import type { MiddlewareFn } from 'grammy';
import type { Observe } from '../../answer/observed.ts';
import { type CallbackData, decodeCallback } from '../callback-data.ts';
import type { WendaContext } from '../context.ts';
import { occasionOf } from '../occasion.ts';

/** Buttons that show more of an answer, or a topic. */
const READING: ReadonlySet<CallbackData['kind']> = new Set([
  'result',
  'whole-section',
  'related',
  'whole-article',
  'article-page',
  'article',
  'card',
  'section',
  'picture',
]);

/** Tells that a reader went on from an answer. */
export function observeReads(observe: Observe, now: () => number): MiddlewareFn<WendaContext> {
  return async (ctx, next) => {
    await next();
    const pressed = decodeCallback(ctx.callbackQuery?.data ?? '');
    const isRead =
      ctx.chosenInlineResult !== undefined || (pressed !== undefined && READING.has(pressed.kind));
    if (!isRead) return;
    const sectionId = pressed !== undefined && 'sectionId' in pressed ? pressed.sectionId : undefined;
    observe({ kind: 'read', sectionId, ...occasionOf(ctx, now()) });
  };
}
