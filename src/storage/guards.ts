// What a row of a table is: a damaged or hand-edited file must get no further.
import { isObject } from '../system/is-object.ts';

export type Guard<V> = (value: unknown) => value is V;

export const isText: Guard<string> = (value) => typeof value === 'string';
export const isId: Guard<number> = (value): value is number => Number.isSafeInteger(value);
export const isCount: Guard<number> = (value): value is number => isId(value) && value >= 0;
export const isFinite: Guard<number> = (value): value is number => Number.isFinite(value);
export const isFlag: Guard<boolean> = (value) => typeof value === 'boolean';
/** A time as `Date.parse` reads it. */
export const isTime: Guard<string> = (value): value is string =>
  isText(value) && !Number.isNaN(Date.parse(value));

export function oneOf<V extends string>(values: readonly V[]): Guard<V> {
  return (value): value is V => values.some((one) => one === value);
}

/** A guard for what may be missing, as older versions left it out. */
export function optional<V>(guard: Guard<V>): Guard<V | undefined> {
  return (value): value is V | undefined => value === undefined || guard(value);
}

export function listOf<V>(guard: Guard<V>): Guard<V[]> {
  return (value): value is V[] => Array.isArray(value) && value.every(guard);
}

/** A guard for objects with these fields, each of its kind. */
export function withFields<V>(fields: { [K in keyof V]-?: Guard<V[K]> }): Guard<V> {
  const checks = Object.entries<Guard<unknown>>(fields);
  return (value): value is V => isObject(value) && checks.every(([name, isFine]) => isFine(value[name]));
}

export function pairOf<A, B>(isFirst: Guard<A>, isSecond: Guard<B>): Guard<[A, B]> {
  return (value): value is [A, B] =>
    Array.isArray(value) && value.length === 2 && isFirst(value[0]) && isSecond(value[1]);
}
