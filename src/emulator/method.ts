import type { Payload } from './parameters.ts';

/** A method of the Bot API: parameters in, result out. @throws Refusal */
export type Method = (payload: Payload, signal: AbortSignal) => unknown;

/** Methods by their names as documented. */
export type Methods = Record<string, Method>;
