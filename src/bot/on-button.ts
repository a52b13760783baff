import type { Composer, Filter } from 'grammy';
import { type CallbackData, decodeCallback } from './callback-data.ts';
import type { WendaContext } from './context.ts';

/** The context of a handler of pressed buttons. */
export type ButtonContext = Filter<WendaContext, 'callback_query:data'>;
type DataOf<K extends CallbackData['kind']> = Extract<CallbackData, { kind: K }>;

/** Handles pressed buttons of some kinds; other kinds and foreign ones are passed to the next handler. */
export function onButton<K extends CallbackData['kind']>(
  composer: Composer<WendaContext>,
  kinds: readonly K[],
  handle: (ctx: ButtonContext, data: DataOf<K>) => Promise<void>,
): void {
  const isOurs = (data: CallbackData): data is DataOf<K> => kinds.some((kind) => kind === data.kind);
  composer.on('callback_query:data', async (ctx, next) => {
    const data = decodeCallback(ctx.callbackQuery.data);
    // Shared messages have none of our buttons: without a chat there is nowhere to show a result.
    if (data !== undefined && isOurs(data) && ctx.callbackQuery.message !== undefined)
      await handle(ctx, data);
    else await next();
  });
}
