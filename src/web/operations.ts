// For whoever looks after the process: is it alive, may it get questions, what does it do.
import { Hono } from 'hono';
import type { Metrics } from './metrics.ts';

/** `generation` of the verified index that is served; undefined while there is none yet. */
export type Readiness = () => { generation: string } | undefined;

/**
 * `/healthz` (200 when questions can be answered, else 503), `/healthz/live` (200 as long as the process answers at all)
 * and `/metrics`.
 */
export function createOperationRoutes({
  readiness,
  metrics,
}: {
  readiness: Readiness;
  metrics: Metrics;
}): Hono {
  const routes = new Hono();
  routes.get('/healthz', (context) => {
    const ready = readiness();
    const body = { live: true, ready: ready !== undefined, ...ready };
    return context.json(body, ready === undefined ? 503 : 200, { 'cache-control': 'no-store' });
  });
  routes.get('/healthz/live', (context) =>
    context.json({ live: true }, 200, { 'cache-control': 'no-store' }),
  );
  routes.get('/metrics', async (context) =>
    context.body(await metrics.text(), 200, { 'content-type': metrics.contentType }),
  );
  return routes;
}
