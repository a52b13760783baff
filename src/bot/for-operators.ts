import type { ChatTypeContext, Composer } from 'grammy';
import type { WendaContext } from './context.ts';

/** Takes the updates of operators in their private chats, and no others. */
export function forOperators(
  composer: Composer<WendaContext>,
  operators: ReadonlySet<number>,
): Composer<ChatTypeContext<WendaContext, 'private'>> {
  return composer.chatType('private').filter((ctx) => operators.has(ctx.from.id));
}
