// The cost of switching to another generation for a serving bot: memory that is not freed, and moments when nothing
// else runs.
import { monitorEventLoopDelay } from 'node:perf_hooks';
import type { LiveWiki } from '../../src/answer/live-wiki.ts';

export type SwapFigures = {
  swaps: number;
  /** Resident memory in MB, before and after numbers of swaps. */
  memory: { swaps: number; residentMb: number }[];
  /** Event-loop delay under questions, 99th percentile and longest, in ms. */
  delay: { idle: Delay; swapping: Delay };
  /** Milliseconds from a verified generation to serving it. */
  swapMs: { p50: number; max: number };
  failed: number;
};
type Delay = { p99: number; max: number };

/** Resolution of the measured delay, ms. */
const RESOLUTION_MS = 1;
const IDLE_MS = 3000;
/** Milliseconds between two questions, and between two swaps. */
const ASK_EVERY_MS = 50;
const REST_MS = 200;
const REPORT_AT = [0, 10, 25, 50];

export async function measureSwapping({
  live,
  swap,
  ask,
  swaps = 50,
}: {
  live: Pick<LiveWiki, 'during'>;
  swap: () => Promise<void>;
  ask: () => Promise<unknown>;
  swaps?: number;
}): Promise<SwapFigures> {
  let failed = 0;
  const asking = setInterval(() => {
    live.during(ask).catch(() => failed++);
  }, ASK_EVERY_MS);
  try {
    await pause(IDLE_MS);
    const idle = await delayOf(() => pause(IDLE_MS));
    const memory = [measured(0)];
    const times: number[] = [];
    const swapping = await delayOf(async () => {
      for (let done = 1; done <= swaps; done++) {
        const begin = performance.now();
        await swap();
        times.push(performance.now() - begin);
        await pause(REST_MS);
        if (REPORT_AT.includes(done)) memory.push(measured(done));
      }
    });
    times.sort((a, b) => a - b);
    const swapMs = { p50: times[Math.floor(times.length / 2)] ?? 0, max: times.at(-1) ?? 0 };
    return { swaps, memory, delay: { idle, swapping }, swapMs, failed };
  } finally {
    clearInterval(asking);
  }
}

export function swapLines({ swaps, memory, delay, swapMs, failed }: SwapFigures): string[] {
  const delays = ({ p99, max }: Delay): string => `p99 ${p99.toFixed(1)} ms, longest ${max.toFixed(0)} ms`;
  return [
    `memory: ${memory.map((one) => `${one.residentMb} MB after ${one.swaps} swaps`).join(', ')}`,
    `event-loop delay under questions: ${delays(delay.idle)}; over ${swaps} swaps: ${delays(delay.swapping)}`,
    `from a verified generation to serving it: p50 ${swapMs.p50.toFixed(0)} ms, longest ${swapMs.max.toFixed(0)} ms; ${failed} questions failed`,
  ];
}

async function delayOf(task: () => Promise<void>): Promise<Delay> {
  const histogram = monitorEventLoopDelay({ resolution: RESOLUTION_MS });
  histogram.enable();
  await task();
  histogram.disable();
  return { p99: histogram.percentile(99) / 1e6, max: histogram.max / 1e6 };
}

function measured(swaps: number): { swaps: number; residentMb: number } {
  return { swaps, residentMb: Math.round(process.memoryUsage().rss / 1e6) };
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
