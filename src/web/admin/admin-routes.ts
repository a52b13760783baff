// The operators' pages, below /admin. Without a session they are no pages at all: the site then answers as for any
// unknown address, and nothing tells that there are any. A GET never changes anything.
import { type Context, Hono } from 'hono';
import { parse } from 'hono/utils/cookie';
import type { Wiki } from '../../answer/wiki.ts';
import type { Insight } from '../../insight/insight.ts';
import type { Language, Translate } from '../../locales/translations.ts';
import type { Teaching } from '../../teaching/teaching.ts';
import { createVisit, readLanguage, type Visit } from '../reader/visit.ts';
import type { SiteBrand } from '../site-brand.ts';
import { ADMIN_CSS } from './admin-css.ts';
import type { AdminEnv } from './admin-env.ts';
import { ADMIN_PATH, type AdminVisit, renderAdminPage, STYLE_PATH } from './admin-layout.ts';
import { html, NO_PAGE, problemOf, told, withAdminHeaders } from './admin-respond.ts';
import type { AdminSessions } from './admin-sessions.ts';
import { gapsFile, numbersFile } from './downloads.ts';
import { entrancePage } from './entrance-page.ts';
import { createGapRoutes } from './gap-routes.ts';
import { gapListPage, GAPS_PATH, statusOf } from './gap-list-page.ts';
import { lessonKey } from './lesson-list.ts';
import { type Draft, LESSONS_PATH, lessonsPage } from './lessons-page.ts';
import { overviewPage, periodOf } from './overview-page.ts';
import { isOwnRequest, ownForm } from './own-requests.ts';

export type AdminOptions = {
  sessions: AdminSessions;
  insight: Pick<Insight, 'gaps' | 'numbers'>;
  teaching: Teaching;
  /** The served wiki; it may change its generation between two requests. */
  wiki: Pick<Wiki, 'generation' | 'reader' | 'links'>;
  brand: SiteBrand;
  translate: (language: Language) => Translate;
  /** Address of the site without a trailing slash, if it has a public one. */
  publicUrl: string | undefined;
  /** Called after a lesson was written or taken back: readers may have an answer that they did not have. */
  onTaught?: (() => void) | undefined;
  /** Notes that a gap has a draft. */
  onDrafted?: ((gapId: string) => void) | undefined;
  /** The articles that are still to be written. */
  drafts: () => Promise<readonly Draft[]>;
  onError: (error: Error) => void;
};

/** Undefined: to this request, there is no such page. */
export type AdminPages = (request: Request) => Promise<Response | undefined>;

const COOKIE = 'wenda-admin';
export const ENTER_PATH = `${ADMIN_PATH}/enter`;
/** Every gap of a download; the store is bounded below it. */
const ALL = 100_000;

