// A compiled program of the project as a separate process.
import { spawn } from 'node:child_process';
import path from 'node:path';
import { PROJECT } from './project.ts';

export type Running = {
  /** Everything written to standard output and standard error so far. */
  out: { stdout: string; stderr: string };
  write: (line: string) => void;
  endInput: () => void;
  signal: (signal: NodeJS.Signals) => void;
  /** Resolves when standard error or output contains the text so many times. */
  waitForText: (text: string, times?: number) => Promise<void>;
  exited: Promise<{ code: number | null; signal: NodeJS.Signals | null }>;
};

/** Empty values override a developer's own .env: no test may ever serve a real bot. */
const UNSET = Object.fromEntries(
  [
    'BOT_TOKEN',
    'TELEGRAM_API_ROOT',
    'ARTICLES_DIR',
    'INDEX_DIR',
    'STATE_DIR',
    'EMBEDDING_MODEL',
    'LOG_LEVEL',
    'LOG_FORMAT',
    'HOST',
    'PUBLIC_URL',
    'ADMIN_IDS',
    'STAFF_CHAT',
    'WATCH',
  ].map((key) => [key, '']),
);

/** Starts a compiled program (`src/main` or `scripts/…`) as npm would, with only the given environment, on any port. */
export function startProgram(program: string, args: readonly string[], env: Record<string, string>): Running {
  const child = spawn(process.execPath, [path.join(PROJECT, 'dist', `${program}.js`), ...args], {
    env: { ...UNSET, PORT: '0', PATH: process.env['PATH'] ?? '', LANG: 'zh_CN.UTF-8', ...env },
    stdio: 'pipe',
  });
  const out = { stdout: '', stderr: '' };
  const waiting: { text: string; times: number; resolve: () => void }[] = [];
  const says = (name: keyof typeof out, text: string, times: number): boolean =>
    out[name].split(text).length > times;
  const onData = (name: keyof typeof out) => (chunk: Buffer) => {
    out[name] += chunk.toString();
    for (const waiter of [...waiting]) {
      if (!says(name, waiter.text, waiter.times)) continue;
      waiting.splice(waiting.indexOf(waiter), 1);
      waiter.resolve();
    }
  };
  child.stdout.on('data', onData('stdout'));
  child.stderr.on('data', onData('stderr'));
  const exited = new Promise<{ code: number | null; signal: NodeJS.Signals | null }>((resolve) => {
    child.on('close', (code, signal) => {
      resolve({ code, signal });
    });
  });
  return {
    out,
    exited,
    write: (line) => child.stdin.write(`${line}\n`),
    endInput: () => child.stdin.end(),
    signal: (signal) => child.kill(signal),
    waitForText: (text, times = 1) =>
      says('stdout', text, times) || says('stderr', text, times)
        ? Promise.resolve()
        : Promise.race([
            new Promise<void>((resolve) => waiting.push({ text, times, resolve })),
            exited.then(() => {
              throw new Error(`ended without saying "${text}":\n${out.stdout}\n${out.stderr}`);
            }),
          ]),
  };
}

/** The product without a token, with its playground. */
export async function startProduct(env: Record<string, string>): Promise<{ program: Running; url: string }> {
  const program = startProgram('src/main', [], env);
  program.endInput();
  await program.waitForText('@wenda is answering');
  return { program, url: /pages on (\S+)/.exec(program.out.stderr)?.[1] ?? '' };
}
