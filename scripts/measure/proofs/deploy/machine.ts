// A Debian with systemd that boots in a folder, and has no network but itself.
import { spawn } from 'node:child_process';
import { pause, within as inTime } from '../proof.ts';
import { firstProcessOf, run, within } from './debian.ts';

export type Machine = {
  /** Runs a script as root, every command of which must succeed. @returns what it says */
  sh: (script: string) => Promise<string>;
  stop: () => Promise<void>;
};

const BOOT_MS = 120_000;
const STOP_MS = 30_000;
const SCRIPT_MS = 600_000;

/**
 * @param root a Debian with systemd
 * @param env for every script
 * @throws Error when it does not boot within two minutes
 */
export async function bootMachine(root: string, env: Readonly<Record<string, string>>): Promise<Machine> {
  const options = ['--private-network', '--console=pipe', '--boot'];
  const child = spawn('systemd-nspawn', within(root, { options }), { stdio: ['ignore', 'ignore', 'pipe'] });
  let said = '';
  child.stderr.on('data', (chunk: Buffer) => (said += chunk.toString()));
  const ended = new Promise<void>((resolve) => child.on('close', resolve));
  const settings = Object.entries({
    PATH: '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin',
    HOME: '/root',
    USER: 'root',
    LANG: 'C.UTF-8',
    DEBIAN_FRONTEND: 'noninteractive',
    ...env,
  }).map(([key, value]) => `${key}=${value}`);
  const stop = async (): Promise<void> => {
    child.kill('SIGTERM');
    if (
      (await inTime(
        STOP_MS,
        ended.then(() => true),
      )) === undefined
    )
      child.kill('SIGKILL');
    await ended;
  };
  const by = performance.now() + BOOT_MS;
  for (;;) {
    const first = await firstProcessOf(child.pid ?? 0);
    const enter = ['--target', String(first), '--all', 'env', '--ignore-environment', ...settings];
    const state =
      first === undefined
        ? ''
        : await run('nsenter', [...enter, 'systemctl', 'is-system-running']).catch(String);
    if (/^(?:running|degraded)/.test(state))
      return {
        sh: (script) => run('nsenter', [...enter, 'sh', '-euc', script], { timeout: SCRIPT_MS }),
        stop,
      };
    if (performance.now() > by) {
      await stop();
      throw new Error(`the machine does not boot: ${state} ${said}`);
    }
    await pause(500);
  }
}
