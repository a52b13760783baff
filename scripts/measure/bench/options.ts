import { Failure } from '../../../src/system/failure.ts';

/**
 * A whole number above 0 from the command line.
 * @throws Failure `config` that names the option
 */
export function wholeNumber(option: string, text: string): number {
  if (!/^[1-9]\d{0,8}$/.test(text))
    throw new Failure('config', `${option} is "${text}"; write a whole number above 0`);
  return Number(text);
}
