// The gaps, those first that matter most.
import { type Gap, GAP_STATUSES, type Gaps, SIGNALS } from '../../insight/insight.ts';
import type { Translate } from '../../locales/translations.ts';
import { clip } from '../../text/cuts.ts';
import { type Insert, markup, type Markup } from '../markup.ts';
import { pageOf, pager } from '../reader/article-list.ts';
import { ADMIN_PATH, type AdminVisit, postForm, renderAdminPage, said, tabs } from './admin-layout.ts';

export const GAPS_PATH = `${ADMIN_PATH}/gaps`;
const PER_PAGE = 20;
/** Longest question that names a gap, in UTF-16 units. */
const MAX_SHOWN = 120;
/** Why a vote was down, as far as it is named. */
const REASONS = ['irrelevant', 'outdated', 'incomplete', 'other'] as const;

/** The status as it is in an address; open by default. */
export function statusOf(asked: string | undefined): Gap['status'] {
  return GAP_STATUSES.find((status) => status === asked) ?? 'open';
}

export function gapListPage(
  { gaps, status, page }: { gaps: Gaps; status: Gap['status']; page: string | undefined },
  visit: AdminVisit,
): Markup {
  const { t, link } = visit;
  const address = (of: Gap['status']) => ({
    path: GAPS_PATH,
    parameters: { status: of === 'open' ? undefined : of },
  });
  const { total } = gaps.list({ offset: 0, limit: 0, status });
  const at = pageOf(page, total, PER_PAGE);
  const listed = gaps.list({ offset: (at.page - 1) * PER_PAGE, limit: PER_PAGE, status }).gaps;
  return renderAdminPage({
    visit,
    part: 'gaps',
    title: t('manage-gaps'),
    here: { ...address(status), parameters: { ...address(status).parameters, page: at.page } },
    body: markup`${tabs(
      visit,
      t('manage-gaps'),
      GAP_STATUSES.map((of) => ({
        text: `${t(`manage-status-${of}`)} ${gaps.list({ offset: 0, limit: 0, status: of }).total}`,
        to: address(of),
        isCurrent: of === status,
      })),
    )}
${listed.length === 0 ? markup`<p class="lead">${t('manage-no-gaps')}</p>` : markup`<ul class="topics">${listed.map((gap) => markup`<li><a href="${link({ path: `${GAPS_PATH}/${gap.id}` })}">${gapName(gap, t)}</a><small>${gapMeta(gap, t)}</small></li>\n`)}</ul>`}
${pager(at, address(status), visit)}
${postForm(visit, { path: `${GAPS_PATH}/cluster` }, markup`<button class="quiet">${t('manage-cluster')}</button>`)}
<p class="meta">${t('manage-download')}: ${(['csv', 'json'] as const).map((form) => markup`<a href="${link({ path: `${ADMIN_PATH}/gaps.${form}`, parameters: { status } })}">${form.toUpperCase()}</a> `)}</p>`,
  });
}

/** The question nearest to the centre; what one reader alone asked is not told. */
export function gapName({ questions: [nearest] }: Gap, t: Translate): Insert {
  return nearest === undefined ? t('manage-one-asker') : said(clip(nearest, MAX_SHOWN));
}

/** How many asked, what went wrong, and when, in one line. */
export function gapMeta(gap: Gap, t: Translate): string {
  const signals = SIGNALS.toReversed().flatMap((signal) => {
    const count = gap.signals[signal] ?? 0;
    const reasons = signal === 'voted-down' ? reasonsOf(gap, t) : '';
    if (count === 0) return [];
    const text = t(`signal-${signal}`, { count });
    return [reasons === '' ? text : t('gap-reasons', { text, reason: reasons })];
  });
  return [
    t('manage-askers', { count: gap.askers }),
    ...signals,
    t('manage-last-asked', { date: gap.lastAt.slice(0, 10) }),
    ...(gap.isReopened ? [t('manage-reopened')] : []),
  ].join(' · ');
}

function reasonsOf({ reasons }: Gap, t: Translate): string {
  const named = REASONS.flatMap((reason) => {
    const count = reasons[reason] ?? 0;
    return count === 0 ? [] : [`${t(`reason-${reason}`)} ${count}`];
  });
  return named.join(t('gap-between'));
}
