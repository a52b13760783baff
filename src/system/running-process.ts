// Whether a process that left its number is still there. A number is given again sooner or later, at once in a container
// that is restarted; so the time at which the process began counts as well.
import { readFileSync } from 'node:fs';
import { errnoOf } from './failure.ts';

/** Whether there is a process of this number, of any user. */
export function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return errnoOf(error) === 'EPERM';
  }
}

/**
 * On Linux the boot and the clock tick at which a process began; empty where the system does not tell. A process that has
 * ended and only waits for its parent to notice (for ever, under a parent that does not) is `ended`.
 * Source: proc(5), fields 3 and 22 of stat.
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
