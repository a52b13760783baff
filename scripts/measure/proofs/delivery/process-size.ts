// What a process holds, as Linux shows it.
import { readdir, readFile, stat } from 'node:fs/promises';
import path from 'node:path';

export type Size = { memoryMB: number; openFiles: number; journalMB: number };

/** @throws Error where the system does not show it, or when the process has ended */
export async function sizeOf(pid: number, stateDir: string): Promise<Size> {
  const status = await readFile(`/proc/${pid}/status`, 'utf8');
  const journal = await stat(path.join(stateDir, 'journal.jsonl'));
  return {
    memoryMB: Number(/VmRSS:\s+(\d+)/.exec(status)?.[1]) / 1024,
    openFiles: (await readdir(`/proc/${pid}/fd`)).length,
    journalMB: journal.size / 1e6,
  };
}

/** The slope of the best straight line through points (least squares); 0 for fewer than two. */
export function slope(points: readonly (readonly [x: number, y: number])[]): number {
  const n = points.length;
  const [meanX, meanY] = [0, 1].map((i) => points.reduce((sum, point) => sum + (point[i] ?? 0), 0) / n);
  if (n < 2 || meanX === undefined || meanY === undefined) return 0;
  const spread = points.reduce((sum, [x]) => sum + (x - meanX) ** 2, 0);
  return spread === 0 ? 0 : points.reduce((sum, [x, y]) => sum + (x - meanX) * (y - meanY), 0) / spread;
}
