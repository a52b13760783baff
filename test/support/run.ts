import { after } from 'node:test';
import { type Running, startProgram } from './program.ts';

export type { Running } from './program.ts';

/** Starts a compiled program of the project, which ends with the test at the latest; see `startProgram`. */
export function run(program: string, args: readonly string[], env: Record<string, string>): Running {
  const running = startProgram(program, args, env);
  after(() => {
    running.signal('SIGKILL');
  });
  return running;
}
