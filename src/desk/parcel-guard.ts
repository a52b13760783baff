// What a row of the outbox is checked with when it is read again.
import type { MessageEntity } from 'grammy/types';
import {
  type Guard,
  isCount,
  isFinite,
  isFlag,
  isId,
  isText,
  listOf,
  oneOf,
  optional,
  withFields,
} from '../storage/guards.ts';
import { isObject } from '../system/is-object.ts';
import {
  EDITABLE_MEDIA,
  type EditedMedia,
  type Formatted,
  type Instead,
  MARKS,
  type Parcel,
  type Work,
} from './parcel.ts';

/** Entities and keyboards go back to Telegram as they came; only Telegram knows all their kinds. */
const isEntity: Guard<MessageEntity> = (value): value is MessageEntity =>
  isObject(value) && isText(value['type']) && isCount(value['offset']) && isCount(value['length']);
const FORMATTED = { text: isText, entities: listOf(isEntity) };
const isFormatted = withFields<Formatted>(FORMATTED);
type Of<D extends Work['do']> = Omit<Extract<Work, { do: D }>, 'do'>;
const isKeyboard: Guard<NonNullable<Of<'send'>['keyboard']>> = (
  value,
): value is NonNullable<Of<'send'>['keyboard']> => isObject(value) && Array.isArray(value['inline_keyboard']);
const WORKS: { [D in Work['do']]: Guard<object & Of<D>> } = {
  copy: withFields<Of<'copy'>>({
    messages: listOf(isId),
    album: optional(isText),
    instead: optional(withFields<Instead>({ ...FORMATTED, part: oneOf(['text', 'caption']) })),
  }),
  send: withFields<Of<'send'>>({
    html: isText,
    keyboard: optional(isKeyboard),
    isPinned: optional(isFlag),
    name: optional(isText),
  }),
  edit: withFields<Of<'edit'>>({
    message: isId,
    part: oneOf(['text', 'caption']),
    content: isFormatted,
    media: optional(
      withFields<EditedMedia>({
        type: oneOf(EDITABLE_MEDIA),
        fileId: isText,
        hasSpoiler: optional(isFlag),
        isCaptionAbove: optional(isFlag),
      }),
    ),
  }),
  delete: withFields<Of<'delete'>>({ message: isId, asked: isId }),
  react: withFields<Of<'react'>>({ message: isId, emoji: oneOf(MARKS) }),
  'begin-topic': isObject,
  'end-topic': withFields<Of<'end-topic'>>({ threadId: isId }),
};
const isKind = oneOf(Object.keys(WORKS) as Work['do'][]); // keys() forgets their type
const isWork: Guard<Work> = (value): value is Work =>
  isObject(value) && isKind(value['do']) && WORKS[value['do']](value);
export const isParcel: Guard<Parcel> = withFields<Parcel>({
  key: isText,
  number: isFinite,
  reader: isId,
  to: oneOf(['reader', 'staff']),
  work: isWork,
  replyTo: optional(isId),
  quote: optional(withFields<NonNullable<Parcel['quote']>>({ ...FORMATTED, position: isCount })),
  at: isFinite,
  notBefore: optional(isFinite),
  above: optional(isId),
  remade: optional(isCount),
  isOff: optional(isFlag),
});
