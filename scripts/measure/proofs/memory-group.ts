// A control group of Linux that limits the memory of the processes in it, page cache included, as a small machine does.
// Both versions of control groups are known; their files have other names.
import { existsSync } from 'node:fs';
import { mkdir, readFile, rmdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { Failure, reasonOf } from '../../../src/system/failure.ts';

export type MemoryGroup = {
  /** What precedes a command so that it runs in the group. */
  prefix: readonly string[];
  /** Memory that cannot be given back now, in MB: what processes have allocated, without the cache of files. */
  allocatedMB: () => Promise<number>;
  /** How many processes the kernel has killed for want of memory. */
  killed: () => Promise<number>;
  remove: () => Promise<void>;
};

type Names = { root: string; limit: string; events: string; allocated: string };

const VERSION_1: Names = {
  root: '/sys/fs/cgroup/memory',
  limit: 'memory.limit_in_bytes',
  events: 'memory.oom_control',
  allocated: 'total_rss',
};
const VERSION_2: Names = {
  root: '/sys/fs/cgroup',
  limit: 'memory.max',
  events: 'memory.events',
  allocated: 'anon',
};

/** @throws Failure when this machine does not let us make one */
export async function createMemoryGroup(limitMB: number): Promise<MemoryGroup> {
  const names = existsSync(path.join(VERSION_1.root, VERSION_1.limit)) ? VERSION_1 : VERSION_2;
  const folder = path.join(names.root, `wenda-${process.pid}-${limitMB}`);
  try {
    await mkdir(folder);
    await writeFile(path.join(folder, names.limit), String(limitMB * 2 ** 20));
    // Swap would make a limit look roomier than a small machine is; without swap the file is missing.
    await writeFile(path.join(folder, 'memory.swap.max'), '0').catch(() => undefined);
    await writeFile(path.join(folder, 'memory.swappiness'), '0').catch(() => undefined);
  } catch (error) {
    await rmdir(folder).catch(() => undefined);
    throw new Failure(
      'config',
      `no group with a memory limit can be made (${reasonOf(error)}); it needs root on Linux`,
    );
  }
  const numberIn = async (file: string, key: string): Promise<number> => {
    const text = await readFile(path.join(folder, file), 'utf8');
    return Number(new RegExp(`^${key} (\\d+)$`, 'm').exec(text)?.[1] ?? 0);
  };
  return {
    prefix: ['sh', '-c', `echo $$ > ${folder}/cgroup.procs && exec "$@"`, 'sh'],
    allocatedMB: async () => (await numberIn('memory.stat', names.allocated)) / 2 ** 20,
    killed: () => numberIn(names.events, 'oom_kill'),
    remove: () => rmdir(folder),
  };
}