export function createAdminPages(options: AdminOptions): AdminPages {
  const { sessions, insight, teaching, wiki, publicUrl } = options;
  const { gaps, numbers } = insight;
  const visitOf = (context: Context): Visit =>
    createVisit(
      readLanguage(context.req.query('lang'), context.req.header('accept-language')),
      options.translate,
      wiki.links,
      options.brand,
    );
  const adminVisit = (context: Context<AdminEnv>): AdminVisit => ({
    ...visitOf(context),
    session: context.env.session,
  });
  const taught = async () => ({ teaching, drafts: await options.drafts() });
  const cookie = (value: string, more = ''): string =>
    `${COOKIE}=${value}; Path=${ADMIN_PATH}; HttpOnly; SameSite=Strict${publicUrl?.startsWith('https:') === true ? '; Secure' : ''}${more}`;

  const entrance = new Hono();
  entrance.use('*', withAdminHeaders);
  entrance.on(['GET', 'POST'], `${ENTER_PATH}/:token`, (context) => {
    const token = context.req.param('token');
    const visit = visitOf(context);
    if (context.req.method !== 'POST')
      return sessions.isInvited(token)
        ? html(context, visit, entrancePage(visit, { path: `${ENTER_PATH}/${token}` }))
        : context.notFound();
    const key = isOwnRequest(context.req.raw, publicUrl) ? sessions.enter(token) : undefined;
    if (key === undefined) return context.notFound();
    context.header('set-cookie', cookie(key));
    return context.redirect(visit.link({ path: ADMIN_PATH }), 303);
  });

  const routes = new Hono<AdminEnv>();
  routes.use('*', withAdminHeaders);
  routes.on('POST', '*', async (context, next) => {
    const form = await ownForm(context.req.raw, context.env.session, publicUrl);
    if (form === undefined) {
      const visit = adminVisit(context);
      const title = visit.t('manage-title');
      const body = told(visit.t('manage-refused'), true);
      const page = { visit, part: 'overview', title, here: { path: ADMIN_PATH }, body } as const;
      return html(context, visit, renderAdminPage(page), 403);
    }
    context.set('form', form);
    return next();
  });

  routes.get(STYLE_PATH, (context) =>
    context.body(ADMIN_CSS, 200, { 'content-type': 'text/css; charset=utf-8' }),
  );

  routes.get(ADMIN_PATH, (context) => {
    const visit = adminVisit(context);
    const days = periodOf(context.req.query('days'));
    return html(
      context,
      visit,
      overviewPage({ days, summary: numbers.summary(days), reader: wiki.reader }, visit),
    );
  });

  routes.get(GAPS_PATH, (context) => {
    const visit = adminVisit(context);
    const { status, page } = context.req.query();
    return html(context, visit, gapListPage({ gaps, status: statusOf(status), page }, visit));
  });
  routes.post(`${GAPS_PATH}/cluster`, async (context) => {
    await gaps.cluster();
    return context.redirect(adminVisit(context).link({ path: GAPS_PATH }), 303);
  });
  routes.route('/', createGapRoutes({ ...options, gaps, visitOf: adminVisit }));

  routes.get(LESSONS_PATH, async (context) => {
    const visit = adminVisit(context);
    return html(context, visit, lessonsPage({ ...(await taught()), page: context.req.query('page') }, visit));
  });
  routes.post(`${LESSONS_PATH}/take-back`, async (context) => {
    const visit = adminVisit(context);
    const lesson = teaching.lessons().find((one) => lessonKey(one) === context.get('form').get('lesson'));
    const problem = lesson && (await problemOf(teaching.takeBack(lesson)));
    if (problem !== undefined) {
      const failed = told(visit.t('manage-failed', { reason: problem }), true);
      return html(context, visit, lessonsPage({ ...(await taught()), told: failed }, visit), 500);
    }
    if (lesson !== undefined) options.onTaught?.();
    return context.redirect(visit.link({ path: LESSONS_PATH }), 303);
  });

  for (const form of ['csv', 'json'] as const) {
    routes.get(`${ADMIN_PATH}/numbers.${form}`, (context) => {
      const summary = numbers.summary(periodOf(context.req.query('days')));
      return download(context, `numbers.${form}`, form === 'csv' ? numbersFile(summary) : summary);
    });
    routes.get(`${ADMIN_PATH}/gaps.${form}`, (context) => {
      const status = statusOf(context.req.query('status'));
      const listed = gaps.list({ offset: 0, limit: ALL, status }).gaps;
      return download(context, `gaps.${form}`, form === 'csv' ? gapsFile(listed) : listed);
    });
  }

  routes.post(`${ADMIN_PATH}/leave`, (context) => {
    sessions.leave(keyOf(context.req.raw));
    context.header('set-cookie', cookie('', '; Max-Age=0'));
    return context.redirect('/', 303);
  });

  routes.onError((error, context) => {
    options.onError(error);
    const visit = adminVisit(context);
    const title = visit.t('failed');
    const page = { visit, part: 'overview', title, here: { path: ADMIN_PATH }, body: '' } as const;
    return html(context, visit, renderAdminPage(page), 500);
  });

  return async (request) => {
    const { pathname } = new URL(request.url);
    const session = sessions.find(keyOf(request));
    const response = pathname.startsWith(`${ENTER_PATH}/`)
      ? await entrance.fetch(request)
      : session && (await routes.fetch(request, { session }));
    return response?.status === NO_PAGE ? undefined : response;
  };
}

/** The session's key in a request; empty without one. */
function keyOf({ headers }: Request): string {
  return parse(headers.get('cookie') ?? '', COOKIE)[COOKIE] ?? '';
}

/** @param content CSV as it is; anything else becomes JSON */
function download(context: Context<AdminEnv>, name: string, content: string | object): Response {
  const isText = typeof content === 'string';
  return context.body(isText ? content : `${JSON.stringify(content, undefined, 2)}\n`, 200, {
    'content-type': `${isText ? 'text/csv' : 'application/json'}; charset=utf-8`,
    'content-disposition': `attachment; filename="wenda-${name}"`,
  });
}
