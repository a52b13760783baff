// Actions within a message.
import type { ShownMessage } from './wire.ts';

export type Actions = {
  say: (text: string) => void;
  /** Starts the bot in the private chat, with the parameter of a deep link. */
  start(parameter: string): void;
  press(messageId: number, data: string, pressed: HTMLElement): void;
  copy(text: string): void;
  reply(message: ShownMessage): void;
  jumpTo(messageId: number): void;
  botName(): string;
};
