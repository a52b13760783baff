// Runs the steps one after the other, whatever their outcome, and prints a table that grows with them.
import { appendFileSync, mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { reasonOf } from '../../src/system/failure.ts';
import type { Step } from './steps.ts';

export type RunOptions = {
  /** Where each step's log goes: `NAME.log`. */
  logFolder: string;
  print: (line: string) => void;
  /** How a log's path is shown. */
  shown: (file: string) => string;
};

/** @returns whether every step succeeded */
export async function runSteps(
  steps: readonly Step[],
  { logFolder, print, shown }: RunOptions,
): Promise<boolean> {
  mkdirSync(logFolder, { recursive: true });
  const width = Math.max(...steps.map(({ name }) => name.length));
  let isWell = true;
  for (const { name, check } of steps) {
    const file = path.join(logFolder, `${name}.log`);
    writeFileSync(file, '');
    const log = (text: string): void => {
      appendFileSync(file, text);
    };
    const began = performance.now();
    const succeeded = await outcome(check, log);
    const seconds = ((performance.now() - began) / 1000).toFixed(1);
    print(`${succeeded ? '✓' : '✗'} ${name.padEnd(width)} ${seconds.padStart(7)} s  ${shown(file)}`);
    isWell &&= succeeded;
  }
  return isWell;
}

async function outcome(check: Step['check'], log: (text: string) => void): Promise<boolean> {
  try {
    return await check(log);
  } catch (error) {
    log(`${reasonOf(error)}\n`);
    return false;
  }
}
