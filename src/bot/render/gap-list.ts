// The list of gaps and the card of one: pure functions of plain data.
import type { SectionPage } from '../../answer/article-reader.ts';
import type { Gap } from '../../insight/insight.ts';
import type { Translate } from '../../locales/translations.ts';
import { clip } from '../../text/cuts.ts';
import { dayOf, gapButton, MAX_SHOWN_QUESTION, signsOf } from './gap-signs.ts';
import { escapeHtml } from './html.ts';
import { headingHtml } from './passage-html.ts';
import { type ButtonRow, type Reply, rows } from './reply.ts';

const PER_PAGE = 5;
const MAX_DRAFTS = 5;
const MAX_CARD_QUESTIONS = 4;
const MAX_CARD_QUESTION = 300;

/** Gaps that may be read, how many have been met by one person each, and titles of drafts. */
export type GapList = { gaps: readonly Gap[]; singles: number; drafts: readonly string[] };

/** @param asked page, from 0; clamped to the last one */
export function renderGapList({ gaps, singles, drafts }: GapList, asked: number, t: Translate): Reply {
  const pages = Math.max(1, Math.ceil(gaps.length / PER_PAGE));
  const page = Math.min(asked, pages - 1);
  const first = page * PER_PAGE;
  const shown = gaps.slice(first, first + PER_PAGE);
  const place = pages > 1 ? `  <i>${escapeHtml(`${page + 1}/${pages}`)}</i>` : '';
  const heading = gaps.length === 0 ? t('gap-none') : t('gap-list', { count: gaps.length });
  const turn: ButtonRow = [
    ...(page > 0 ? [gapButton(t('button-previous-page'), { kind: 'list', page: page - 1 })] : []),
    ...(page < pages - 1 ? [gapButton(t('button-next-page'), { kind: 'list', page: page + 1 })] : []),
  ];
  return {
    html: [
      `<b>${escapeHtml(heading)}</b>${place}`,
      ...shown.map((gap, i) => entryHtml(gap, first + i + 1, t)),
      ...(drafts.length > 0 ? [escapeHtml(draftsLine(drafts, t))] : []),
      ...(singles > 0 ? [`<i>${escapeHtml(t('gap-singles', { count: singles }))}</i>`] : []),
    ].join('\n\n'),
    buttons: rows(
      shown.map(({ id }, i) => gapButton(String(first + i + 1), { kind: 'card', gapId: id })),
      turn,
      [gapButton(t('button-cluster'), { kind: 'cluster' })],
    ),
  };
}

function draftsLine(drafts: readonly string[], t: Translate): string {
  const titles = drafts.slice(0, MAX_DRAFTS).map((title) => clip(title, MAX_SHOWN_QUESTION));
  const more = drafts.length > titles.length ? ['…'] : [];
  return [
    t('gap-drafts', { count: drafts.length }),
    ...[...titles, ...more].map((title) => `• ${title}`),
  ].join('\n');
}

function entryHtml(gap: Gap, number: number, t: Translate): string {
  const facts = [
    t('gap-askers', { count: gap.askers }),
    signsOf(gap, t),
    t('gap-since', { date: dayOf(gap.firstAt) }),
    ...(gap.isReopened ? [t('gap-reopened')] : []),
  ];
  const question = escapeHtml(clip(gap.questions[0] ?? '', MAX_SHOWN_QUESTION));
  return `<b>${number}.</b> ${question}\n<i>${escapeHtml(facts.filter((fact) => fact !== '').join(' · '))}</i>`;
}

/** The section that was shown most often, and its address. */
export type ShownSection = { section: SectionPage; url: string };

/** `notice`: what has just happened. */
export function renderGapCard(
  gap: Gap,
  shown: ShownSection | undefined,
  t: Translate,
  notice?: string,
): Reply {
  const [nearest = '', ...others] = gap.questions.slice(0, MAX_CARD_QUESTIONS);
  const line = (question: string): string => escapeHtml(clip(question, MAX_CARD_QUESTION));
  const dates = `${t('gap-since', { date: dayOf(gap.firstAt) })} · ${t('gap-last', { date: dayOf(gap.lastAt) })}`;
  const state = stateOf(gap, t);
  const blocks = [
    ...(notice === undefined ? [] : [`<i>${escapeHtml(notice)}</i>`]),
    [`<b>${line(nearest)}</b>`, ...others.map((question) => `• ${line(question)}`)].join('\n'),
    [t('gap-askers', { count: gap.askers }), signsOf(gap, t), dates]
      .filter((fact) => fact !== '')
      .map(escapeHtml)
      .join('\n'),
    ...(shown === undefined ? [] : [shownHtml(shown, t)]),
    ...(state === undefined ? [] : [escapeHtml(state)]),
  ];
  return { html: blocks.join('\n\n'), buttons: gap.status === 'open' ? actions(gap.id, t) : [backToList(t)] };
}

function shownHtml({ section, url }: ShownSection, t: Translate): string {
  return `${escapeHtml(t('gap-shown'))} <a href="${escapeHtml(url)}">${headingHtml(section)}</a>`;
}

function stateOf({ status, closed, isReopened }: Gap, t: Translate): string | undefined {
  if (status === 'hidden') return t('gap-hidden');
  if (closed === undefined || (status === 'open' && !isReopened)) return undefined;
  const how = { date: dayOf(closed.at), reason: t(`closed-by-${closed.by}`) };
  return status === 'open' ? t('gap-again', how) : t('gap-closed', how);
}

function actions(gapId: string, t: Translate): ButtonRow[] {
  return [
    [
      gapButton(t('button-belongs'), { kind: 'sections', gapId }),
      gapButton(t('button-synonym'), { kind: 'words', gapId }),
    ],
    [
      gapButton(t('button-draft'), { kind: 'draft', gapId }),
      gapButton(t('button-out-of-scope'), { kind: 'out-of-scope', gapId }),
    ],
    [gapButton(t('button-hide'), { kind: 'hide', gapId })],
    backToList(t),
  ];
}

export function backToList(t: Translate): ButtonRow {
  return [gapButton(t('button-all-gaps'), { kind: 'list', page: 0 })];
}

export function backToGap(gapId: string, t: Translate): ButtonRow {
  return [gapButton(t('button-gap'), { kind: 'card', gapId })];
}
