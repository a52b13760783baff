import { spawnSync } from 'node:child_process';
import { cpSync, existsSync } from 'node:fs';
import path from 'node:path';
import { PROJECT } from './project.ts';

/** Copies the tracked and new files of the project, as a clone would have them. */
export function copyProject(to: string): void {
  const { stdout } = spawnSync('git', ['ls-files', '-z', '--cached', '--others', '--exclude-standard'], {
    cwd: PROJECT,
    encoding: 'utf8',
  });
  for (const file of stdout.split('\0').filter((name) => name !== '' && existsSync(path.join(PROJECT, name))))
    cpSync(path.join(PROJECT, file), path.join(to, file));
}
