import type { Composer, Filter } from 'grammy';
import { type CallbackData, decodeCallback } from './callback-data.ts';
import type { WendaContext } from './context.ts';

/** What a handler of pressed buttons gets. */
export type ButtonContext = Filter<WendaContext, 'callback_query:data'>;
type DataOf<K extends CallbackData['kind']> = Extract<CallbackData, { kind: K }>;

/** Handles pressed buttons of some kinds; those of other kinds, and foreign ones, go on to the next handler. */
export function onButton<K extends CallbackData['kind']>(
  composer: Composer<WendaContext>,
  kinds: readonly K[],
  handle: (ctx: ButtonContext, data: DataOf<K>) => Promise<void>,
): void {
  const isOurs = (data: CallbackData): data is DataOf<K> => kinds.some((kind) => kind === data.kind);
  composer.on('callback_query:data', async (ctx, next) => {
    const data = decodeCallback(ctx.callbackQuery.data);
    // Shared messages have no buttons of ours: without a chat there is nowhere to show anything.
    if (data !== undefined && isOurs(data) && ctx.callbackQuery.message !== undefined)
      await handle(ctx, data);
    else await next();
  });
}
