// Tells whether a process is still running. Process ids are reused, at once in a restarted container; so the start time
// counts too.
import { readFileSync } from 'node:fs';
import { errnoOf } from './failure.ts';

/** Whether a process of any user has this id. */
export function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return errnoOf(error) === 'EPERM';
  }
}

/**
 * On Linux the boot and the clock tick at which a process began; empty on other systems. A process that has ended but
 * was not reaped by its parent (some never do) is `ended`. Source: proc(5), fields 3 and 22 of stat.
 */
export function beginOf(pid: number): string {
  try {
    const boot = readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim();
    // The name before the parenthesis may hold anything, spaces and parentheses included.
    const fields = readFileSync(`/proc/${pid}/stat`, 'utf8')
      .replace(/^.*\) /s, '')
      .split(' ');
    return fields[0] === 'Z' || fields[0] === 'X' ? 'ended' : `${boot}:${fields[19] ?? ''}`;
  } catch {
    return '';
  }
}
