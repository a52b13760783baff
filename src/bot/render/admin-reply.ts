// Replies to operators.
import type { Translate } from '../../locales/translations.ts';
import { clip } from '../../text/cuts.ts';
import { INVITE_DAYS } from '../access.ts';
import type {
  AdminAccess,
  AdminPageAccess,
  BadFile,
  Program,
  ReloadOutcome,
  ServingStatus,
} from '../dependencies.ts';
import { escapeHtml } from './html.ts';
import type { Reply } from './reply.ts';

/** What runs, and for how long, in one line. @param now milliseconds since 1970 */
export function programLine({ version, node, startedAt }: Program, now: number, t: Translate): string {
  return t('admin-program', { version, node, age: ageOf(now - startedAt, t) });
}

/** The data of the button that asks for a link to the operators' pages. */
export const ADMIN_PAGE_DATA = 'op';

/** @param now milliseconds since 1970 */
export function renderStatus(
  { program, page, extras }: Pick<AdminAccess, 'program' | 'page' | 'extras'>,
  status: ServingStatus,
  now: number,
  t: Translate,
): Reply {
  const more = extras?.(t);
  const { generation, builtAt, corpus, model, build, calibration, refused } = status;
  const { articles, sections, passages, skippedFiles, badFiles } = corpus;
  const lines = [
    programLine(program, now, t),
    t('admin-generation', { generation }),
    t('admin-corpus', { articles, sections, passages }),
    ...(skippedFiles > 0 ? [t('admin-bad', { count: skippedFiles })] : []),
    ...badFiles.slice(0, MAX_BAD_FILES).map((bad) => badFileLine(bad, t)),
    t('admin-model', { model }),
    t('admin-built', {
      date: builtAt.slice(0, 16).replace('T', ' '),
      age: ageOf(now - Date.parse(builtAt), t),
    }),
    t('admin-build', { embedded: build.embedded, reused: build.reused }),
    t(build.graph === undefined ? 'admin-exact' : `admin-graph-${build.graph}`),
    cutOffLine(calibration, t),
    ...(refused === undefined ? [] : [t('admin-refused', refused)]),
    '',
    t('admin-orders'),
    ...(more?.lines ?? []),
  ];
  const pageButton = { text: t('button-admin-page'), callback_data: ADMIN_PAGE_DATA };
  return {
    html: escapeHtml(lines.join('\n')),
    buttons: [...(more?.buttons ?? []), ...(page === undefined ? [] : [[pageButton]])],
  };
}

function cutOffLine({ cutOffs, measured }: ServingStatus['calibration'], t: Translate): string {
  const from = cutOffs.found.toFixed(2);
  if (measured === undefined) return t('admin-cut-off-shipped', { from });
  const percent = (share: number): string => (share * 100).toFixed(1);
  const { questions, falseAnswers, atMost } = measured;
  return t('admin-cut-off', { from, questions, share: percent(falseAnswers), most: percent(atMost) });
}

/** Named files with errors: the message must fit, and they are fixed one after the other. */
const MAX_BAD_FILES = 5;
const MAX_PLACE = 120;
const MAX_PROBLEM = 200;

function badFileLine({ file, line, message, isKept }: BadFile, t: Translate): string {
  const problem = `${clip(file, MAX_PLACE)}:${line}: ${clip(message, MAX_PROBLEM)}`;
  return t(isKept ? 'admin-bad-kept' : 'admin-bad-left-out', { problem });
}

export function renderReload(outcome: ReloadOutcome, t: Translate): Reply {
  const text =
    outcome.kind === 'same'
      ? t('admin-same')
      : outcome.kind === 'swapped'
        ? t('admin-taken', { generation: outcome.generation })
        : t('admin-refused', { generation: outcome.generation, reason: outcome.reason });
  return { html: escapeHtml(text), buttons: [] };
}

/** @param invited undefined if the wiki is public */
export function renderInvite(invited: { link: string; members: number } | undefined, t: Translate): Reply {
  const text =
    invited === undefined
      ? t('admin-public')
      : [
          t('admin-invite', { days: INVITE_DAYS }),
          invited.link,
          t('admin-members', { count: invited.members }),
        ].join('\n');
  return { html: escapeHtml(text), buttons: [] };
}

/** @param account as the operator wrote it */
export function renderRemoval(account: string, wasMember: boolean, t: Translate): Reply {
  const text = wasMember
    ? t('admin-removed', { account })
    : /^\d+$/.test(account)
      ? t('admin-no-member', { account })
      : t('admin-remove-usage');
  return { html: escapeHtml(text), buttons: [] };
}

/** A text, since Telegram takes no button with an address of this machine. */
export function renderPageLink(
  { url, minutes, isLocal }: ReturnType<AdminPageAccess['link']>,
  t: Translate,
): Reply {
  const lines = [
    t('admin-page-link', { count: minutes }),
    url,
    ...(isLocal ? [t('admin-page-local')] : []),
    t('admin-page-orders'),
  ];
  return { html: escapeHtml(lines.join('\n')), buttons: [] };
}

/** @param count of sessions */
export function renderPageClosed(count: number, t: Translate): Reply {
  return { html: escapeHtml(t('admin-page-off', { count })), buttons: [] };
}

const MINUTE_MS = 60_000;

/** In the largest unit that gives at least two. */
function ageOf(ms: number, t: Translate): string {
  const minutes = Math.max(0, Math.floor(ms / MINUTE_MS));
  if (minutes < 120) return t('admin-minutes', { count: minutes });
  const hours = Math.floor(minutes / 60);
  return hours < 48 ? t('admin-hours', { count: hours }) : t('admin-days', { count: Math.floor(hours / 24) });
}
