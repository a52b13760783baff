// A gap and what can be done about it: a form leads to a preview, and the preview's own form writes.
import { type Context, Hono } from 'hono';
import type { Wiki } from '../../answer/wiki.ts';
import type { Gap, Gaps } from '../../insight/insight.ts';
import { Failure } from '../../system/failure.ts';
import type { Teaching } from '../../teaching/teaching.ts';
import type { Insert } from '../markup.ts';
import type { AdminEnv } from './admin-env.ts';
import type { AdminVisit } from './admin-layout.ts';
import { html, problemOf, told } from './admin-respond.ts';
import { type Act, actOf, carryOut, type Plan, planAct, stampOf } from './gap-acts.ts';
import { GAPS_PATH } from './gap-list-page.ts';
import { gapPage, gapPath } from './gap-page.ts';
import { lessonsThatClosed } from './lesson-list.ts';
import { previewPage } from './preview-page.ts';

type Dependencies = {
  gaps: Gaps;
  teaching: Teaching;
  wiki: Pick<Wiki, 'generation' | 'reader'>;
  onTaught?: (() => void) | undefined;
  onDrafted?: ((gapId: string) => void) | undefined;
  visitOf: (context: Context<AdminEnv>) => AdminVisit;
};

export function createGapRoutes({
  gaps,
  teaching,
  wiki,
  onTaught,
  onDrafted,
  visitOf,
}: Dependencies): Hono<AdminEnv> {
  const routes = new Hono<AdminEnv>();
  type Asked = Context<AdminEnv>;
  const gapOf = (context: Asked): Gap | undefined => gaps.get(context.req.param('id') ?? '');

  /** A gap's page, with words above it. */
  const showGap = async (context: Asked, gap: Gap, more: Insert = '', status: 200 | 409 | 500 = 200) => {
    const visit = visitOf(context);
    const { words } = context.req.query();
    const input = { gap, gaps, teaching, reader: wiki.reader, words, told: more };
    return html(context, visit, await gapPage(input, visit), status);
  };

  const showPreview = async (context: Asked, plan: Plan, more: Insert = '', status: 200 | 409 = 200) => {
    const visit = visitOf(context);
    const stamp = stampOf(plan, wiki.generation, teaching);
    const preview = plan.lesson && (await teaching.preview(plan.lesson));
    return html(context, visit, previewPage({ plan, stamp, preview, told: more }, visit), status);
  };

  const failed = (context: Asked, gap: Gap, reason: string) =>
    showGap(context, gap, told(visitOf(context).t('manage-failed', { reason }), true), 500);

  /** An act about an open gap; others have nothing left to do. */
  const planOf = async (gap: Gap, act: Act, fields: URLSearchParams): Promise<Plan | undefined> =>
    gap.status === 'open' ? planAct(act, gap, fields, { gaps, teaching }) : undefined;

  routes.get(`${GAPS_PATH}/:id`, async (context) => {
    const gap = gapOf(context);
    return gap === undefined ? context.notFound() : showGap(context, gap);
  });

  routes.get(`${GAPS_PATH}/:id/:act`, async (context) => {
    const gap = gapOf(context);
    const act = actOf(context.req.param('act'));
    if (gap === undefined || act === undefined) return context.notFound();
    try {
      const plan = await planOf(gap, act, new URL(context.req.url).searchParams);
      return plan === undefined ? await showGap(context, gap) : await showPreview(context, plan);
    } catch (error) {
      if (error instanceof Failure) return failed(context, gap, error.message);
      throw error;
    }
  });

  routes.post(`${GAPS_PATH}/:id/undo`, async (context) => {
    const gap = gapOf(context);
    if (gap === undefined) return context.notFound();
    const lessons = lessonsThatClosed(gap, gaps, teaching);
    for (const lesson of lessons) {
      const problem = await problemOf(teaching.takeBack(lesson));
      if (problem !== undefined) return failed(context, gap, problem);
    }
    gaps.reopen(gap.id);
    if (lessons.length > 0) onTaught?.();
    return context.redirect(visitOf(context).link({ path: gapPath(gap) }), 303);
  });

  routes.post(`${GAPS_PATH}/:id/:act`, async (context) => {
    const gap = gapOf(context);
    const act = actOf(context.req.param('act'));
    if (gap === undefined || act === undefined) return context.notFound();
    const { t, link } = visitOf(context);
    const form = context.get('form');
    const plan = await planOf(gap, act, form);
    const stale = told(t('manage-stale'), true);
    if (plan === undefined) return showGap(context, gap, stale, 409);
    if (form.get('stamp') !== stampOf(plan, wiki.generation, teaching))
      return showPreview(context, plan, stale, 409);
    let draft: string | undefined;
    const problem = await problemOf(carryOut(plan, { gaps, teaching }).then((path) => (draft = path)));
    if (problem !== undefined) return failed(context, gap, problem);
    if (plan.lesson !== undefined) onTaught?.();
    if (draft !== undefined) {
      onDrafted?.(gap.id);
      return showGap(context, gap, told(t('manage-drafted', { text: draft })));
    }
    return context.redirect(link({ path: gapPath(gap) }), 303);
  });
  return routes;
}
