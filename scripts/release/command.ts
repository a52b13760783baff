// Shell commands of a release check, with their output in a log.
import { spawn } from 'node:child_process';

export type CommandOptions = {
  cwd: string;
  log: (text: string) => void;
  env?: NodeJS.ProcessEnv;
  /** Standard input, which ends after it; none by default. */
  input?: string;
  /** Output that is waited for. */
  until?: RegExp;
};

export type Ended = {
  /** Null if it was killed. */
  code: number | null;
  /** Seconds from its start to its end. */
  seconds: number;
  /** Seconds from its start to the output that was waited for; undefined if it never came. */
  untilSeconds: number | undefined;
  stdout: string;
};

/** Runs a line of shell. Never rejects: a command that cannot be started has the shell's exit code. */
export function runLine(line: string, { cwd, log, env, input = '', until }: CommandOptions): Promise<Ended> {
  log(`$ ${line}\n`);
  const began = performance.now();
  const seconds = (): number => (performance.now() - began) / 1000;
  return new Promise((resolve, reject) => {
    const child = spawn(line, { cwd, env: env ?? process.env, shell: true, stdio: 'pipe' });
    let stdout = '';
    let untilSeconds: number | undefined;
    child.stdout.on('data', (chunk: Buffer) => {
      stdout += chunk.toString();
      log(chunk.toString());
      if (until?.test(stdout) === true) untilSeconds ??= seconds();
    });
    child.stderr.on('data', (chunk: Buffer) => {
      log(chunk.toString());
    });
    // It may end without reading its input.
    child.stdin.on('error', () => undefined);
    child.stdin.end(input);
    child.on('error', reject);
    child.on('close', (code) => {
      log(`(exit code ${code}, ${seconds().toFixed(1)} s)\n`);
      resolve({ code, seconds: seconds(), untilSeconds, stdout });
    });
  });
}

/** The environment of somebody who has just opened a shell: nothing of npm's for this run, of a bot, or of other folders. */
export function strangersEnvironment(own: Record<string, string>): NodeJS.ProcessEnv {
  const kept = Object.entries(process.env).filter(
    ([key]) =>
      !/^(?:npm_(?!config_)|BOT_TOKEN|NODE_|INIT_CWD|WENDA_|XDG_|(?:ARTICLES|INDEX|STATE)_DIR)/.test(key),
  );
  return { ...Object.fromEntries(kept), PORT: '0', LANG: 'zh_CN.UTF-8', ...own };
}
