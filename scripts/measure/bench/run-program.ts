// Runs programs of the project as separate processes: measurements must not share memory or warm caches.
import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { Failure } from '../../../src/system/failure.ts';

export type Ran = {
  code: number | null;
  stdout: string;
  /** Milliseconds from the start to the first line on standard output; undefined without one. */
  firstLineMs: number | undefined;
  /** Peak resident memory in megabytes (10^6 bytes); undefined without /proc. */
  peakMB: number | undefined;
};

export type RunOptions = { nodeOptions?: readonly string[]; env?: Record<string, string> };

/** Milliseconds between two readings of a process's memory. The kernel keeps the peak, so nothing is missed. */
const POLL_MS = 25;

/** Runs a compiled program (`scripts/build-index`) to its end. */
export function runProgram(
  program: string,
  args: readonly string[],
  { nodeOptions = [], env = {} }: RunOptions = {},
): Promise<Ran & { stderr: string }> {
  return new Promise((resolve, reject) => {
    const file = path.resolve(import.meta.dirname, '..', '..', '..', `${program}.js`);
    const start = performance.now();
    const child = spawn(process.execPath, [...nodeOptions, file, ...args], {
      env: { ...process.env, ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    const ran: Ran & { stderr: string } = {
      code: null,
      stdout: '',
      stderr: '',
      firstLineMs: undefined,
      peakMB: undefined,
    };
    const look = (): void => {
      if (ran.firstLineMs === undefined) ran.peakMB = peakOf(child.pid) ?? ran.peakMB;
    };
    const timer = setInterval(look, POLL_MS);
    child.stdout.on('data', (chunk: Buffer) => {
      look();
      ran.stdout += chunk.toString();
      if (ran.stdout.includes('\n')) ran.firstLineMs ??= performance.now() - start;
    });
    child.stderr.on('data', (chunk: Buffer) => (ran.stderr += chunk.toString()));
    child.on('error', reject);
    child.on('close', (code) => {
      clearInterval(timer);
      resolve({ ...ran, code });
    });
  });
}

/**
 * Runs one part of the bench in a separate process.
 * @param input the part's input, passed as JSON
 * @returns the part's result
 * @throws Error with the part's last output
 */
export async function runPart<T>(
  name: string,
  input: object,
  nodeOptions: readonly string[] = [],
): Promise<T> {
  const { code, stdout, stderr } = await runProgram(
    'scripts/measure/bench/part',
    [name, JSON.stringify(input)],
    {
      nodeOptions,
    },
  );
  const line = stdout.trim().split('\n').at(-1) ?? '';
  if (code !== 0 || line === '')
    throw new Error(`${name} ended with code ${String(code)}: ${stderr.trim().slice(-500)}`);
  return JSON.parse(line) as T; // written by our own part of that name
}

/** @throws Failure with the program's last output when it failed */
export function assertEnded({ code, stderr }: Pick<Ran, 'code'> & { stderr: string }, what: string): void {
  if (code !== 0)
    throw new Failure('index', `${what} ended with code ${String(code)}: ${stderr.trim().slice(-500)}`);
}

/** Source: proc(5), VmHWM of status, in kibibytes. */
function peakOf(pid: number | undefined): number | undefined {
  try {
    const kib = /^VmHWM:\s+(\d+)/m.exec(readFileSync(`/proc/${pid ?? 0}/status`, 'utf8'))?.[1];
    return kib === undefined ? undefined : (Number(kib) * 1024) / 1e6;
  } catch {
    return undefined;
  }
}
