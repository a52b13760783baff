import type { MessageEntity } from 'grammy/types';
import { isObject, type Payload, structureOf } from './parameters.ts';
import { badRequest } from './refusal.ts';

/** Entities that a bot gives instead of a parse mode; they must lie within the text. @throws Refusal */
export function entitiesOf(
  payload: Payload,
  name: string,
  text: string | undefined,
): MessageEntity[] | undefined {
  const given = structureOf(payload, name);
  if (given === undefined || given === null) return undefined;
  if (!Array.isArray(given)) throw badRequest("can't parse MessageEntity: an Array is expected");
  return given.map((entity: unknown) => {
    if (!isObject(entity) || typeof entity['type'] !== 'string')
      throw badRequest('can\'t parse MessageEntity: Can\'t find field "type"');
    const { offset, length } = entity;
    const isWithin =
      typeof offset === 'number' &&
      typeof length === 'number' &&
      Number.isInteger(offset) &&
      Number.isInteger(length) &&
      offset >= 0 &&
      length >= 0 &&
      offset + length <= (text ?? '').length;
    if (!isWithin) throw badRequest('ENTITY_BOUNDS_INVALID');
    if (entity['type'] === 'text_link' && typeof entity['url'] !== 'string')
      throw badRequest('can\'t parse MessageEntity: Can\'t find field "url"');
    return entity as unknown as MessageEntity; // the used fields have been checked
  });
}
