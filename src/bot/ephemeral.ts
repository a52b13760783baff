// In a group, "not sure" and "nothing" are for the person who asked: others need not read that the wiki has no answer.
// Telegram shows ephemeral messages to one member alone. A Bot API server that does not know them ignores the parameter
// and shows the message to all; the message that it returns tells, and then it is not asked again.
import type { Logger } from '../system/logger.ts';
import type { WendaContext } from './context.ts';
import type { Reply } from './render/reply.ts';
import { sendEphemeral } from './send.ts';

/**
 * Sends a reply to its asker alone.
 * @returns the message (number 0 if it is ephemeral); undefined if it must be sent to all
 */
export type Ephemeral = (
  ctx: WendaContext,
  reply: Reply,
  replyTo: number,
) => Promise<{ message_id: number } | undefined>;

type Options = { isOn: boolean; logger: Logger };

export function createEphemeral({ isOn, logger }: Options): Ephemeral {
  let isKnown = isOn;
  return async (ctx, reply, replyTo) => {
    const receiver = isKnown ? receiverOf(ctx) : undefined;
    if (receiver === undefined) return undefined;
    const sent = await sendEphemeral(ctx, reply, receiver, { message_id: replyTo });
    if (sent !== undefined && sent.ephemeral_message_id === undefined && isKnown) {
      isKnown = false;
      logger.info('this Bot API server has no ephemeral messages: groups get ordinary ones');
    }
    return sent;
  };
}

/**
 * The account that wrote a message in a group; those who write as a group or as a channel have none. What was written to
 * the bot alone is answered so anyway.
 */
function receiverOf(ctx: WendaContext): number | undefined {
  const message = ctx.message ?? ctx.editedMessage;
  if (message === undefined || message.chat.type === 'private') return undefined;
  return message.sender_chat === undefined && message.message_id > 0 ? message.from.id : undefined;
}
