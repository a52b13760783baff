// Pages for operators: whether the process is alive, whether it is ready for questions, and its metrics.
import { Hono } from 'hono';
import type { Metrics, ServedIndex } from './metrics.ts';

export type OperationOptions = {
  metrics: Metrics;
  /** The verified index that is served; undefined while there is none. */
  served: () => ServedIndex | undefined;
};

/**
 * `/healthz` (200 when questions can be answered, else 503), `/healthz/live` (200 as long as the process answers at all)
 * and `/metrics`.
 */
export function createOperationRoutes({ served, metrics }: OperationOptions): Hono {
  const routes = new Hono();
  routes.get('/healthz', (context) => {
    const generation = served()?.generation;
    const ready = generation !== undefined;
    return context.json({ live: true, ready, generation }, ready ? 200 : 503, {
      'cache-control': 'no-store',
    });
  });
  routes.get('/healthz/live', (context) =>
    context.json({ live: true }, 200, { 'cache-control': 'no-store' }),
  );
  routes.get('/metrics', async (context) =>
    context.body(await metrics.text(served()), 200, { 'content-type': metrics.contentType }),
  );
  return routes;
}
