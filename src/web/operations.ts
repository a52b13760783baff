// Pages for operators: whether the process is alive, whether it is ready for questions, and its metrics.
import { Hono } from 'hono';
import type { Metrics, ServedIndex } from './metrics.ts';

export type OperationOptions = {
  metrics: Metrics;
  /** The verified index that is served; undefined while there is none. */
  served: () => ServedIndex | undefined;
  /**
   * How updates come from Telegram, if they do: by polls, and the process is ready only while polls succeed; to a
   * webhook, and it is ready once Telegram has taken it.
   */
  updatesBy: 'polls' | 'webhook' | undefined;
};

/** A poll lasts up to 30 s: after twice that, Telegram is out of reach. */
const MAX_SILENCE_S = 60;

/**
 * `/healthz` (200 when questions can be answered, else 503 with the reason; with the version), `/healthz/live` (200 as long as the process
 * answers at all) and `/metrics`.
 */
export function createOperationRoutes({ served, metrics, updatesBy }: OperationOptions): Hono {
  const routes = new Hono();
  routes.get('/healthz', (context) => {
    const generation = served()?.generation;
    const health = generation === undefined ? { ready: false } : { generation, ...reach() };
    return context.json({ live: true, version: metrics.version, ...health }, health.ready ? 200 : 503, {
      'cache-control': 'no-store',
    });
  });
  routes.get('/healthz/live', (context) =>
    context.json({ live: true }, 200, { 'cache-control': 'no-store' }),
  );
  routes.get('/metrics', async (context) =>
    context.body(await metrics.text(served()), 200, { 'content-type': metrics.contentType }),
  );

  /** Whether questions reach the process. */
  function reach(): { ready: boolean; reason?: string; telegram?: { lastPollSecondsAgo: number | null } } {
    const seconds = metrics.telegram.secondsSincePoll();
    if (updatesBy === 'webhook' && seconds === undefined)
      return { ready: false, reason: 'Telegram does not know the webhook yet' };
    if (updatesBy !== 'polls') return { ready: true };
    const telegram = { lastPollSecondsAgo: seconds ?? null };
    if (seconds === undefined) return { ready: false, reason: 'no poll has succeeded yet', telegram };
    return seconds > MAX_SILENCE_S
      ? { ready: false, reason: `no poll has succeeded for ${seconds} s`, telegram }
      : { ready: true, telegram };
  }
  return routes;
}
