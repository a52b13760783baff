// The texts of a request: parsed, and not too long.
import type { Message } from 'grammy/types';
import type { Chats } from './chats.ts';
import { type FormattedText, formatText, MAX_CAPTION } from './formatted-text.ts';
import { entitiesOf } from './given-entities.ts';
import { type Payload, textOf } from './parameters.ts';
import { badRequest } from './refusal.ts';

/** The formatted text of a request, of any length. @throws Refusal */
export function readText(
  payload: Payload,
  chats: Chats,
  [text, entities]: readonly [text: string, entities: string] = ['text', 'entities'],
): FormattedText {
  return formatText(
    {
      text: textOf(payload, text),
      parseMode: textOf(payload, 'parse_mode'),
      entities: entitiesOf(payload, entities, textOf(payload, text)),
    },
    chats.person,
  );
}

/** The caption of a file, if there is one. @throws Refusal */
export function readCaption(payload: Payload, chats: Chats): Pick<Message, 'caption' | 'caption_entities'> {
  if ((textOf(payload, 'caption') ?? '') === '') return {};
  const { text, entities } = readText(payload, chats, ['caption', 'caption_entities']);
  if (text.length > MAX_CAPTION) throw badRequest('message caption is too long');
  return { caption: text, ...(entities.length === 0 ? {} : { caption_entities: entities }) };
}
