import type { Message } from 'grammy/types';

/**
 * The question that an answer replies to, without the command or the sign in front of it. Nothing about a chat is
 * stored: the question is read from the chat itself. Empty when the message is gone.
 */
export function questionIn(message: Pick<Message, 'text'> | undefined): string {
  return (message?.text ?? '').replace(/^(?:\/ask(?:@\w+)?\s+|❓\s*)/u, '');
}
