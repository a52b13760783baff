import { COMMANDS } from './command-menus.ts';
import { CONTENT } from './content.ts';
import type { WendaContext } from './context.ts';
import { addressedBy } from './question-in.ts';

/**
 * Whether the bot answers a message: anything that a person writes in private, or calls it as a guest with; in groups,
 * what is addressed to it.
 */
export function isForBot(ctx: WendaContext): boolean {
  if (ctx.guestMessage !== undefined) return true;
  if (ctx.chat?.type === 'private') return ctx.has(['message:text', 'edited_message:text', ...CONTENT]);
  return ctx.hasCommand([...COMMANDS.private]) || isAddressed(ctx, ['mention', 'reply']);
}

/** Whether a group message asks the bot by its name or by /ask. */
export function callsBot(ctx: WendaContext): boolean {
  return ctx.hasCommand('ask') || isAddressed(ctx, ['mention']);
}

function isAddressed({ msg, me }: WendaContext, ways: readonly ('mention' | 'reply')[]): boolean {
  const by = msg === undefined ? undefined : addressedBy(msg, me);
  return by !== undefined && ways.includes(by);
}
