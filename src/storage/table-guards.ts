// Whether what was read from a file is what Wenda writes: a hand-edited or damaged file must not get further.
import type { StateData, TableName } from './tables.ts';

type Guards = { [T in TableName]: (value: unknown) => value is StateData[T] };

const isText = (value: unknown): value is string => typeof value === 'string';
const isCount = (value: unknown): value is number => Number.isSafeInteger(value) && Number(value) >= 0;
const isId = (value: unknown): value is number => Number.isSafeInteger(value);

function isRecordOf<V>(value: unknown, isValue: (value: unknown) => value is V): value is Record<string, V> {
  return isObject(value) && Object.values(value).every(isValue);
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isListOf<V>(value: unknown, isValue: (value: unknown) => value is V): value is V[] {
  return Array.isArray(value) && value.every(isValue);
}

/** Whether an object has these fields, each of its kind. */
function hasFields(value: unknown, fields: Record<string, (field: unknown) => boolean>): boolean {
  return isObject(value) && Object.entries(fields).every(([name, isFine]) => isFine(value[name]));
}

const FEEDBACK = {
  ...{ chatId: isId, userId: isId, messageId: isId },
  ...{ vote: (value: unknown) => value === 'up' || value === 'down' },
  ...{ question: isText, sectionId: isText, generation: isText, at: isText },
  confidence: Number.isFinite,
};
const UNANSWERED = { question: isText, count: isCount, lastAt: isText };

export const TABLE_GUARDS: Guards = {
  updates: (value) => isListOf(value, isId),
  reads: (value) => isRecordOf(value, isCount),
  feedback: (value) =>
    isListOf(value, (entry): entry is StateData['feedback'][number] => hasFields(entry, FEEDBACK)),
  preferences: (value) => isRecordOf(value, isText),
  unanswered: (value) =>
    isListOf(value, (entry): entry is StateData['unanswered'][number] => hasFields(entry, UNANSWERED)),
};
