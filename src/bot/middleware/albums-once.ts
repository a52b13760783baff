import type { MiddlewareFn } from 'grammy';
import type { Albums } from '../albums.ts';
import type { WendaContext } from '../context.ts';

/** Passes of an album one picture without a caption, and each caption once. */
export function albumsOnce(albums: Albums): MiddlewareFn<WendaContext> {
  return async (ctx, next) => {
    const { message } = ctx;
    const album = message?.media_group_id;
    if (album === undefined || albums.isNew(message?.chat.id ?? 0, album, message?.text ?? '')) await next();
  };
}
