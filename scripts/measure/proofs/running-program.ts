// Runs the compiled program in a process, with only the given settings.
import { spawn } from 'node:child_process';
import { reasonOf } from '../../../src/system/failure.ts';
import { cleanEnvironment, programFile } from './proof.ts';

export type RunningProgram = {
  pid: number;
  /** What it has written to standard error, where its log goes. */
  log: () => string;
  /** Resolves with how it ended: `code 0`, or the name of a signal. */
  ended: Promise<string>;
  send: (signal: NodeJS.Signals) => void;
};

/**
 * @param env settings as in .env.example
 * @param prefix a command that runs the program, such as one that limits it
 */
export function runProgram(env: Record<string, string>, prefix: readonly string[] = []): RunningProgram {
  const [program, ...args] = [...prefix, process.execPath, programFile('src/main')];
  const child = spawn(program, args, {
    env: cleanEnvironment(env),
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  let log = '';
  child.stderr.on('data', (chunk: Buffer) => (log += chunk.toString()));
  return {
    pid: child.pid ?? 0,
    log: () => log,
    ended: new Promise((resolve) => {
      child.on('error', (error) => {
        resolve(reasonOf(error));
      });
      child.on('close', (code, signal) => {
        resolve(signal ?? `code ${code}`);
      });
    }),
    send: (signal) => void child.kill(signal),
  };
}
