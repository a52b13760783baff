// An empty Debian in a folder, with the Node of this process, and how to run commands in it without changing this machine.
import { execFile, type ExecFileOptions } from 'node:child_process';
import { copyFile, mkdir, readlink, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import { Failure, reasonOf } from '../../../../src/system/failure.ts';
import { PROJECT } from '../proof.ts';

const execute = promisify(execFile);
const RELEASE = 'bookworm';
const MIRROR = 'http://deb.debian.org/debian';
/** This machine's certificate authorities: its network may have one of its own. */
const AUTHORITIES = '/etc/ssl/certs/ca-certificates.crt';
/** Commands that the proof needs, and their packages. */
const NEEDED = { debootstrap: 'debootstrap', 'systemd-nspawn': 'systemd-container' };
/** Enough of the end of a log to see what was wrong. */
const TOLD = 800;

/** @returns what a program says. @throws Error with the end of it, when it does not end with 0 */
export async function run(
  program: string,
  args: readonly string[],
  options: ExecFileOptions = {},
): Promise<string> {
  try {
    const { stdout, stderr } = await execute(program, args, { maxBuffer: 1 << 28, ...options });
    return `${String(stdout)}${String(stderr)}`;
  } catch (error) {
    const { stdout = '', stderr = '' } = error as { stdout?: string; stderr?: string };
    const said = `${stdout}${stderr}`.trim() || reasonOf(error);
    throw new Error(`${program} ${args.slice(-3).join(' ').slice(0, TOLD)}: …${said.slice(-TOLD)}`);
  }
}

/** Installs what is missing. @throws Failure when this user may not */
export async function needTools(): Promise<void> {
  for (const [tool, name] of Object.entries(NEEDED)) {
    const isThere = await run('sh', ['-c', `command -v ${tool}`]).then(
      () => true,
      () => false,
    );
    if (process.getuid?.() !== 0) throw new Failure('config', 'an empty Debian needs root');
    if (!isThere) await run('apt-get', ['install', '-y', '-qq', '--no-install-recommends', name]);
  }
}

/**
 * Makes a folder with an empty Debian and with Node in a place of choice.
 * @param prefix where Node goes: `/usr` as its packages for Debian have it, `/usr/local` as its image has it
 */
export async function createDebian(root: string, packages: string, prefix: string): Promise<void> {
  const include = `--include=ca-certificates${packages === '' ? '' : `,${packages}`}`;
  await run('debootstrap', ['--variant=minbase', include, RELEASE, root, MIRROR]);
  await copyFile(AUTHORITIES, `${root}${AUTHORITIES}`);
  // Debian's installer writes it, debootstrap does not.
  await writeFile(path.join(root, 'etc/hosts'), '127.0.0.1 localhost\n::1 localhost\n');
  const at = path.join(root, prefix);
  const own = path.resolve(process.execPath, '..', '..');
  for (const folder of ['bin', 'lib/node_modules', 'include'])
    await mkdir(path.join(at, folder), { recursive: true });
  await copyFile(process.execPath, path.join(at, 'bin/node'));
  for (const folder of ['lib/node_modules/npm', 'include/node'])
    await run('cp', ['-a', path.join(own, folder), path.join(at, path.dirname(folder))]);
  for (const name of ['npm', 'npx'])
    await run('ln', ['-s', `../lib/node_modules/npm/bin/${name}-cli.js`, path.join(at, 'bin', name)]);
}

/** Copies what a clone would have. @param excluded files that are not copied */
export async function copyProject(to: string, isExcluded: (file: string) => boolean): Promise<void> {
  await mkdir(to, { recursive: true });
  const listed = await run('git', ['ls-files', '-z', '--cached', '--others', '--exclude-standard'], {
    cwd: PROJECT,
  });
  const files = listed.split('\0').filter((file) => file !== '' && !isExcluded(file));
  const list = path.join(to, '.files');
  await writeFile(list, files.join('\0'));
  const archive = `tar --create --null --files-from='${list}' --ignore-failed-read | tar --extract --directory '${to}'`;
  await run('sh', ['-c', archive], { cwd: PROJECT });
  await run('rm', [list]);
}

export type Within = {
  user?: string;
  /** The folder to be in. */
  at?: string;
  env?: Readonly<Record<string, string>>;
  /** Further options of systemd-nspawn. */
  options?: readonly string[];
};

/** The arguments of systemd-nspawn that run a command in a root. */
export function within(root: string, { user, at, env = {}, options = [] }: Within): string[] {
  return [
    ...['--quiet', '--register=no', '--keep-unit', '--directory', root],
    ...(user === undefined ? [] : ['--user', user]),
    ...(at === undefined ? [] : ['--chdir', at]),
    ...Object.entries({ NODE_EXTRA_CA_CERTS: AUTHORITIES, ...env }).map(
      ([key, value]) => `--setenv=${key}=${value}`,
    ),
    ...options,
  ];
}

/** The process that a running systemd-nspawn has started in its root; undefined while there is none. */
export async function firstProcessOf(pid: number): Promise<number | undefined> {
  const children = await run('cat', [`/proc/${pid}/task/${pid}/children`]).catch(() => '');
  for (const child of children.trim().split(/\s+/).filter(Boolean)) {
    const namespace = await readlink(`/proc/${child}/ns/pid`).catch(() => undefined);
    if (namespace !== undefined && namespace !== (await readlink('/proc/self/ns/pid'))) return Number(child);
  }
  return undefined;
}
