import type { MiddlewareFn } from 'grammy';
import type { UpdateLedger } from '../../storage/state-store.ts';
import type { WendaContext } from '../context.ts';

/**
 * Drops updates that were answered before a crash. They are recorded after the answer: a crash in between repeats one
 * answer.
 */
export function skipAnswered(ledger: UpdateLedger): MiddlewareFn<WendaContext> {
  return async (ctx, next) => {
    if (ledger.has(ctx.update.update_id)) return;
    await next();
    ledger.add(ctx.update.update_id);
  };
}
